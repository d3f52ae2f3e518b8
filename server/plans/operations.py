"""Writing plans: bringing steps and clocks in line with a lead, and what people do to single steps."""

from datetime import datetime
from typing import Any

from server.core.clock import from_datetime, to_datetime
from server.core.db import table
from server.core.errors import Conflict, Invalid
from server.core.ids import new_id
from server.core.why import Why
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace
from server.plans.calendars import Calendar
from server.plans.clocks import ClockState, clock_changes, clocks_of
from server.plans.facts import STEP_CHANNELS, STEP_PURPOSES, LeadFacts, StepFact
from server.plans.lead_facts import facts_of
from server.plans.models import SlaClock, Step
from server.plans.queries import calendar_for, policies_for, template_for
from server.plans.reconcile import reconcile

_step, _clock = table(Step), table(SlaClock)
SHOWN_STATES = frozenset({"planned", "due", "blocked", "done", "skipped"})


def replan(ws: Workspace, lead: LeadState) -> LeadFacts:
    """Bring the lead's steps and clocks in line with everything else on it. Returns the facts used."""
    calendar = calendar_for(ws, lead)
    now = to_datetime(ws.now)
    facts = facts_of(lead.doc)
    template = template_for(ws, facts)
    code = template.code.removesuffix("-mail")
    lead.doc["plan"] = {"code": code, "version": template.version, "round": facts.round_no}
    known = {step["key"]: step for step in lead.doc["steps"]}
    for change in reconcile(facts, template, calendar, now):
        if change.key in known:
            _rewrite_step(ws, lead, change.step, known[change.key])
        else:
            _add_planned(ws, lead, change.step)
    _own_steps(ws, lead)
    lead.doc["next_step"] = _next_step(lead)
    _run_clocks(ws, lead, facts, calendar, now)
    return facts


def _rewrite_step(ws: Workspace, lead: LeadState, fact: StepFact, known: dict[str, Any]) -> None:
    """`known`: the step as the document has it."""
    known.update(_shown(known["id"], known["owner"], fact))
    ws.update(_step, known["id"], _stored(known))
    if fact.state not in SHOWN_STATES:
        lead.doc["steps"].remove(known)
        lead.ended[fact.key] = known["id"]


def _add_planned(ws: Workspace, lead: LeadState, fact: StepFact) -> None:
    """A step the document has not: a new one, or one that was planned before and comes back."""
    id, owner = lead.ended.pop(fact.key, None), lead.doc["owner"]
    step = _shown(id or new_id(), owner, fact)
    row = _stored(step)
    row["owner_id"] = owner
    if id is not None:
        ws.update(_step, id, row)
    else:
        row.update(id=step["id"], lead_id=lead.id, key=fact.key, origin=fact.origin)
        ws.insert(_step, row)
    if fact.state in SHOWN_STATES:
        lead.doc["steps"].append(step)
    else:
        lead.ended[fact.key] = step["id"]


def _shown(id: str, owner: str | None, fact: StepFact) -> dict[str, Any]:
    """A step as the document shows it."""
    return {
        "id": id,
        "owner": owner,
        "key": fact.key,
        "origin": fact.origin,
        "channel": fact.channel,
        "purpose": fact.purpose,
        "due_at": from_datetime(fact.due_at),
        "not_before": from_datetime(fact.not_before) if fact.not_before else None,
        "state": fact.state,
        "pinned": fact.pinned,
        "why": fact.why,
        "why_code": fact.why_code,
        "touch": fact.touch_id,
        "done_at": from_datetime(fact.done_at) if fact.done_at else None,
    }


def _stored(step: dict[str, Any]) -> dict[str, Any]:
    """The columns of a step that may change."""
    return {
        "channel": step["channel"],
        "purpose": step["purpose"],
        "due_at": step["due_at"],
        "not_before": step["not_before"],
        "state": step["state"],
        "pinned": step["pinned"],
        "reason": step["why"],
        "touch_id": step["touch"],
    }


def _own_steps(ws: Workspace, lead: LeadState) -> None:
    """Open steps belong to whoever owns the lead; what falls due while she is away, to whoever stands in for her."""
    doc = lead.doc
    acting, until = doc.get("acting"), doc.get("acting_until")
    for step in doc["steps"]:
        owner = acting if acting and (until is None or step["due_at"] < until) else doc["owner"]
        if step["owner"] != owner and step["state"] in ("planned", "due", "blocked"):
            step["owner"] = owner
            ws.update(_step, step["id"], {"owner_id": owner})


def _next_step(lead: LeadState) -> dict[str, Any] | None:
    waiting = [s for s in lead.doc["steps"] if s["state"] in ("planned", "due")]
    if not waiting:
        return None
    first = min(waiting, key=lambda s: (s["due_at"], s["key"]))
    return {name: first[name] for name in ("id", "channel", "purpose", "due_at")}


def is_behind(ws: Workspace, lead: LeadState) -> bool:
    """Whether planning anew would change a step or a running clock: standards or working time are others by now."""
    facts, calendar, now = facts_of(lead.doc), calendar_for(ws, lead), to_datetime(ws.now)
    if reconcile(facts, template_for(ws, facts), calendar, now):
        return True
    stored = [_clock_state(row) for row in lead.doc["clocks"]]
    return bool(clock_changes(stored, clocks_of(facts, policies_for(ws), calendar, now)))


def _run_clocks(ws: Workspace, lead: LeadState, facts: LeadFacts, calendar: Calendar, now: datetime) -> None:
    stored = [_clock_state(row) for row in lead.doc["clocks"]]
    rows = {state.key: row for state, row in zip(stored, lead.doc["clocks"], strict=True)}
    for change in clock_changes(stored, clocks_of(facts, policies_for(ws), calendar, now)):
        row = rows.get(change.key)
        values = {
            "due_at": from_datetime(change.due_at),
            "state": change.state,
            "stopped_at": from_datetime(change.stopped_at) if change.stopped_at else None,
            "by_machine": change.by_machine,
        }
        if row is not None:
            row.update(values, why=change.why.words)
            ws.update(_clock, row["id"], {**values, "reason": change.why.words})
            continue
        fixed = {
            "id": new_id(),
            "clock": change.clock,
            "subject": change.subject,
            "anchor_at": from_datetime(change.anchor_at),
        }
        lead.doc["clocks"].append({**fixed, **values, "why": change.why.words})
        ws.insert(_clock, {**fixed, "lead_id": lead.id, **values, "reason": change.why.words})


def _clock_state(row: dict[str, Any]) -> ClockState:
    return ClockState(
        clock=row["clock"],
        anchor_at=to_datetime(row["anchor_at"]),
        due_at=to_datetime(row["due_at"]),
        state=row["state"],
        why=Why("stored", row["why"]),
        subject=row["subject"],
        stopped_at=to_datetime(row["stopped_at"]) if row["stopped_at"] else None,
        by_machine=row["by_machine"],
    )


def change_step(ws: Workspace, op: Op) -> None:
    """Done, skip, snooze, pin or add a step by hand; intake plans the rest anew.

    Raises NotFound, Conflict `unknown_step` / `step_ended`, Invalid for a missing date, reason or channel.
    """
    lead = seen(ws, op.lead_id)
    action = op.body["action"]
    if action == "add":
        _add_step(ws, lead, op)
        return
    step = lead.step(op.body["step"])
    if step is None:
        raise Conflict("This step is no longer planned. Open the lead to see the new plan.", code="unknown_step")
    if step["state"] not in ("planned", "due", "blocked"):
        if {"done": "done", "skip": "skipped"}.get(action) == step["state"]:
            return
        raise Conflict("This step was finished already.", code="step_ended")
    values = _step_values(ws, op, step)
    step.update(values)
    reason = values.pop("why", step["why"])
    values.pop("why_code", None)
    values.pop("done_at", None)
    ws.touch(lead)
    ws.update(_step, step["id"], {**values, "reason": reason})


def _step_values(ws: Workspace, op: Op, step: dict[str, Any]) -> dict[str, Any]:
    action, reason = op.body["action"], op.body["reason"]
    if action == "done":
        return {"state": "done", "done_at": op.at, "why": reason or step["why"], "why_code": "by_hand"}
    if action == "skip":
        if not reason:
            raise Invalid("Say why this step is left out.", errors={"reason": ["A reason is needed."]})
        return {"state": "skipped", "done_at": op.at, "why": reason, "why_code": "by_hand"}
    if action == "pin":
        return {"pinned": True}
    due = op.body["due_at"]
    if due is None or due <= ws.now:
        raise Invalid("Choose a moment in the future.", errors={"due_at": ["It must lie in the future."]})
    moved = {"due_at": due, "pinned": True, "state": "planned"}
    return {**moved, "why": reason, "why_code": "by_hand"} if reason else moved


def _add_step(ws: Workspace, lead: LeadState, op: Op) -> None:
    body = op.body
    if lead.step(body["step"]) is not None:
        return
    faults = {
        name: ["Not one of the known values."]
        for name, known in (("channel", STEP_CHANNELS), ("purpose", STEP_PURPOSES))
        if body[name] not in known
    }
    if body["due_at"] is None:
        faults["due_at"] = ["A date is needed."]
    if faults:
        raise Invalid(errors=faults)
    if lead.doc["status"] == 5:
        raise Conflict("This lead is closed. Reopen it first.", code="not_open")
    claim_id(ws, _step, body["step"])
    ws.touch(lead)
    shown = {
        "key": f"manual:{body['step']}",
        "origin": "manual",
        "channel": body["channel"],
        "purpose": body["purpose"],
        "due_at": body["due_at"],
        "not_before": None,
        "state": "planned",
        "pinned": True,
    }
    reason = body["reason"] or "Added by hand."
    extra = {"owner": lead.doc["owner"], "why": reason, "why_code": "by_hand", "touch": None, "done_at": None}
    lead.doc["steps"].append({"id": body["step"], **shown, **extra})
    row = {"id": body["step"], "lead_id": lead.id, **shown, "owner_id": lead.doc["owner"]}
    ws.insert(_step, {**row, "reason": reason, "touch_id": None})
