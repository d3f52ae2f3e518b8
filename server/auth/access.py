"""The door: who is asking, and whether the route is theirs. Runs before every request.

A view says who may use it by one of the marks `@public`, `@signed_in`, `@by_password` or `@requires("lead:read")`,
right above its `def`. A route without a mark is refused: forgetting one shows at once and never opens a door.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app, g, request
from sqlalchemy import Connection

from server.auth import devices, sessions
from server.auth.actor import Actor
from server.auth.permission_map import PERMISSIONS, check
from server.auth.scopes import has_access, scopes_of_user
from server.core.api import client_address
from server.core.clock import now_ms
from server.core.db import reading, writing
from server.core.errors import Forbidden, Problem, Unauthenticated, Unavailable

log = structlog.get_logger()

View = TypeVar("View", bound=Callable[..., Any])
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Mark:
    """Who may use a view. `permission` is a key of the permission map, or None: anybody the flags let in."""

    permission: str | None = None
    anonymous: bool = False
    password_only: bool = False


def public(view: View) -> View:
    """Anybody, signed in or not."""
    return _marked(view, Mark(anonymous=True))


def signed_in(view: View) -> View:
    """Anybody signed in, by password or by a paired phone."""
    return _marked(view, Mark())


def by_password(view: View) -> View:
    """Only somebody signed in by password: what a found phone must not do."""
    return _marked(view, Mark(password_only=True))


def requires(permission: str) -> Callable[[View], View]:
    """Those whose roles hold the permission. Raises KeyError at import for one that is not in the map."""
    PERMISSIONS[permission]
    return lambda view: _marked(view, Mark(permission))


def _marked(view: View, mark: Mark) -> View:
    view.access = mark  # type: ignore[attr-defined]
    return view


def mark_of(app: Flask, endpoint: str, method: str) -> Mark | None:
    """The mark of the view behind an endpoint and method; None when it has none."""
    view: Any = app.view_functions[endpoint]
    if hasattr(view, "view_class"):
        view = getattr(view.view_class, ("GET" if method == "HEAD" else method).lower(), None)
    return getattr(view, "access", None)


def current_actor() -> Actor:
    """Who is asking. Raises Unauthenticated on a public route."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise Unauthenticated()
    return actor


def init_app(app: Flask) -> None:
    """Put the door before every route."""
    app.before_request(_enter)


def _enter() -> None:
    if request.url_rule is None or _answers_options():
        return  # 404, 405 and OPTIONS tell nothing about anybody
    mark = mark_of(current_app, request.url_rule.endpoint, request.method)
    try:
        if mark is None:
            log.error("access.undeclared", endpoint=request.url_rule.endpoint)
            raise Forbidden()
        _admit(mark)
    except Problem as refused:
        log.info("access.denied", code=refused.code, method=request.method, rule=request.url_rule.rule)
        raise


def _answers_options() -> bool:
    return request.method == "OPTIONS" and bool(getattr(request.url_rule, "provide_automatic_options", False))


def _admit(mark: Mark) -> None:
    if mark.anonymous:
        # a sign-in forced upon a browser by another site would make it work for a stranger
        if request.method not in SAFE:
            _refuse_cross_site()
        return
    g.actor = actor = _authenticated()
    if mark.password_only and actor.session_id is None:
        raise Forbidden("Sign in with your password to do this.", code="password_needed")
    if mark.permission:
        check(actor, mark.permission)


def _authenticated() -> Actor:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind:
        return _by_device(token.strip() if kind.lower() == "bearer" else "")
    cookie = request.cookies.get(sessions.cookie_name())
    if not cookie:
        raise Unauthenticated()
    _refuse_cross_site()
    return _by_session(cookie)


def _by_device(token: str) -> Actor:
    with reading() as connection:
        row = devices.find(connection, token)
        if row is None:
            raise Unauthenticated()
        if not has_access(row):
            raise devices.DeviceRevoked()
        actor = actor_of(connection, row, device_id=row["device_id"])
    if row["last_seen_at"] < now_ms() - devices.SEEN_STEP:
        _note(lambda connection: devices.seen(connection, row["device_id"]))
    return actor


def _by_session(cookie: str) -> Actor:
    with reading() as connection:
        row = sessions.find(connection, cookie)
        if row is None or not has_access(row):
            raise Unauthenticated()
        actor = actor_of(connection, row, session_id=row["session_id"], fresh_at=row["fresh_at"])
    if row["seen_at"] < now_ms() - sessions.SEEN_STEP:
        _note(lambda connection: sessions.seen(connection, row["session_id"]))
    return actor


def actor_of(connection: Connection, user: Mapping[str, Any], **at: Any) -> Actor:
    """The actor of a row of `user`; `at`: device_id, session_id, fresh_at."""
    return Actor(
        user_id=user["id"],
        name=user["name"],
        roles=frozenset(user["roles"]),
        scopes=scopes_of_user(connection, user),
        ip=client_address(),
        **at,
    )


def _note(write: Callable[[Connection], None]) -> None:
    """Write down that somebody was seen; a busy database is no reason to turn her away."""
    try:
        with writing() as connection:
            write(connection)
    except Unavailable:
        log.warning("access.not_noted")


def _refuse_cross_site() -> None:
    """Refuse what another site makes a browser send (docs/security.md). Following a link to us is fine."""
    site = request.headers.get("Sec-Fetch-Site")
    if site in {"same-origin", "none"}:
        return
    if request.method in SAFE and request.headers.get("Sec-Fetch-Mode") == "navigate":
        return
    origin = request.headers.get("Origin")
    # browsers before 2023 and plain HTTP in a local network send no Sec-Fetch-Site; what is no browser sends neither
    if site is None and (origin is None or origin in _own_origins()):
        return
    raise Forbidden("This request came from another site. Open the app itself and try again.", code="cross_site")


def _own_origins() -> set[str]:
    public_url = urlsplit(current_app.config["PUBLIC_URL"])
    return {f"{public_url.scheme}://{public_url.netloc}", request.host_url.rstrip("/")}
