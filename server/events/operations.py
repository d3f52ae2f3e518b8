"""Opening and changing shows and who staffs them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from server.auth.actor import Actor
from server.auth.models import EventStaff
from server.auth.queries import unknown_users
from server.core import audit, changes, signals
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.errors import Invalid, NotFound
from server.core.ids import new_id
from server.events.models import Event
from server.events.queries import event, staff_of

DEFAULT_CHIPS = (
    ("demo", "Demo"),
    ("quote", "Quote"),
    ("sample", "Sample"),
    ("call_back", "Call back"),
    ("partner", "Partner"),
    ("send_brochure", "Send brochure"),
)

_event = table(Event)
_staff = table(EventStaff)


def create_event(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Open a show. `values`: columns of `event`, staff_ids, archived. Without chips it gets the usual six.

    Raises Invalid for unknown people.
    """
    with writing() as connection:
        changes.take(connection)
        event_id = open_event(connection, values)
        diff = {k: [None, v] for k, v in values.items()}
        return _recorded(connection, actor, "event.created", event_id, diff)


def change_event(actor: Actor, event_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Change a show; lists that are given replace those there were. Raises NotFound, Invalid."""
    with writing() as connection:
        changes.take(connection)
        before = event(connection, event_id)
        if before is None:
            raise NotFound()
        after = {**before, **values}
        if after["ends_on"] < after["starts_on"]:
            raise Invalid(errors={"json": {"ends_on": ["The last day lies before the first."]}})
        columns = _columns(values, before["archived_at"])
        connection.execute(update(_event).where(_event.c.id == event_id).values(updated_at=now_ms(), **columns))
        if "staff_ids" in values:
            _set_staff(connection, event_id, set(values["staff_ids"]))
        diff = {k: [before[k], v] for k, v in values.items() if before[k] != v}
        return _recorded(connection, actor, "event.changed", event_id, diff)


def open_event(connection: Connection, values: Mapping[str, Any]) -> str:
    """The rows of a new show, inside the caller's write transaction. Returns its id."""
    event_id, now = new_id(), now_ms()
    chips = values.get("chips")
    usual = [{"slug": slug, "label": label} for slug, label in DEFAULT_CHIPS]
    columns = {**_columns(values, None), "chips": usual if chips is None else chips}
    connection.execute(insert(_event).values(id=event_id, created_at=now, updated_at=now, **columns))
    _set_staff(connection, event_id, set(values.get("staff_ids", ())))
    return event_id


@signals.house_founded.connect
def open_first_show(connection: Connection, *, admin_id: str, show: Mapping[str, Any]) -> None:
    """The show named on the set-up page, staffed by the person who set up."""
    open_event(connection, {**show, "staff_ids": [admin_id]})


def _columns(values: Mapping[str, Any], archived_at: int | None) -> dict[str, Any]:
    columns = {k: v for k, v in values.items() if k not in {"staff_ids", "archived"}}
    if "archived" in values:
        columns["archived_at"] = (archived_at or now_ms()) if values["archived"] else None
    return columns


def _set_staff(connection: Connection, event_id: str, wanted: set[str]) -> None:
    if unknown := unknown_users(connection, wanted):
        raise Invalid(errors={"json": {"staff_ids": [f"There is nobody with id {id_}." for id_ in sorted(unknown)]}})
    before = staff_of(connection, event_id)
    connection.execute(delete(_staff).where(_staff.c.event_id == event_id, _staff.c.user_id.in_(before - wanted)))
    joined = [{"event_id": event_id, "user_id": user_id} for user_id in sorted(wanted - before)]
    if joined:
        connection.execute(insert(_staff), joined)
    for user_id in sorted(wanted ^ before):
        signals.access_changed.send(connection, user_id=user_id)


def _recorded(
    connection: Connection, actor: Actor, action: str, event_id: str, diff: dict[str, Any]
) -> dict[str, Any]:
    changes.touch_settings(connection)
    audit.record(connection, action, object=event_id, diff=diff, **actor.trace())
    return event(connection, event_id) or {}
