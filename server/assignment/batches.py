"""Many changes of owner made in one go: finding them again, and taking them back together."""

from typing import Any

from sqlalchemy import Connection, Select, func, select

from server.assignment.models import Assignment
from server.assignment.operations import take_back
from server.core.db import table
from server.core.errors import Problem
from server.leads.workspace import Workspace

_change = table(Assignment)


def _standing(batch: str) -> Select[Any]:
    """Leads whose latest change of owner is the batch's."""
    later = _change.alias()
    newer = select(later.c.id).where(later.c.lead_id == _change.c.lead_id, later.c.at > _change.c.at)
    return select(_change.c.lead_id).where(_change.c.batch_id == batch, ~newer.exists())


def sizes(connection: Connection, batch: str) -> tuple[int, int]:
    """(leads the batch changed, those nobody changed since)."""
    made = connection.execute(select(func.count()).where(_change.c.batch_id == batch)).scalar_one()
    return made, connection.execute(select(func.count()).select_from(_standing(batch).subquery())).scalar_one()


def undo(
    ws: Workspace, batch: str, reason: str, most: int
) -> tuple[list[dict[str, str | None]], list[dict[str, str]]]:
    """Take back what still stands of a batch, at most so many. Returns (changed, skipped) as triage shows them."""
    changed: list[dict[str, str | None]] = []
    skipped: list[dict[str, str]] = []
    ids = list(ws.connection.execute(_standing(batch).order_by(_change.c.lead_id).limit(most)).scalars())
    ws.load(ids)
    for id in ids:
        lead = ws.lead(id)
        if lead is None or not ws.visible(lead):
            continue
        before = lead.doc["owner"]
        try:
            take_back(ws, lead, batch=batch, reason=reason)
        except Problem as problem:
            skipped.append({"id": id, "code": problem.code, "title": problem.title})
        else:
            changed.append({"id": id, "from": before, "to": lead.doc["owner"]})
    return changed, skipped
