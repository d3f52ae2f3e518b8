"""A person's word on two leads that look alike: two different people, or one person met twice."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from server.assignment.operations import set_owner
from server.auth.actor import Actor
from server.core import audit
from server.core.db import table
from server.core.errors import Conflict, NotFound
from server.core.ids import new_id
from server.duplicates import spreading
from server.duplicates.candidates import pair, settle_pair
from server.duplicates.encounters import settle_encounters
from server.duplicates.models import DupCandidate
from server.duplicates.permission import held
from server.leads.models import Person
from server.leads.workspace import LeadState, Workspace, workspace

_candidate, _person = table(DupCandidate), table(Person)


def decide(actor: Actor, candidate_id: str, decision: str) -> None:
    """`distinct`: two people, never asked again but for better evidence. `linked`: one person, both leads stay.
    `open`: take either back.

    Raises NotFound, Forbidden, Conflict `lead_merged`, `decided`.
    """
    with workspace(actor) as ws:
        row = ws.connection.execute(select(_candidate).where(_candidate.c.id == candidate_id)).mappings().first()
        if row is None:
            raise NotFound()
        leads = held(ws, row["a"], row["b"])
        if row["state"] == "merged":
            raise Conflict("These leads are merged. Undo the merge instead.", code="lead_merged")
        if row["state"] == decision:
            return
        if decision != "open" and row["state"] != "open":
            raise Conflict("This was decided already. Take that back first.", code="decided")
        if decision == "open":
            _take_back(ws, leads, dict(row))
        else:
            before = _part(ws, leads) if decision == "distinct" else _link(ws, leads)
            settle_pair(ws, pair(row["a"], row["b"]), decision, before)
            settle_encounters(leads, "same_person" if decision == "linked" else None)
        for lead in leads:
            ws.touch(lead)
        diff = {"state": [row["state"], decision], "leads": [None, [row["a"], row["b"]]]}
        audit.record(ws.connection, "duplicate.decided", object=candidate_id, diff=diff, **actor.trace())


def _pinned(leads: list[LeadState]) -> dict[str, Any]:
    """Nothing a machine finds out changes who these leads are about any more. Returns what they were."""
    before = {
        "people": {lead.id: lead.person_id for lead in leads},
        "pinned": {lead.id: lead.doc.get("person_pinned") for lead in leads},
    }
    for lead in leads:
        lead.doc["person_pinned"] = True
    return before


def _part(ws: Workspace, leads: list[LeadState]) -> dict[str, Any]:
    before = _pinned(leads)
    one, other = leads
    if one.person_id is not None and one.person_id == other.person_id:
        other.person_id = _new_person(ws, other)
    return before


def _link(ws: Workspace, leads: list[LeadState]) -> dict[str, Any]:
    """One person behind both; a lead nobody owns goes to the owner of the other, who knows them."""
    before = _pinned(leads)
    first, second = sorted(leads, key=lambda lead: (lead.doc["captured_at"], lead.id))
    stays, gone = first.person_id or second.person_id or _new_person(ws, first), second.person_id
    first.person_id = stays
    if gone is not None and gone != stays:
        before["said"] = spreading.same_person(ws, gone, stays)
    second.person_id = stays
    for lead, other in ((first, second), (second, first)):
        if lead.doc["owner"] is None and lead.doc["status"] < 5 and other.doc["owner"] is not None:
            set_owner(ws, lead, other.doc["owner"], how="rule", why="Owner of an earlier meeting.", by=None)
    return before


def _new_person(ws: Workspace, lead: LeadState) -> str:
    id, fields = new_id(), lead.fields
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    names = {name: texts.get(name) for name in ("given_name", "family_name")}
    row = {"id": id, "company_id": lead.company_id, **names, "role": "unknown", "created_at": ws.now}
    ws.connection.execute(insert(_person).values(row))
    return id


def _take_back(ws: Workspace, leads: list[LeadState], row: Mapping[str, Any]) -> None:
    before = row["before"] or {"people": {}, "pinned": {}}
    if "said" in before:
        spreading.parted(ws, before["said"])
    for lead in leads:
        lead.person_id = before["people"].get(lead.id, lead.person_id)
        if before["pinned"].get(lead.id) is None:
            lead.doc.pop("person_pinned", None)
    undecided = {"decided_by": None, "decided_at": None, "decided_score": None, "before": None}
    ws.connection.execute(update(_candidate).where(_candidate.c.id == row["id"]).values(state="open", **undecided))
