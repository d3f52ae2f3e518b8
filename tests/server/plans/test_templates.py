"""The shipped plans say what METHOD 2.6 says."""

from datetime import timedelta

import pytest

from server.plans.facts import STEP_CHANNELS, STEP_PURPOSES, LeadFacts
from server.plans.templates import ANCHORS, SHIPPED, STOPS, UNITS, PlanTemplate, mail_only, template_code
from tests.support.method import at, lead, no_calls


def days_of(plan: PlanTemplate, purpose: str) -> list[int]:
    return [step.offset.days for step in plan.steps if step.purpose == purpose]


@pytest.mark.parametrize(
    ("code", "call_within", "unit", "ladder", "touches"),
    [
        ("A", 4, "working", [5, 7, 10, 14, 21, 28], 10),
        ("B", 24, "elapsed", [7, 10, 14, 21, 30], 9),
        ("C", 48, "elapsed", [7, 14, 21, 35], 8),
    ],
)
def test_the_ladders_have_their_days_and_touches(
    code: str, call_within: int, unit: str, ladder: list[int], touches: int
) -> None:
    plan = SHIPPED[code]
    first_call = next(step for step in plan.steps if step.key == "call:1")
    assert (first_call.offset, first_call.unit) == (timedelta(hours=call_within), unit)
    assert days_of(plan, "attempt") == ladder
    assert plan.touches == touches
    channels = [step.channel for step in plan.steps if step.purpose == "attempt"]
    assert channels == (["call", "email"] * 3)[: len(ladder)]
    assert plan.tail.every == timedelta(days=30)


@pytest.mark.parametrize("code", ["A", "B", "C"])
def test_courtesy_and_revival_follow_the_information(code: str) -> None:
    steps = {step.purpose: step for step in SHIPPED[code].steps}
    assert (steps["courtesy"].anchor, steps["courtesy"].offset) == ("info_sent", timedelta(hours=48))
    assert (steps["revive"].anchor, steps["revive"].offset) == ("info_sent", timedelta(hours=72))
    assert steps["courtesy"].stop_on == steps["revive"].stop_on == "reply"
    assert steps["attempt"].stop_on == "connect"


def test_only_class_a_ends_with_the_supervisor() -> None:
    assert [code for code in "ABCD" if any(step.purpose == "review" for step in SHIPPED[code].steps)] == ["A"]


def test_class_d_is_mailed_monthly_three_times_then_yearly() -> None:
    assert days_of(SHIPPED["D"], "nurture") == [30, 60, 90]
    assert SHIPPED["D"].tail.every == timedelta(days=365)
    assert SHIPPED["D"].steps[0].offset == timedelta(hours=24)


def test_customers_are_thanked_asked_and_kept_in_touch() -> None:
    assert days_of(SHIPPED["customer"], "care") == [1, 30]
    assert SHIPPED["customer"].tail.every == timedelta(days=90)


@pytest.mark.parametrize("code", [code for code in SHIPPED if not code.endswith("-mail")])
def test_every_plan_has_a_variant_without_calls_and_with_no_step_fewer(code: str) -> None:
    plan, written = SHIPPED[code], SHIPPED[f"{code}-mail"]
    assert not {"call", "sms"} & {step.channel for step in written.steps} | {"call"} & set(written.tail.channels)
    assert written.touches == plan.touches
    assert mail_only(written) is written


@pytest.mark.parametrize("plan", SHIPPED.values(), ids=SHIPPED)
def test_plans_use_only_words_the_planner_knows(plan: PlanTemplate) -> None:
    assert len({step.key for step in plan.steps}) == len(plan.steps)
    for step in plan.steps:
        assert step.channel in STEP_CHANNELS
        assert step.purpose in STEP_PURPOSES
        assert step.anchor in ANCHORS
        assert step.stop_on in STOPS
        assert step.unit in UNITS


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (lead(lead_class="B"), "B"),
        (lead(lead_class="B", consents=(no_calls(),)), "B-mail"),
        (lead(track="nurture", wake_at=at(1)), "nurture"),
        (lead(track="customer", suppressed=frozenset({"call"})), "customer-mail"),
        (lead(grant_needed=frozenset({"call"})), "A-mail"),
    ],
)
def test_the_plan_follows_track_class_and_permission(facts: LeadFacts, code: str) -> None:
    assert template_code(facts) == code
