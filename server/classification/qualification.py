"""Qualifying: what a person found out about need, money, authority and time (METHOD 2.3, A2, A6, E1).

The fields `q/…` of the lead hold what counts, merged one by one like every other field; each qualifying is kept as a
row beside them (docs/decisions/0005-qualification.md). Phones that only write fields leave a row as well.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from server.classification.facts import AUTHORITIES, BUDGETS
from server.classification.models import Qualification
from server.core.db import table
from server.core.errors import Conflict, Invalid
from server.core.ids import new_id
from server.leads.op import Op
from server.leads.operations import put_lead, seen
from server.leads.workspace import LeadState, Workspace

_qualification = table(Qualification)
PREFIX = "q/"
#: what a qualifying asks by itself; every other `q/…` is the answer to a question of the show
ASKED = ("need", "budget", "authority", "decision_by", "timeline")


def qualify(ws: Workspace, op: Op) -> dict[str, Any]:
    """Write down what was found out. What is not named stays as it was; `None` empties it.

    Answers as a put does. Raises NotFound, Invalid when nothing is said, Conflict `replay_mismatch` for a used id.
    """
    lead = seen(ws, op.lead_id)
    body = op.body
    said = {name: body[name] for name in ASKED if name in body} | dict(body.get("answers", {}))
    if not said:
        raise Invalid("Say at least one thing you found out.", errors={"body": ["Nothing was said."]})
    rows: set[str] = ws.memo.setdefault("qualifications", set())
    known = select(_qualification.c.id).where(_qualification.c.id == body["id"])
    if body["id"] in rows or ws.connection.execute(known).first() is not None:
        raise Conflict("Another entry has this id already.", code="replay_mismatch")
    rows.add(body["id"])
    fields = {PREFIX + name: value for name, value in said.items()}
    answer = put_lead(ws, replace(op, body={"set": fields, "src": "human"}))
    _keep(ws, lead, body["id"], {**_present(lead.fields), **fields}, op.at)
    return answer


def keep_answers(ws: Workspace, lead: LeadState) -> None:
    """A row for answers that came as fields, from the lead sheet or an older phone. Part of intake."""
    if lead.id in _kept(ws) or not any(name.startswith(PREFIX) for name in lead.changed):
        return
    _keep(ws, lead, new_id(), _present(lead.fields), ws.now)


def _keep(ws: Workspace, lead: LeadState, id: str, fields: Mapping[str, Any], at: int) -> None:
    _kept(ws).add(lead.id)
    if at >= (lead.doc.get("qualified_at") or 0):
        lead.doc["qualified_at"], lead.doc["qualified_by"] = at, ws.actor.user_id
    said = {name.removeprefix(PREFIX): value for name, value in fields.items()}
    row = {"id": id, "lead_id": lead.id, "at": at, "by": ws.actor.user_id, **_readable(said)}
    ws.insert(_qualification, row)


def _kept(ws: Workspace) -> set[str]:
    """Leads of this transaction that have their row."""
    kept: set[str] = ws.memo.setdefault("qualified", set())
    return kept


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name.startswith(PREFIX)}


def _readable(said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row; what cannot be read counts as unknown, as it does for the rules."""
    need, budget, authority = said.get("need"), said.get("budget"), said.get("authority")
    decision, timeline = said.get("decision_by"), said.get("timeline")
    return {
        "need": need if type(need) is int and 0 <= need <= 3 else None,
        "budget": budget if budget in BUDGETS else "unknown",
        "authority": authority if authority in AUTHORITIES else "unknown",
        "decision_by": decision if isinstance(decision, str) and len(decision) == 10 else None,
        "timeline": timeline if isinstance(timeline, str) else None,
        "answers": {name: value for name, value in said.items() if name not in ASKED and value is not None},
    }
