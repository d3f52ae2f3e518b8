"""Promises to prospects: made, released, and settled from the log of touches (METHOD A4, A5, D9)."""

from typing import Any

from server.core.clock import from_datetime
from server.core.db import table
from server.core.errors import Conflict, Invalid
from server.followups.by_hand import done_by_hand
from server.followups.models import Promise
from server.leads.op import Op
from server.leads.operations import seen, witnessed
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace
from server.plans.calendars import Calendar
from server.plans.facts import LeadFacts
from server.plans.lead_facts import facts_of, promise_fact, promise_key
from server.plans.promises import kept_by, promise_due
from server.plans.queries import calendar_for

_promise = table(Promise)
#: state, when it ended, the touch that kept it
Settled = tuple[str, int | None, str | None]


def write_promise(ws: Workspace, op: Op) -> None:
    """Make a promise or release one; intake raises its step and holds the clocks.

    Raises NotFound, Forbidden, Invalid `promise_in_past`, Conflict `not_open`, `unknown_promise`, `promise_ended`.
    """
    if op.body["action"] == "release":
        _release(ws, op)
    else:
        _make(ws, op)


def _make(ws: Workspace, op: Op) -> None:
    lead = witnessed(ws, op.lead_id)
    body = op.body
    if any(promise["id"] == body["id"] for promise in lead.doc["promises"]):
        return
    if lead.doc["status"] == 5 and lead.doc["track"] != "customer":
        raise Conflict("This lead is closed. Reopen it first.", code="not_open")
    promise: dict[str, Any] = {
        **{name: body[name] for name in ("id", "due_at", "channel", "text", "order_minor", "asked", "whole_day")},
        "made_at": op.at,
        "by": ws.actor.user_id,
        "state": "open",
        "ended_at": None,
        "touch": None,
        "reason": None,
    }
    # A phone may have been offline past the date: what counts is when the word was given.
    if from_datetime(promise_due(promise_fact(promise), calendar_for(ws, lead))) <= op.said_at:
        raise Invalid(
            "A promise is for later. Choose a moment to come, or log the contact if it happened.",
            code="promise_in_past",
            errors={"due_at": ["It must lie in the future."]},
        )
    claim_id(ws, _promise, body["id"])
    ws.touch(lead)
    lead.doc["promises"].append(promise)
    row = {name: value for name, value in promise.items() if name != "touch"}
    ws.insert(_promise, {**row, "lead_id": lead.id, "kept_touch": None})


def _release(ws: Workspace, op: Op) -> None:
    lead = seen(ws, op.lead_id)
    promise = next((p for p in lead.doc["promises"] if p["id"] == op.body["id"]), None)
    if promise is None:
        raise Conflict("This promise is not on the lead.", code="unknown_promise")
    if promise["state"] == "released":
        return
    # Released in time and heard of too late is released all the same.
    due = from_datetime(promise_due(promise_fact(promise), calendar_for(ws, lead)))
    if promise["state"] != "open" and not (promise["state"] == "broken" and op.at <= due):
        raise Conflict("This promise is over: it was kept or its date has passed.", code="promise_ended")
    if not op.body["reason"]:
        raise Invalid("Say why nobody expects this any more.", errors={"reason": ["A reason is needed."]})
    ws.touch(lead)
    promise["reason"] = op.body["reason"]
    _end(ws, promise, ("released", op.at, None))
    ws.update(_promise, promise["id"], {"reason": promise["reason"]})


def settle_promises(ws: Workspace, lead: LeadState) -> None:
    """Bring the state of every promise in line with the touches and the time. Part of intake."""
    standing = [promise for promise in lead.doc["promises"] if promise["state"] != "released"]
    if not standing:
        return
    facts, calendar = facts_of(lead.doc), calendar_for(ws, lead)
    for promise in standing:
        settled = _settled(promise, lead, facts, calendar, ws.now)
        if settled != (promise["state"], promise["ended_at"], promise["touch"]):
            _end(ws, promise, settled)


def _settled(promise: dict[str, Any], lead: LeadState, facts: LeadFacts, calendar: Calendar, now: int) -> Settled:
    fact = promise_fact(promise)
    due = from_datetime(promise_due(fact, calendar))
    touch = kept_by(facts, fact, calendar)
    ended = from_datetime(touch.at) if touch else done_by_hand(lead.doc, promise_key(promise["id"]))
    if ended is not None:
        return "kept" if ended <= due else "broken", ended, touch.id if touch else None
    return ("open" if now <= due else "broken"), None, None


def _end(ws: Workspace, promise: dict[str, Any], settled: Settled) -> None:
    state, ended_at, touch = settled
    promise.update(state=state, ended_at=ended_at, touch=touch)
    ws.update(_promise, promise["id"], {"state": state, "ended_at": ended_at, "kept_touch": touch})
