"""How often one caller may ask: a first, cheap gate. What must outlive a restart is counted in the database.

Counts are kept in Redis when REDIS_URL is set, else in this process.
"""

from flask import Flask, g
from flask_limiter import Limiter

from server.core.api import client_address

#: passwords, links and codes, per address; auth/throttle.py counts more strictly behind it
SIGN_IN = "60/minute"
#: pictures and memos, per device
UPLOAD = "120/minute"
#: files with many people in them, per person
EXPORT = "10/hour"


def caller() -> str:
    """The phone or browser that asks; before it is known, its address."""
    actor = g.get("actor")
    return (actor and (actor.device_id or actor.session_id)) or client_address()


class ViewLimiter(Limiter):
    """Counts where a view says so and nowhere else."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        # Before each request it would look for limits of the whole app, of which there are none: a tenth of a pull.
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


#: `@limiter.limit(UPLOAD)` right below a view's route, so that refused bodies count too; answers 429 with Retry-After
limiter = ViewLimiter(key_func=caller)


def init_app(app: Flask) -> None:
    """Begin counting."""
    app.config.from_mapping(
        RATELIMIT_STORAGE_URI=app.config["REDIS_URL"] or "memory://",
        RATELIMIT_HEADERS_ENABLED=True,
        # a Redis that does not answer must not close the door
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(app.config["REDIS_URL"]),
    )
    limiter.init_app(app)
