"""Which plans may be published: mistakes are named, and whatever passes keeps the promises of METHOD 2.6."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.plans.facts import LeadFacts
from server.plans.plan_data import from_data, to_data
from server.plans.reconcile import apply_changes, reconcile
from server.plans.soundness import EDITABLE, PURPOSES, plan_mistakes
from server.plans.templates import SHIPPED, PlanTemplate, Tail, mail_only, template_code
from tests.server.plans.test_reconcile_properties import assert_sound
from tests.support.method import BERLIN, at, hours, leads

#: the place in plan C of each kind of step
ACK, CALL, SECOND, SUMMARY, COURTESY, REVIVE, ATTEMPT, MAIL = range(8)


def changed(code: str, place: int, **values: Any) -> PlanTemplate:
    """A shipped plan with one step changed."""
    steps = list(SHIPPED[code].steps)
    steps[place] = replace(steps[place], **values)
    return replace(SHIPPED[code], steps=tuple(steps))


@pytest.mark.parametrize("code", EDITABLE)
def test_the_shipped_plans_are_sound_and_survive_editing(code: str) -> None:
    assert plan_mistakes(SHIPPED[code]) == []
    assert from_data(code, to_data(SHIPPED[code])) == SHIPPED[code]


@pytest.mark.parametrize(
    ("place", "values", "field"),
    [
        (CALL, {"needs_permission": None}, "needs_permission"),
        (CALL, {"needs_permission": "email"}, "needs_permission"),
        (CALL, {"stop_on": "reply"}, "stop_on"),
        (SECOND, {"key": "call:1@mail"}, "key"),
        (CALL, {"key": "Call 1"}, "key"),
        (CALL, {"key": "call:{wake}"}, "key"),
        (CALL, {"anchor": "connect"}, "anchor"),
        (CALL, {"anchor": "wake"}, "anchor"),
        (CALL, {"if_unanswered": True}, "if_unanswered"),
        (ACK, {"anchor": "prev"}, "anchor"),
        (ACK, {"anchor": "info_sent"}, "anchor"),
        (ACK, {"channel": "call", "needs_permission": "call"}, "auto"),
        (SUMMARY, {"key": "summary:2"}, "key"),
        (SUMMARY, {"channel": "meeting"}, "channel"),
        (COURTESY, {"not_before": timedelta(hours=49)}, "not_before_h"),
        (COURTESY, {"unit": "day"}, "not_before_h"),
        (COURTESY, {"stop_on": "none"}, "anchor"),
        (REVIVE, {"offset": timedelta(hours=-1), "not_before": None}, "offset_h"),
        (REVIVE, {"purpose": "care"}, "purpose"),
        (ATTEMPT, {"stop_on": "none"}, "stop_on"),
        (MAIL, {"offset": timedelta(days=3)}, "offset_h"),
        (MAIL, {"channel": "task"}, "channel"),
    ],
)
def test_a_step_that_cannot_be_is_named(place: int, values: dict[str, Any], field: str) -> None:
    assert (place, field) in [
        (mistake.step, mistake.field) for mistake in plan_mistakes(changed("C", place, **values))
    ]


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("A", {"steps": ()}, "between 1 and"),
        ("C", {"steps": SHIPPED["C"].steps[:-1]}, "before 8 contacts"),
        ("nurture", {"steps": SHIPPED["nurture"].steps[:1]}, "way back"),
        ("customer", {"steps": SHIPPED["customer"].steps[:1], "calls_per_round": 0}, "Between 1 and 10"),
        ("D", {"tail": Tail("nurture", timedelta(days=30), ("email",))}, "no step begins with"),
        ("D", {"tail": Tail("slow", timedelta(0), ("email",))}, "every 1 to 366"),
        ("D", {"tail": Tail("slow", timedelta(days=9), ())}, "at least one"),
        ("D", {"tail": Tail("slow", timedelta(days=9), ("email",), "call")}, "keeps in touch"),
    ],
)
def test_a_plan_that_cannot_be_says_why(code: str, values: dict[str, Any], words: str) -> None:
    assert any(words in mistake.words for mistake in plan_mistakes(replace(SHIPPED[code], **values)))


@st.composite
def edited(draw: st.DrawFn, code: str) -> PlanTemplate:
    """A shipped plan as somebody might rearrange it: steps gone, moved, retimed, given another medium."""
    plan = SHIPPED[code]
    steps = [step for step in plan.steps if draw(st.integers(0, 9))]
    if draw(st.booleans()) and len(steps) > 1:
        here, there = draw(st.integers(0, len(steps) - 1)), draw(st.integers(0, len(steps) - 1))
        steps.insert(there, steps.pop(here))
    for place in draw(st.lists(st.integers(0, max(0, len(steps) - 1)), max_size=3)) if steps else ():
        channel = draw(st.sampled_from(("call", "email", "letter", "meeting")))
        steps[place] = replace(
            steps[place],
            offset=timedelta(hours=draw(st.integers(0, 24 * 60))),
            not_before=None,
            channel=channel,
            needs_permission="call" if channel == "call" else None,
            auto=False,
        )
    for number in range(draw(st.integers(0, 3)) if "attempt" in PURPOSES[code] else 0):
        extra = replace(SHIPPED["A"].steps[-2], key=f"attempt:{20 + number}", offset=timedelta(days=30 + number))
        steps.insert(draw(st.integers(0, len(steps))), extra)
    every = timedelta(days=draw(st.integers(1, 366)))
    calls = draw(st.integers(1, 4))
    return replace(plan, steps=tuple(steps), tail=replace(plan.tail, every=every), calls_per_round=calls)


@settings(max_examples=600, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data(), facts=leads(), now=hours.map(at))
def test_whatever_passes_keeps_every_promise(data: st.DataObject, facts: LeadFacts, now: datetime) -> None:
    plan = data.draw(edited(template_code(facts).removesuffix("-mail")))
    if plan_mistakes(plan):
        return
    plan = mail_only(plan) if template_code(facts).endswith("-mail") else plan
    known = replace(facts, steps=apply_changes(facts.steps, reconcile(facts, plan, BERLIN, now)))
    assert reconcile(known, plan, BERLIN, now) == []
    assert_sound(known)
