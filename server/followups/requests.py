"""What prospects asked to know: opened, and answered by a touch that names it or by a person's word (METHOD B8)."""

from typing import Any

from server.core.clock import from_datetime
from server.core.db import table
from server.core.errors import Conflict, Invalid
from server.followups.by_hand import done_by_hand
from server.followups.models import InfoRequest
from server.leads.op import Op
from server.leads.operations import seen, witnessed
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace
from server.plans.contact import effective_touches, is_outbound, slot_of
from server.plans.lead_facts import facts_of, request_key

_request = table(InfoRequest)


def write_request(ws: Workspace, op: Op) -> None:
    """Note a question, or mark one answered; intake runs its clock and raises its step.

    Raises NotFound, Forbidden, Invalid, Conflict `not_open`, `unknown_request`.
    """
    if op.body["action"] == "satisfy":
        _satisfy(ws, op)
    else:
        _open(ws, op)


def _open(ws: Workspace, op: Op) -> None:
    lead = witnessed(ws, op.lead_id)
    id, text = op.body["id"], op.body["text"]
    if any(request["id"] == id for request in lead.doc["requests"]):
        return
    if not text:
        raise Invalid("Write down what they want to know.", errors={"text": ["A text is needed."]})
    if lead.doc["status"] == 5 and lead.doc["track"] != "customer":
        raise Conflict("This lead is closed. Reopen it first.", code="not_open")
    claim_id(ws, _request, id)
    ws.touch(lead)
    opened = {"id": id, "text": text, "opened_at": op.at, "satisfied_at": None, "by": ws.actor.user_id}
    lead.doc["requests"].append({**opened, "touch": None})
    ws.insert(_request, {**opened, "lead_id": lead.id, "satisfied_by_touch": None})


def _satisfy(ws: Workspace, op: Op) -> None:
    lead = seen(ws, op.lead_id)
    request = next((r for r in lead.doc["requests"] if r["id"] == op.body["id"]), None)
    if request is None:
        raise Conflict("This question is not on the lead.", code="unknown_request")
    if request["satisfied_at"] is None:
        ws.touch(lead)
        _write(ws, request, op.at, None)


def settle_requests(ws: Workspace, lead: LeadState) -> None:
    """Bring every question in line with the touches that name it. Part of intake."""
    # a person's own word stands; what a touch answered falls open again when the touch is corrected
    derived = [r for r in lead.doc["requests"] if r["satisfied_at"] is None or r["touch"] is not None]
    if not derived:
        return
    touches = [touch for touch in effective_touches(facts_of(lead.doc).touches) if is_outbound(touch)]
    for request in derived:
        key = request_key(request["id"])
        answer = next((touch for touch in touches if key in map(slot_of, touch.satisfies)), None)
        at = from_datetime(answer.at) if answer else done_by_hand(lead.doc, key)
        touch = answer.id if answer else None
        if (at, touch) != (request["satisfied_at"], request["touch"]):
            _write(ws, request, at, touch)


def _write(ws: Workspace, request: dict[str, Any], at: int | None, touch: str | None) -> None:
    request.update(satisfied_at=at, touch=touch)
    ws.update(_request, request["id"], {"satisfied_at": at, "satisfied_by_touch": touch})
