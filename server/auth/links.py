"""Links that work once: the first-run page, and choosing a password. The secret stands in the fragment of the
address, which browsers send to no server and write into no log."""

from typing import Any

from flask import current_app
from sqlalchemy import Connection, delete, insert, select, update

from server.auth.models import OneTimeLink
from server.auth.secrets import digest, new_token
from server.core.clock import DAY, now_ms
from server.core.db import table
from server.core.errors import Gone

LIFETIMES = {"setup": 2 * DAY, "password": 3 * DAY}

_link = table(OneTimeLink)


class LinkExpired(Gone):
    """Unknown, used and expired links answer the same."""

    code = "link_expired"
    title = "This link has expired or was used. Ask for a new one."


def make(connection: Connection, purpose: str, user_id: str | None = None) -> dict[str, Any]:
    """A fresh link, `{url, expires_at}`. Earlier ones for the same purpose and person stop working."""
    connection.execute(delete(_link).where(_link.c.purpose == purpose, _link.c.user_id.is_not_distinct_from(user_id)))
    token, expires_at = new_token(), now_ms() + LIFETIMES[purpose]
    connection.execute(
        insert(_link).values(token_hash=digest(token), purpose=purpose, user_id=user_id, expires_at=expires_at)
    )
    return {"url": address_of(purpose, token), "expires_at": expires_at}


def address_of(purpose: str, secret: str) -> str:
    """The address people open: the secret in its fragment."""
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}/#{purpose}={secret}"


def peek(connection: Connection, purpose: str, token: str) -> str | None:
    """The person a live link is for (None: the set-up page). Raises LinkExpired."""
    row = connection.execute(select(_link.c.user_id).where(*_live(purpose, token))).first()
    if row is None:
        raise LinkExpired()
    person: str | None = row[0]
    return person


def use(connection: Connection, purpose: str, token: str) -> str | None:
    """Use a link up; as `peek`. Of two at once only one succeeds."""
    person = peek(connection, purpose, token)
    used = connection.execute(update(_link).where(*_live(purpose, token)).values(used_at=now_ms()))
    if not used.rowcount:
        raise LinkExpired()
    return person


def _live(purpose: str, token: str) -> tuple[Any, ...]:
    return (
        _link.c.token_hash == digest(token),
        _link.c.purpose == purpose,
        _link.c.used_at.is_(None),
        _link.c.expires_at > now_ms(),
    )
