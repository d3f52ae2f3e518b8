"""Every address of the standards."""

from server.standards.rules_views import blueprint as rules

blueprints = (rules,)
