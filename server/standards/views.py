"""Every address of the standards."""

from server.standards.plans_views import blueprint as plans
from server.standards.rules_views import blueprint as rules
from server.standards.sop_views import blueprint as sop
from server.standards.timing_views import blueprint as timing

blueprints = (rules, plans, timing, sop)
