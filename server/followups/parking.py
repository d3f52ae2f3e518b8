"""Parking a lead that is not ready, with the day it wakes (METHOD A2, A3, E3)."""

from dataclasses import replace
from typing import Any

from server.core.clock import from_datetime, to_datetime
from server.core.errors import Conflict, Invalid
from server.leads.op import Op
from server.leads.operations import put_lead, seen
from server.leads.workspace import Workspace
from server.plans.wake import wake_after


def park(ws: Workspace, op: Op) -> dict[str, Any]:
    """Put a lead aside until a day, or "nothing for N months" (`plans.wake`). Answers as a put does.

    Raises NotFound, Conflict `not_open`, Invalid `wake_in_past`.
    """
    lead = seen(ws, op.lead_id)
    if lead.doc["status"] == 5:
        raise Conflict("This lead is closed. Reopen it first.", code="not_open")
    months, wake = op.body["months"], op.body["wake_at"]
    if months is not None:
        # the months count from when they were named: at the booth that is the capture
        wake = from_datetime(wake_after(to_datetime(op.at), months))
    elif wake <= op.said_at:
        words = "Choose a day to come: a parked lead needs its way back."
        raise Invalid(words, code="wake_in_past", errors={"wake_at": ["It must lie in the future."]})
    fields = {"track": "nurture", "wake_at": wake}
    if op.body["reason"]:
        fields["q/timeline"] = op.body["reason"]
    return put_lead(ws, replace(op, body={"set": fields, "src": "human"}))
