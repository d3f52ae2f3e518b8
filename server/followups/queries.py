"""Reading follow-ups: what a person owes next."""

from typing import Any

from sqlalchemy import Connection, func, select

from server.auth.actor import Actor
from server.core.db import table
from server.leads.models import Lead
from server.leads.queries import loaded

_lead = table(Lead)


def queue(connection: Connection, actor: Actor, limit: int) -> list[dict[str, Any]]:
    """The person's open leads, the one whose next step is due first in front."""
    due = (
        select(_lead.c.doc)
        .where(func.coalesce(_lead.c.acting_id, _lead.c.owner_id) == actor.user_id)
        .where(_lead.c.status < 5, ~_lead.c.trashed)
        .where(_lead.c.next_step_at.is_not(None))
        .order_by(_lead.c.next_step_at, _lead.c.id)
        .limit(limit)
    )
    return [_entry(loaded(doc)) for doc in connection.execute(due).scalars()]


def _entry(doc: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "rev", "event", "class", "status", "captured_at", "next_step", "owner")
    fields = ("given_name", "family_name", "company", "job_title", "email", "phone", "rating")
    return {**{n: doc[n] for n in names}, "fields": {n: doc["fields"].get(n) for n in fields}}
