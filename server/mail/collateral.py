"""Brochures and pages that mails point to: the list, and how it is used."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, String, cast, insert, select, update

from server.auth.actor import Actor
from server.core import audit, changes
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.errors import Conflict, Invalid, NotFound
from server.core.ids import new_id
from server.followups.models import Touch
from server.leads.models import Lead
from server.mail.models import Collateral

_collateral, _touch, _lead = table(Collateral), table(Touch), table(Lead)


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Everything on the list by title, what is out of use last."""
    rows = select(_collateral).order_by(_collateral.c.active.desc(), _collateral.c.title)
    return [dict(row) for row in connection.execute(rows).mappings()]


def chosen(connection: Connection, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The items in the order chosen. Raises Invalid naming one that is not on the list."""
    rows = connection.execute(select(_collateral).where(_collateral.c.id.in_(ids))).mappings()
    found = {row["id"]: dict(row) for row in rows}
    missing = [id for id in ids if id not in found]
    if missing:
        raise Invalid(errors={"collateral": [f"There is nothing with id {id} on the list." for id in missing]})
    return [found[id] for id in dict.fromkeys(ids)]


def add(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put something on the list. Raises Conflict `collateral_taken` for a title that is there."""
    with writing() as connection:
        changes.take(connection)
        _refuse_taken(connection, values["title"])
        now = now_ms()
        row = {"id": new_id(), "created_at": now, "updated_at": now, **values}
        connection.execute(insert(_collateral).values(row))
        _record(connection, actor, "collateral.added", row["id"], {k: [None, v] for k, v in values.items()})
        return row


def change(actor: Actor, id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Change or retire an item; what was sent keeps the title it had. Raises NotFound, Conflict."""
    with writing() as connection:
        changes.take(connection)
        before = connection.execute(select(_collateral).where(_collateral.c.id == id)).mappings().first()
        if before is None:
            raise NotFound()
        if values.get("title", before["title"]) != before["title"]:
            _refuse_taken(connection, values["title"])
        after = {**before, **values, "updated_at": now_ms()}
        connection.execute(update(_collateral).where(_collateral.c.id == id).values(after))
        diff = {k: [before[k], v] for k, v in values.items() if before[k] != v}
        _record(connection, actor, "collateral.changed", id, diff)
        return after


def usage(connection: Connection) -> dict[str, dict[str, Any]]:
    """Title -> uses, people who used it, prospects who got it, how many of them bought, and when last."""
    rows = connection.execute(
        select(_touch.c.details, _touch.c.user_id, _touch.c.at, _touch.c.lead_id, _lead.c.outcome)
        .join(_lead, _lead.c.id == _touch.c.lead_id)
        .where(cast(_touch.c.details, String).contains('"collateral"'))
    )
    sent: dict[str, list[Any]] = {}
    for row in rows:
        for title in row.details.get("collateral", ()):
            sent.setdefault(title, []).append(row)
    return {
        title: {
            "used": len(uses),
            "people": len({use.user_id for use in uses if use.user_id}),
            "leads": len({use.lead_id for use in uses}),
            "won": len({use.lead_id for use in uses if use.outcome == "won"}),
            "last_used_at": max(use.at for use in uses),
        }
        for title, uses in sent.items()
    }


def _refuse_taken(connection: Connection, title: str) -> None:
    if connection.execute(select(_collateral.c.id).where(_collateral.c.title == title)).first():
        raise Conflict("Something on the list has this title already.", code="collateral_taken")


def _record(connection: Connection, actor: Actor, action: str, id: str, diff: dict[str, Any]) -> None:
    changes.touch_settings(connection)
    audit.record(connection, action, object=id, diff=diff, **actor.trace())
