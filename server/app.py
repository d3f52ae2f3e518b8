"""The factory: settings, database, error shape, rooms, and the built phone app."""

import logging
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import structlog
from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from server import pwa
from server.apidocs.views import blueprint as apidocs
from server.auth import access
from server.core import config, db, http, limits
from server.core.api import Api, IdConverter, NumberConverter, id_in_openapi, number_in_openapi

#: rooms with a `views.blueprint`, or several as `views.blueprints`, in the order of the levels
ROOMS: tuple[str, ...] = (
    "server.auth",
    "server.events",
    "server.storage",
    "server.leads",
    "server.assignment",
    "server.cards",
    "server.followups",
    "server.duplicates",
    "server.mail",
    "server.sync",
    "server.triage",
    "server.reports",
    "server.standards",
)
#: modules that must be imported so that their tables or their answers to signals are known
LISTENERS: tuple[str, ...] = (
    "server.core.audit",
    "server.core.changes",
    "server.core.org",
    "server.auth.models",
    "server.events.models",
    "server.events.operations",
    "server.storage.models",
    "server.jobs.models",
    "server.jobs.bell",
    "server.jobs.working",
    "server.leads.models",
    "server.leads.regroup",
    "server.classification.models",
    "server.assignment.models",
    "server.assignment.sweep",
    "server.assignment.handover",
    "server.plans.models",
    "server.cards.models",
    "server.cards.jobs",
    "server.cards.review",
    "server.followups.models",
    "server.followups.sweep",
    "server.duplicates.models",
    "server.duplicates.jobs",
    "server.duplicates.sharing",
    "server.intake",
    "server.mail.models",
    "server.mail.jobs",
    "server.sync.models",
    "server.sync.ledger",
    "server.standards.models",
    "server.reports.models",
    "server.reports.jobs",
)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The WSGI application. `settings` win over the environment (docs/settings.md)."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config.load(settings))
    app.config.from_mapping(
        API_TITLE="Boxless",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        MAX_CONTENT_LENGTH=26 << 20,
        MAX_FORM_PARTS=20,
        PROPAGATE_EXCEPTIONS=app.config.get("DEVELOPMENT") or None,
    )
    app.url_map.redirect_defaults = False
    _log(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    for module in LISTENERS:
        import_module(module)
    db.init_app(app)
    Migrate(app, db.db, directory="server/migrations", render_as_batch=True, compare_type=True)
    http.init_app(app)
    access.init_app(app)
    limits.init_app(app)
    _open_rooms(app)
    app.register_blueprint(apidocs)
    pwa.init_app(app)
    # the commands start processes that build this app again, so they can only be known once it stands
    import_module("server.cli").register(app)
    return app


def _open_rooms(app: Flask) -> None:
    app.url_map.converters.update(id=IdConverter, int=NumberConverter)
    api = Api(app)
    api.register_converter(IdConverter, id_in_openapi)
    api.register_converter(NumberConverter, number_in_openapi)
    for room in ROOMS:
        views = import_module(f"{room}.views")
        for blueprint in getattr(views, "blueprints", None) or (views.blueprint,):
            api.register_blueprint(blueprint)


def _log(app: Flask) -> None:
    level = logging.getLevelNamesMapping()[app.config["LOG_LEVEL"].upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
