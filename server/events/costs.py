"""What a show costs, line by line (METHOD C1)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from server.auth.actor import Actor
from server.core import audit, org
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.errors import NotFound
from server.core.ids import new_id
from server.events.models import EventCost
from server.events.queries import event

_cost = table(EventCost)


def costs(connection: Connection, event_id: str) -> dict[str, Any]:
    """The lines of a show in the order they were written, and their sums by currency. Raises NotFound."""
    _refuse_unknown(connection, event_id)
    query = select(_cost).where(_cost.c.event_id == event_id).order_by(_cost.c.created_at, _cost.c.id)
    lines = [dict(row) for row in connection.execute(query).mappings()]
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line["currency"]] += line["amount"]
    return {"costs": lines, "totals": [{"currency": c, "amount": sums[c]} for c in sorted(sums)]}


def add_cost(actor: Actor, event_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write a line; without a currency in the organisation's. Raises NotFound."""
    id, now = new_id(), now_ms()
    with writing() as connection:
        _refuse_unknown(connection, event_id)
        currency = values["currency"] or (org.find(connection) or {}).get("currency", "EUR")
        row = {**values, "currency": currency, "id": id, "event_id": event_id, "by": actor.user_id}
        connection.execute(insert(_cost).values(**row, created_at=now, updated_at=now))
        diff = {name: [None, value] for name, value in values.items()}
        audit.record(connection, "event.cost_added", object=event_id, diff=diff, **actor.trace())
        return _line(connection, event_id, id)


def change_cost(actor: Actor, event_id: str, cost_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Correct a line. Raises NotFound."""
    with writing() as connection:
        before = _line(connection, event_id, cost_id)
        given = {name: value for name, value in values.items() if name != "currency" or value}
        connection.execute(update(_cost).where(_cost.c.id == cost_id).values(**given, updated_at=now_ms()))
        diff = {name: [before[name], value] for name, value in given.items() if before[name] != value}
        audit.record(connection, "event.cost_changed", object=event_id, diff=diff, **actor.trace())
        return _line(connection, event_id, cost_id)


def remove_cost(actor: Actor, event_id: str, cost_id: str) -> None:
    """Take a line away; the log keeps it. Raises NotFound."""
    with writing() as connection:
        before = _line(connection, event_id, cost_id)
        connection.execute(delete(_cost).where(_cost.c.id == cost_id))
        diff = {name: [before[name], None] for name in ("kind", "amount", "currency", "text")}
        audit.record(connection, "event.cost_removed", object=event_id, diff=diff, **actor.trace())


def _line(connection: Connection, event_id: str, cost_id: str) -> dict[str, Any]:
    query = select(_cost).where(_cost.c.id == cost_id, _cost.c.event_id == event_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound()
    return dict(row)


def _refuse_unknown(connection: Connection, event_id: str) -> None:
    if event(connection, event_id) is None:
        raise NotFound()
