"""The ladder of a step nobody does: what happens when, to whom (METHOD 2.8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.assignment.escalation import OverdueFacts, next_escalation, next_rung

STEP = OverdueFacts(timedelta(), owner_id="ann", deputy_id="ben", supervisor_id="eva")


def after(hours: float, **facts: object) -> tuple[str, str | None] | None:
    """What happens so many working hours after the step was due, and to whom."""
    found = next_escalation(replace(STEP, overdue=timedelta(hours=hours), **facts))
    return (found.action, found.to_user) if found else None


@pytest.mark.parametrize(
    ("hours", "facts", "expected"),
    [
        (0, {}, ("notify", "ann")),
        (4, {"owner_away": True}, ("deputy", "ben")),
        (4, {}, ("notify", "ann")),
        (4, {"owner_away": True, "deputy_id": None}, ("notify", "ann")),
        (7.9, {"done_levels": frozenset({1})}, None),
        (8, {"done_levels": frozenset({1})}, ("supervisor", "eva")),
        (23.9, {"done_levels": frozenset({1, 3})}, None),
        (24, {"done_levels": frozenset({1, 3})}, ("pool", None)),
        (99, {"done_levels": frozenset({4})}, None),
        (99, {}, ("pool", None)),
        (2, {"lead_class": "A", "owner_away": True}, ("deputy", "ben")),
        (4, {"lead_class": "A"}, ("supervisor", "eva")),
        (12, {"sales_ready": True}, ("pool", None)),
        (12, {}, ("supervisor", "eva")),
        (0, {"owner_id": None}, None),
        (99, {"owner_id": None}, ("supervisor", "eva")),
    ],
)
def test_the_ladder_acts_level_by_level(
    hours: float, facts: dict[str, object], expected: tuple[str, str | None] | None
) -> None:
    assert after(hours, **facts) == expected


def test_a_step_not_due_yet_bothers_nobody() -> None:
    assert after(-1) is None


def test_the_next_rung_tells_when_to_look_again() -> None:
    rung = next_rung(replace(STEP, overdue=timedelta(hours=9)))
    assert rung is not None
    assert (rung.action, rung.after) == ("pool", timedelta(hours=24))
    assert next_rung(replace(STEP, overdue=timedelta(hours=24))) is None


def test_every_action_says_why() -> None:
    found = next_escalation(replace(STEP, overdue=timedelta(hours=24)))
    assert found is not None
    assert (found.why.code, "24 working hours" in found.why.words) == ("escalate_pool", True)
