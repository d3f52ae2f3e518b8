"""The ladder of a step nobody does: what happens when, to whom (METHOD 2.8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.assignment.escalation import OverdueFacts, next_escalation, next_wait

STEP = OverdueFacts(timedelta(), owner_id="ann", supervisor_id="eva")
HOUR = timedelta(hours=1)


def after(hours: float, told: float | None = None, **facts: object) -> tuple[str, str | None] | None:
    """What happens so many working hours after the step was due, and to whom."""
    since = None if told is None else told * HOUR
    found = next_escalation(replace(STEP, overdue=hours * HOUR, told=since, **facts))
    return (found.action, found.to_user) if found else None


COVERED = {"owner_away": True, "deputy_id": "ben"}


@pytest.mark.parametrize(
    ("hours", "told", "facts", "expected"),
    [
        (0, None, {}, ("notify", "ann")),
        (4, None, COVERED, ("deputy", "ben")),
        (4, None, {}, ("notify", "ann")),
        (0, None, {"owner_away": True}, ("supervisor", "eva")),
        (7.9, None, {"done_levels": frozenset({1})}, None),
        (8, None, {"done_levels": frozenset({1})}, ("supervisor", "eva")),
        (23.9, 15.9, {"done_levels": frozenset({1, 3})}, None),
        (24, 16, {"done_levels": frozenset({1, 3})}, ("pool", None)),
        (99, 91, {"done_levels": frozenset({4})}, None),
        (2, None, {"lead_class": "A", **COVERED}, ("deputy", "ben")),
        (4, None, {"lead_class": "A"}, ("supervisor", "eva")),
        (12, 8, {"sales_ready": True, "done_levels": frozenset({3})}, ("pool", None)),
        (12, None, {}, ("supervisor", "eva")),
        (0, None, {"owner_id": None}, None),
        (99, None, {"owner_id": None}, ("supervisor", "eva")),
        (99, 99, {"owner_id": None, "done_levels": frozenset({3})}, None),
    ],
)
def test_the_ladder_acts_level_by_level(
    hours: float, told: float | None, facts: dict[str, object], expected: tuple[str, str | None] | None
) -> None:
    assert after(hours, told, **facts) == expected


def test_after_an_outage_the_supervisor_is_told_before_anybody_loses_a_lead() -> None:
    assert after(500) == ("supervisor", "eva")
    assert after(515, told=15, done_levels=frozenset({3})) is None
    assert after(516, told=16, done_levels=frozenset({3})) == ("pool", None)


def test_a_step_not_due_yet_bothers_nobody() -> None:
    assert after(-1) is None


@pytest.mark.parametrize(
    ("facts", "hours"),
    [
        ({"overdue": -3 * HOUR}, 3),
        ({"overdue": 1 * HOUR, "done_levels": frozenset({1})}, 7),
        ({"overdue": 1 * HOUR, "done_levels": frozenset({1}), **COVERED}, 3),
        ({"overdue": 9 * HOUR, "done_levels": frozenset({1, 3}), "told": 1 * HOUR}, 15),
        ({"overdue": 24 * HOUR, "done_levels": frozenset({4})}, None),
        ({"overdue": 9 * HOUR, "done_levels": frozenset({3}), "told": HOUR, "owner_id": None}, None),
    ],
)
def test_the_next_wait_tells_when_to_look_again(facts: dict[str, object], hours: int | None) -> None:
    wait = next_wait(replace(STEP, **facts))  # type: ignore[arg-type]
    assert wait == (None if hours is None else hours * HOUR)


def test_looking_again_after_the_wait_something_happens() -> None:
    facts, hours = STEP, []
    while (wait := next_wait(facts)) is not None:
        told = None if facts.told is None else facts.told + wait
        facts = replace(facts, overdue=facts.overdue + wait, told=told)
        found = next_escalation(facts)
        assert found is not None
        hours.append((found.action, facts.overdue / HOUR))
        told = timedelta() if found.action == "supervisor" else told
        facts = replace(facts, done_levels=facts.done_levels | {found.level}, told=told)
    assert hours == [("notify", 0), ("supervisor", 8), ("pool", 24)]


def test_every_action_says_why() -> None:
    found = next_escalation(replace(STEP, overdue=24 * HOUR, told=16 * HOUR, done_levels=frozenset({3})))
    assert found is not None
    assert (found.why.code, "24 working hours" in found.why.words) == ("escalate_pool", True)
