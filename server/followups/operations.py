"""Writing follow-ups: contacts that happened, how a prospect ended, and taking it up again."""

from typing import Any

from sqlalchemy import select

from server.core.clock import DAY
from server.core.db import table
from server.core.errors import Conflict, Forbidden, Invalid
from server.core.ids import new_id
from server.followups.models import Sale, Touch
from server.followups.money import currency_of, time_cost
from server.followups.outcomes import (
    ATTEMPTS_BEFORE_UNREACHABLE,
    OUTCOME_ERRORS,
    Outcome,
    attempts,
    check_outcome,
)
from server.leads.op import Op
from server.leads.operations import seen, witnessed
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace
from server.plans.facts import DIRECTIONS, TOUCH_CHANNELS, TOUCH_OUTCOMES
from server.plans.lead_facts import facts_of

_touch, _sale = table(Touch), table(Sale)
#: a contact may be written down this long after it happened
OLDEST_TOUCH = 365 * DAY
_DETAILS = ("step", "satisfies", "collateral", "revive", "message")


def log_touch(ws: Workspace, op: Op) -> None:
    """Add a contact to the log; intake moves steps, clocks and status. The same id again changes nothing.

    Raises NotFound, Forbidden, Invalid naming the value at fault.
    """
    lead = witnessed(ws, op.lead_id)
    body = op.body
    if any(t["id"] == body["id"] for t in lead.doc["touches"]):
        return
    at = op.instant(body["at"])
    _check_touch(lead, op, at)
    claim_id(ws, _touch, body["id"])
    ws.touch(lead)
    touch: dict[str, Any] = {
        "id": body["id"],
        "at": at,
        "by": ws.actor.user_id,
        "direction": body["direction"],
        "channel": body["channel"],
        "outcome": body["outcome"],
        "note": body["note"] or "",
        "minutes": body["minutes"] or 0,
        "step": body["step"],
        "corrects": body["corrects"],
        "satisfies": body["satisfies"],
        "cost_minor": body["cost_minor"],
        "collateral": body["collateral"],
        "auto": False,
        "after_dnc": False,
        **({"revive": body["revive"]} if body["revive"] else {}),
    }
    lead.doc["touches"].append(touch)
    # never on the document: minutes and their cost together would tell what a colleague earns
    ws.insert(_touch, {**touch_row(lead, touch), "time_cost": time_cost(ws, touch["minutes"])})


def touch_row(lead: LeadState, touch: dict[str, Any]) -> dict[str, Any]:
    """The row of a contact of the document, without what its time cost."""
    same = ("id", "at", "direction", "channel", "outcome", "note", "minutes", "auto", "after_dnc")
    return {
        **{name: touch[name] for name in same},
        "lead_id": lead.id,
        "user_id": touch["by"],
        "cost": touch["cost_minor"],
        "details": {name: touch[name] for name in _DETAILS if touch.get(name)},
        "corrects_id": touch["corrects"],
    }


def _check_touch(lead: LeadState, op: Op, at: int) -> None:
    body = op.body
    faults: dict[str, list[str]] = {
        name: ["Not one of the known values."]
        for name, known in (("channel", TOUCH_CHANNELS), ("direction", DIRECTIONS), ("outcome", TOUCH_OUTCOMES))
        if body[name] not in known
    }
    if body["at"] > op.said_at + DAY:
        faults["at"] = ["A contact cannot be logged before it happens. Make it a step instead."]
    elif at < lead.doc["captured_at"] - OLDEST_TOUCH:
        faults["at"] = ["This lies more than a year before the first meeting. Check the date."]
    if body["corrects"] and all(t["id"] != body["corrects"] for t in lead.doc["touches"]):
        faults["corrects"] = ["There is no such contact on this lead."]
    if faults:
        raise Invalid(errors=faults)


def close(ws: Workspace, op: Op) -> None:
    """End the follow-up with an outcome and what it needs.

    Raises NotFound, Conflict `not_open`, Invalid with the code of the rule it breaks (followups.outcomes).
    """
    lead = seen(ws, op.lead_id)
    doc, body = lead.doc, op.body
    if doc["status"] == 5:
        if doc["outcome"] == body["outcome"]:
            return
        raise Conflict("This lead is closed already. Reopen it to close it another way.", code="not_open")
    sale = body["sale"]
    outcome = Outcome(
        code=body["outcome"],
        reason=body["reason"],
        objection=body["objection"] or "",
        sale_value_minor=sale["value"] if sale else None,
        invoice_no=sale["invoice_no"] if sale else "",
        duplicate_of=body["duplicate_of"],
        supervisor_override=ws.actor.has("supervisor") and bool(body["reason"]),
    )
    facts = facts_of(doc)
    broken = check_outcome(outcome, facts)
    if broken:
        raise Invalid(OUTCOME_ERRORS[broken], code=broken)
    if sale and body["outcome"] == "won":
        _sell(ws, lead, op)
    ws.touch(lead)
    doc.update(
        status=5,
        outcome=body["outcome"],
        outcome_reason=body["reason"],
        objection=body["objection"],
        competitor=body["competitor"],
        closed_at=op.at,
        closed_by=ws.actor.user_id,
        closed_early=body["outcome"] == "unreachable" and attempts(facts) < ATTEMPTS_BEFORE_UNREACHABLE,
    )


def _sell(ws: Workspace, lead: LeadState, op: Op) -> None:
    sale = op.body["sale"]
    fresh: set[str] = ws.memo.setdefault("invoices", set())
    taken = select(_sale.c.lead_id).where(_sale.c.invoice_no == sale["invoice_no"])
    if sale["invoice_no"] in fresh or ws.connection.execute(taken).first() is not None:
        raise Conflict("This invoice number is used already. Check it.", code="invoice_taken")
    fresh.add(sale["invoice_no"])
    shown = {
        "id": new_id(),
        "invoice_no": sale["invoice_no"],
        "value": sale["value"],
        "currency": currency_of(ws, lead, sale["currency"]),
        "at": op.at,
        "doc_link": sale["doc_link"],
    }
    lead.doc["sales"].append(shown)
    lead.doc["customer_since"] = lead.doc["customer_since"] or op.at
    lead.doc["track"] = "customer"
    row = {**shown, "lead_id": lead.id, "quote_id": None, "by": ws.actor.user_id}
    ws.insert(_sale, row)


def reopen(ws: Workspace, op: Op) -> None:
    """Take a closed lead up again; its history stays. Raises NotFound, Conflict `not_closed`, Forbidden."""
    lead = seen(ws, op.lead_id)
    doc = lead.doc
    if doc["status"] != 5:
        raise Conflict("This lead is open.", code="not_closed")
    if doc["outcome"] == "do_not_contact" and not ws.actor.has("supervisor"):
        raise Forbidden("They asked not to be contacted. Only a supervisor can reopen this.")
    ws.touch(lead)
    doc.update(
        outcome=None,
        outcome_reason=None,
        closed_at=None,
        closed_by=None,
        closed_early=False,
        process_clean=None,
        status=1,
        plan_from=op.at,
        round=doc["round"] + 1,
        # who has everything already is asked what came of it, not called as if new
        reopen_status=3 if any(s["purpose"] == "summary" and s["state"] == "done" for s in doc["steps"]) else 1,
    )
