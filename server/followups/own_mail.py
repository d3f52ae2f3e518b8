"""Mail this server sent by itself or for a person, as a contact of the lead."""

from collections.abc import Mapping
from typing import Any

from server.core.db import table
from server.followups.models import Touch
from server.followups.operations import touch_row
from server.leads.workspace import LeadState, Workspace


def log_own_mail(ws: Workspace, lead: LeadState, mail: Mapping[str, Any], *, at: int, outcome: str) -> None:
    """Log a mail that was sent or came back; intake moves steps, clocks and status.

    `mail`: id, by, auto, subject, step_id, satisfies, collateral. The same id again changes nothing.
    """
    if any(touch["id"] == mail["id"] for touch in lead.doc["touches"]):
        return
    ws.touch(lead)
    touch: dict[str, Any] = {
        "id": mail["id"],
        "at": at,
        "by": mail["by"],
        "direction": "out",
        "channel": "email",
        "outcome": outcome,
        "note": mail["subject"],
        "minutes": 0,
        "step": mail["step_id"],
        "corrects": None,
        "satisfies": mail["satisfies"],
        "cost_minor": 0,
        "collateral": mail["collateral"],
        "auto": mail["auto"],
        "after_dnc": False,
        "message": mail["id"],
    }
    lead.doc["touches"].append(touch)
    ws.insert(table(Touch), {**touch_row(lead, touch), "time_cost": 0})
