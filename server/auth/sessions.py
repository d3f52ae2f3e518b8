"""Browsers signed in by password: an opaque cookie, its end, and the list of one's own sessions."""

from typing import Any

from flask import Response, current_app
from sqlalchemy import Connection, and_, insert, select, update

from server.auth.models import WebSession
from server.auth.queries import colleagues
from server.auth.secrets import digest, new_token
from server.core import changes
from server.core.clock import DAY, HOUR, MINUTE, now_ms
from server.core.db import table
from server.core.errors import NotFound
from server.core.ids import new_id

IDLE = 12 * HOUR
ABSOLUTE = 7 * DAY
#: how stale `seen_at` may get before a request writes it again
SEEN_STEP = 5 * MINUTE

_session, _clock = table(WebSession), table(changes.SyncClock)


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host and to HTTPS; browsers refuse it over plain HTTP."""
    return "__Host-boxless" if current_app.config["SECURE_COOKIES"] else "boxless"


def set_cookie(response: Response, token: str) -> Response:
    """Hand the session to the browser."""
    response.set_cookie(cookie_name(), token, max_age=ABSOLUTE // 1000, **_cookie_attributes())
    return response


def clear_cookie(response: Response) -> Response:
    """Take the session from the browser."""
    response.delete_cookie(cookie_name(), **_cookie_attributes())
    return response


def start(connection: Connection, user_id: str, label: str) -> str:
    """A new session for somebody who just proved a password. Returns the cookie's secret."""
    token, now = new_token(), now_ms()
    connection.execute(
        insert(_session).values(
            id=new_id(),
            token_hash=digest(token),
            user_id=user_id,
            label=label,
            created_at=now,
            seen_at=now,
            fresh_at=now,
        )
    )
    return token


def find(connection: Connection, token: str) -> dict[str, Any] | None:
    """The live session of a cookie with its person (as `colleagues` has her, and session_id, seen_at, fresh_at).

    None: no such session.
    """
    mine = and_(_session.c.token_hash == digest(token), *_live())
    columns = (_session.c[name] for name in ("user_id", "id", "seen_at", "fresh_at"))
    query = select(_clock.c.standing, *columns).select_from(_clock.outerjoin(_session, mine))
    name, user_id, session_id, seen_at, fresh_at = connection.execute(query).one()
    changes.know_standing(connection, name)
    if session_id is None:
        return None
    return {**colleagues(connection)[user_id], "session_id": session_id, "seen_at": seen_at, "fresh_at": fresh_at}


def seen(connection: Connection, session_id: str) -> None:
    """The session is in use: its idle time starts again."""
    connection.execute(update(_session).where(_session.c.id == session_id).values(seen_at=now_ms()))


def listed(connection: Connection, user_id: str) -> list[dict[str, Any]]:
    """A person's live sessions, the one used last first."""
    rows = connection.execute(
        select(_session.c.id, _session.c.label, _session.c.created_at, _session.c.seen_at)
        .where(_session.c.user_id == user_id, *_live())
        .order_by(_session.c.seen_at.desc())
    )
    return [dict(row) for row in rows.mappings()]


def end(connection: Connection, user_id: str, session_id: str) -> None:
    """End one of a person's own sessions. Raises NotFound for any other."""
    ended = connection.execute(
        update(_session)
        .where(_session.c.id == session_id, _session.c.user_id == user_id, _session.c.ended_at.is_(None))
        .values(ended_at=now_ms())
    )
    if not ended.rowcount:
        raise NotFound()


def end_by_token(connection: Connection, token: str) -> None:
    """End the session of a cookie, if there is one."""
    mine = _session.c.token_hash == digest(token), _session.c.ended_at.is_(None)
    connection.execute(update(_session).where(*mine).values(ended_at=now_ms()))


def end_all(connection: Connection, user_id: str, *, but: str | None = None) -> None:
    """End every session of a person, except `but`."""
    theirs = _session.c.user_id == user_id, _session.c.ended_at.is_(None), _session.c.id != (but or "")
    connection.execute(update(_session).where(*theirs).values(ended_at=now_ms()))


def _live() -> tuple[Any, ...]:
    now = now_ms()
    return _session.c.ended_at.is_(None), _session.c.seen_at > now - IDLE, _session.c.created_at > now - ABSOLUTE


def _cookie_attributes() -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": current_app.config["SECURE_COOKIES"]}
