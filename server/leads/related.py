"""The company's history: other encounters with the person or her company (METHOD A9)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from server.auth.actor import Actor
from server.core.db import table
from server.core.errors import NotFound
from server.leads.models import Lead
from server.leads.queries import loaded, visible

_lead = table(Lead)
MOST = 50
_COLUMNS = (
    "id",
    "event_id",
    "person_id",
    "captured_at",
    "captured_by",
    "owner_id",
    "class",
    "status",
    "track",
    "outcome",
    "closed_at",
    "last_touch_at",
    "given_name",
    "family_name",
    "company",
)


def related(connection: Connection, actor: Actor, lead_id: str) -> dict[str, Any]:
    """Leads with the same person or company that the actor sees, the latest first, at most MOST.

    `elsewhere` counts those she does not see; a contractor learns nothing of them. Raises NotFound.
    """
    own = connection.execute(
        visible(actor, _lead.c.person_id, _lead.c.company_id).where(_lead.c.id == lead_id)
    ).first()
    if own is None:
        raise NotFound()
    same = _same(own.person_id, own.company_id)
    if same is None:
        return {"leads": [], "elsewhere": 0}
    condition = same & (_lead.c.id != lead_id) & ~_lead.c.trashed
    query = visible(actor, *(_lead.c[name] for name in _COLUMNS), _lead.c.doc).where(condition)
    rows = connection.execute(query.order_by(_lead.c.captured_at.desc(), _lead.c.id).limit(MOST)).mappings().all()
    return {
        "leads": [_row(row, own.person_id) for row in rows],
        "elsewhere": _elsewhere(connection, actor, condition),
    }


def _same(person: str | None, company: str | None) -> ColumnElement[bool] | None:
    ways = [
        column == value
        for column, value in ((_lead.c.person_id, person), (_lead.c.company_id, company))
        if value is not None
    ]
    return or_(*ways) if ways else None


def _elsewhere(connection: Connection, actor: Actor, condition: ColumnElement[bool]) -> int:
    if not actor.has("rep", "supervisor", "director"):
        return 0
    known = visible(actor, _lead.c.id).where(condition)
    return int(connection.execute(select(func.count()).where(condition, _lead.c.id.not_in(known))).scalar_one())


def _row(row: Mapping[Any, Any], person: str | None) -> dict[str, Any]:
    fields = loaded(row["doc"])["fields"]
    return {
        **{name: row[name] for name in _COLUMNS if name != "person_id"},
        "job_title": fields.get("job_title"),
        "competitor": fields.get("competitor"),
        "role": fields.get("role"),
        "same": "person" if person is not None and row["person_id"] == person else "company",
    }
