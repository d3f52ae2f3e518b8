"""What holds for every lead whatever happened to it: the properties of METHOD 2.6, on thousands of leads."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.plans.contact import slot_of
from server.plans.facts import ConsentFact, LeadFacts, StepFact
from server.plans.reconcile import apply_changes, reconcile
from server.plans.templates import SHIPPED, template_code
from tests.support.method import BERLIN, CLASSES, at, hours, leads

METHOD = settings(
    max_examples=2000, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
FEWER = settings(METHOD, max_examples=500)


def planned(facts: LeadFacts, now: datetime) -> LeadFacts:
    """The lead with its steps brought in line at `now`."""
    changes = reconcile(facts, SHIPPED[template_code(facts)], BERLIN, now)
    return replace(facts, steps=apply_changes(facts.steps, changes))


def open_steps(facts: LeadFacts) -> list[StepFact]:
    return [step for step in facts.steps if step.is_open]


def lived(facts: LeadFacts, order: list[int], now: datetime) -> LeadFacts:
    """The lead planned anew each time one of its touches arrives, in that order."""
    known = planned(replace(facts, touches=()), now)
    for index in order:
        known = planned(replace(known, touches=(*known.touches, facts.touches[index])), now)
    return known


@METHOD
@given(data=st.data(), facts=leads(), now=hours.map(at))
def test_a_plan_holds_together_whatever_happens(data: st.DataObject, facts: LeadFacts, now: datetime) -> None:
    order = data.draw(st.permutations(range(len(facts.touches))))
    at_once, one_by_one = planned(facts, now), lived(facts, order, now)
    # The order in which touches arrive does not matter.
    assert open_steps(one_by_one) == open_steps(at_once)
    assert done_slots(one_by_one) == done_slots(at_once)
    moved = planned(replace(one_by_one, lead_class=data.draw(st.sampled_from(CLASSES))), now)
    for known in (at_once, one_by_one, moved):
        # Planning twice changes nothing.
        assert reconcile(known, SHIPPED[template_code(known)], BERLIN, now) == []
        assert_sound(known)


def assert_sound(known: LeadFacts) -> None:
    """A next step, none twice, none forbidden."""
    steps = open_steps(known)
    slots = [slot_of(step.key) for step in steps]
    assert any(step.state != "blocked" for step in steps)
    assert len(slots) == len(set(slots))
    assert len(known.steps) == len({step.key for step in known.steps})
    forbidden = {row.channel for row in known.consents if _objected(known, row.channel)}
    assert not forbidden & {step.channel for step in steps}
    assert "call" not in forbidden or "sms" not in {step.channel for step in steps}


def done_slots(facts: LeadFacts) -> set[str]:
    """The places of the plan that are done."""
    return {slot_of(step.key) for step in facts.steps if step.state == "done"}


def _objected(facts: LeadFacts, channel: str) -> bool:
    rows = [row for row in facts.consents if row.channel == channel]
    return max(rows, key=lambda row: (row.at, row.state == "objected")).state == "objected"


@FEWER
@given(data=st.data(), facts=leads(), now=hours.map(at))
def test_done_skipped_and_pinned_steps_survive_whatever_comes(
    data: st.DataObject, facts: LeadFacts, now: datetime
) -> None:
    before = planned(facts, now)
    marks = data.draw(st.lists(st.sampled_from(("", "skipped", "done", "pinned")), min_size=len(before.steps)))
    marked = tuple(_marked(step, mark, now) for step, mark in zip(before.steps, marks, strict=False))
    other = data.draw(leads())
    after = planned(replace(other, steps=marked, consents=facts.consents), now + timedelta(days=3))
    rows = {step.key: step for step in after.steps}
    for step in marked:
        if step.state in ("done", "skipped"):
            assert rows[step.key] == step
        elif step.pinned and rows[step.key].state != "done":
            assert rows[step.key].due_at == step.due_at
            assert rows[step.key].is_open


def _marked(step: StepFact, mark: str, now: datetime) -> StepFact:
    if not step.is_open or not mark:
        return step
    if mark == "pinned":
        return replace(step, pinned=True, due_at=step.due_at + timedelta(days=1))
    return replace(step, state=mark, done_at=now)


@FEWER
@given(facts=leads(), now=hours.map(at), objected=hours)
def test_an_objection_to_calls_turns_every_call_into_writing(
    facts: LeadFacts, now: datetime, objected: float
) -> None:
    called = planned(facts, now)
    called = replace(called, steps=tuple(_marked(step, "pinned", now) for step in called.steps))
    consents = (*facts.consents, ConsentFact("call", "objected", at(60 * 24 + objected)))
    after = planned(replace(called, consents=consents), now)
    assert not {"call", "sms"} & {step.channel for step in open_steps(after)}
    assert reconcile(after, SHIPPED[template_code(after)], BERLIN, now) == []
    assert_sound(after)


@FEWER
@given(facts=leads(), now=hours.map(at))
def test_a_closed_lead_owes_nothing(facts: LeadFacts, now: datetime) -> None:
    closed = replace(planned(facts, now), outcome="lost", closed_at=now)
    assert open_steps(planned(closed, now)) == []
