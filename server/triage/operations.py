"""Bulk work of a manager: many leads in one go, each answered on its own, first as a preview if wanted."""

from typing import Any

from server.assignment.operations import assign
from server.auth.actor import Actor
from server.core.errors import Problem
from server.core.ids import new_id
from server.leads.op import Op
from server.leads.workspace import workspace


class _Preview(Exception):
    """Ends a transaction without writing it."""


def assign_many(actor: Actor, lead_ids: list[str], to: str | None, reason: str, *, preview: bool) -> dict[str, Any]:
    """Give leads to somebody or back to the pool. What is refused is listed with its code and harms no other.

    Returns {"changed": [{id, from, to}], "skipped": [{id, code, title}]}; a preview writes nothing.
    """
    changed: list[dict[str, Any]] = []
    skipped: list[dict[str, str]] = []
    try:
        with workspace(actor) as ws:
            ws.load(lead_ids)
            for id in dict.fromkeys(lead_ids):
                lead = ws.lead(id)
                before = lead.doc["owner"] if lead else None
                op = Op(new_id(), "assign", id, ws.now, {"to": to, "reason": reason}, said_at=ws.now)
                try:
                    assign(ws, op)
                except Problem as problem:
                    skipped.append({"id": id, "code": problem.code, "title": problem.title})
                    continue
                if before == to:
                    skipped.append({"id": id, "code": "unchanged", "title": "It is theirs already."})
                else:
                    changed.append({"id": id, "from": before, "to": to})
            if preview:
                raise _Preview
    except _Preview:
        pass
    return {"changed": changed, "skipped": skipped}
