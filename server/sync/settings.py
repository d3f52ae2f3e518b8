"""What a device must know besides leads: the organisation, its people's names, the shows with chips and questions."""

from typing import Any

from flask import current_app
from sqlalchemy import Connection, select

from server.auth.actor import Actor
from server.auth.models import EventStaff, User
from server.core import org
from server.core.changes import SyncClock
from server.core.db import table
from server.events.models import Event
from server.mail.queries import carried

_user, _event, _staff, _clock = map(table, (User, Event, EventStaff, SyncClock))
#: built once: every pull asks
_ETAG = select(_clock.c.settings_etag)


def settings_for(connection: Connection, actor: Actor, known: str | None) -> dict[str, Any] | None:
    """The settings with their etag, or None when the device has them already."""
    etag = settings_etag(connection)
    if etag == known:
        return None
    organisation = org.find(connection) or {}
    return {
        "etag": etag,
        "org": {name: organisation.get(name) for name in ("name", "phone", "tz", "currency", "language")},
        "me": {"id": actor.user_id, "name": actor.name, "roles": sorted(actor.roles), **_reach(connection, actor)},
        "users": _people(connection, actor),
        "events": _shows(connection, actor),
        **carried(connection),
    }


def settings_etag(connection: Connection) -> str:
    """Changes with whatever the settings hold."""
    etag: str = connection.execute(_ETAG).scalar() or "0"
    # a setting of the machine, which no write tells of
    return etag + ("+mail" if current_app.config["SMTP_URL"] else "")


def _reach(connection: Connection, actor: Actor) -> dict[str, Any]:
    """Her own address and number: they go under what she writes."""
    row = (
        connection.execute(select(_user.c.email, _user.c.phone).where(_user.c.id == actor.user_id)).mappings().first()
    )
    return dict(row) if row else {}


def _people(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    """Colleagues by name, with when they are away. A contractor sees herself only."""
    columns = [_user.c[name] for name in ("id", "name", "active", "away_from", "away_to")]
    rows = connection.execute(select(*columns).order_by(_user.c.name)).mappings()
    alone = actor.roles == {"contractor"}
    return [dict(row) for row in rows if not alone or row["id"] == actor.user_id]


def _shows(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    staffed = set(connection.execute(select(_staff.c.event_id).where(_staff.c.user_id == actor.user_id)).scalars())
    columns = ("id", "name", "kind", "venue", "tz", "starts_on", "ends_on", "chips", "questions")
    rows = connection.execute(
        select(*(_event.c[name] for name in columns))
        .where(_event.c.archived_at.is_(None))
        .order_by(_event.c.starts_on.desc())
    ).mappings()
    return [{**row, "mine": row["id"] in staffed} for row in rows]
