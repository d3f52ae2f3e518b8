"""The room's doors, by subject."""

from server.auth import account_views, device_views, people_views

blueprints = (account_views.blueprint, people_views.blueprint, device_views.blueprint)
