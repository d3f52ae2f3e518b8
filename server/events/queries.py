"""Reading shows."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from server.auth.models import EventStaff
from server.core.db import table
from server.core.standing import standing
from server.events.models import Event, Source

_event = table(Event)
_staff = table(EventStaff)
_source = table(Source)
#: of a show, what decides about its leads
_DECIDING = [_event.c[name] for name in ("id", "starts_on", "ends_on", "archived_at", "default_class")]


def events(connection: Connection, *, archived: bool = True) -> list[dict[str, Any]]:
    """Every show with `staff_ids`, the newest first; `archived` false leaves those out that were put away."""
    staff: dict[str, list[str]] = defaultdict(list)
    for event_id, user_id in connection.execute(select(_staff.c.event_id, _staff.c.user_id)):
        staff[event_id].append(user_id)
    wanted = select(_event).order_by(_event.c.starts_on.desc(), _event.c.id.desc())
    if not archived:
        wanted = wanted.where(_event.c.archived_at.is_(None))
    return [_shaped(dict(row), staff[row["id"]]) for row in connection.execute(wanted).mappings()]


def event(connection: Connection, event_id: str) -> dict[str, Any] | None:
    """One of `events`, or None."""
    row = connection.execute(select(_event).where(_event.c.id == event_id)).mappings().first()
    return _shaped(dict(row), list(staff_of(connection, event_id))) if row else None


@standing
def shows(connection: Connection) -> Mapping[str, Mapping[str, Any]]:
    """Every show by id: id, starts_on, ends_on, archived_at, default_class."""
    rows = connection.execute(select(*_DECIDING)).mappings()
    return MappingProxyType({row["id"]: MappingProxyType(dict(row)) for row in rows})


@standing
def sources(connection: Connection) -> frozenset[str]:
    """Codes of the points of origin a lead may have."""
    return frozenset(connection.execute(select(_source.c.code)).scalars())


def staff_of(connection: Connection, event_id: str) -> set[str]:
    """Who is on the stand."""
    return set(connection.scalars(select(_staff.c.user_id).where(_staff.c.event_id == event_id)))


def _shaped(row: dict[str, Any], staff: list[str]) -> dict[str, Any]:
    return {**row, "staff_ids": sorted(staff), "archived": row["archived_at"] is not None}
