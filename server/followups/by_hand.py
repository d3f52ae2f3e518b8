"""What people ticked off in the plan without logging a contact."""

from collections.abc import Mapping
from typing import Any

from server.plans.contact import slot_of


def done_by_hand(doc: Mapping[str, Any], slot: str) -> int | None:
    """When somebody marked the step of this place done herself; None where nobody did."""
    marks = (s for s in doc["steps"] if s["state"] == "done" and s["why_code"] == "by_hand")
    return min((s["done_at"] for s in marks if slot_of(s["key"]) == slot and s["done_at"]), default=None)
