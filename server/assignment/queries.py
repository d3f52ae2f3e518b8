"""Reading ownership: the people who own leads, what they hold and what is about to become of it."""

from typing import Any

from sqlalchemy import Connection, case, func, select

from server.assignment.candidates import LIVE, OWNERS
from server.auth.actor import Actor
from server.auth.models import User
from server.core.clock import DAY, now_ms
from server.core.db import table
from server.leads.models import Lead
from server.leads.queries import overdue, visible

_user, _lead = table(User), table(Lead)
#: so long before a contract ends its leads are worth a thought
NOTICE = 14 * DAY


def owners(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    """Everybody who can own leads, by name, with what she holds of what the actor sees."""
    now = now_ms()
    held = {row["owner_id"]: row for row in connection.execute(_held(actor, now)).mappings()}
    covered = dict(connection.execute(_covered(actor)).all())
    people = connection.execute(select(_user).order_by(func.lower(_user.c.name), _user.c.id)).mappings()
    return [
        {
            **{name: row[name] for name in ("id", "name", "roles", "active", "away_from", "away_to", "deputy_id")},
            "contract_until": row["contract_until"],
            "ends_soon": row["contract_until"] is not None and now < row["contract_until"] <= now + NOTICE,
            "away": row["away_from"] is not None
            and row["away_from"] <= now
            and (row["away_to"] is None or now < row["away_to"]),
            **_counts(held.get(row["id"])),
            "covering": covered.get(row["id"], 0),
        }
        for row in people
        if row["id"] in held or (row["active"] and not OWNERS.isdisjoint(row["roles"]))
    ]


def _held(actor: Actor, now: int) -> Any:
    late = case((overdue(now), 1), else_=0)
    weighty = case((_lead.c["class"].in_(("A", "B")), 1), else_=0)
    told = case((_lead.c.escalation >= 3, 1), else_=0)
    columns = (
        _lead.c.owner_id,
        func.count().label("open"),
        func.sum(late).label("overdue"),
        func.sum(weighty).label("ab"),
        func.sum(told).label("escalated"),
    )
    return visible(actor, *columns).where(*LIVE, _lead.c.owner_id.is_not(None)).group_by(_lead.c.owner_id)


def _counts(row: Any) -> dict[str, int]:
    return {name: int(row[name]) if row else 0 for name in ("open", "overdue", "ab", "escalated")}


def _covered(actor: Actor) -> Any:
    """Person -> leads she looks after for somebody who is away."""
    acting = visible(actor, _lead.c.acting_id, func.count())
    return acting.where(*LIVE, _lead.c.acting_id.is_not(None)).group_by(_lead.c.acting_id)
