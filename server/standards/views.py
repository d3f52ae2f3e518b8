"""Every address of the standards."""

from server.standards.plans_views import blueprint as plans
from server.standards.rules_views import blueprint as rules

blueprints = (rules, plans)
