"""Closing a prospect: what each outcome needs, and whether we lost it by our own fault."""

from dataclasses import replace

import pytest

from server.followups.outcomes import OUTCOME_ERRORS, OUTCOMES, Outcome, attempts, check_outcome, process_clean
from server.plans.clocks import clocks_of
from server.plans.facts import LeadFacts, StepFact
from server.plans.policies import DEFAULT_POLICIES
from tests.support.method import BERLIN, at, call, lead, mail, reply

EIGHT = tuple(call(24 * n) for n in range(1, 9))


@pytest.mark.parametrize(
    ("outcome", "facts", "error"),
    [
        (Outcome("won", sale_value_minor=100, invoice_no="R-1"), lead(), None),
        (Outcome("won", sale_value_minor=100), lead(), "won_needs_sale"),
        (Outcome("won", invoice_no="R-1"), lead(), "won_needs_sale"),
        (Outcome("lost", reason="price", objection="too dear"), lead(), None),
        (Outcome("lost", objection="too dear"), lead(), "outcome_needs_reason"),
        (Outcome("lost", reason="price"), lead(), "lost_needs_objection"),
        (Outcome("no_decision", reason="project stopped"), lead(), None),
        (Outcome("no_decision"), lead(), "outcome_needs_reason"),
        (Outcome("unreachable"), lead(touches=EIGHT), None),
        (Outcome("unreachable"), lead(touches=EIGHT[:7]), "unreachable_too_early"),
        (Outcome("unreachable"), lead(touches=(*EIGHT[:7], mail(1, auto=True))), "unreachable_too_early"),
        (Outcome("unreachable", supervisor_override=True, reason="moved abroad"), lead(), None),
        (Outcome("unreachable", supervisor_override=True), lead(), "outcome_needs_reason"),
        (Outcome("unreachable"), lead(touches=(*EIGHT, call(500, "connected"))), "unreachable_was_reached"),
        (Outcome("not_a_prospect", reason="student"), lead(), None),
        (Outcome("not_a_prospect"), lead(), "outcome_needs_reason"),
        (Outcome("do_not_contact"), lead(), None),
        (Outcome("duplicate", duplicate_of="l2"), lead(), None),
        (Outcome("duplicate", duplicate_of="l1"), lead(), "duplicate_needs_original"),
        (Outcome("duplicate"), lead(), "duplicate_needs_original"),
        (Outcome("not_ready"), lead(), "outcome_is_nurture"),
        (Outcome("vanished"), lead(), "outcome_unknown"),
        (Outcome("do_not_contact"), lead(outcome="lost", closed_at=at(1)), "outcome_already_closed"),
    ],
)
def test_an_outcome_needs_what_proves_it(outcome: Outcome, facts: LeadFacts, error: str | None) -> None:
    assert check_outcome(outcome, facts) == error
    assert error is None or OUTCOME_ERRORS[error]


def test_there_are_seven_outcomes() -> None:
    assert len(OUTCOMES) == 7


def test_only_what_people_tried_counts_as_an_attempt() -> None:
    facts = lead(touches=(call(1), mail(2), mail(3, auto=True), mail(4, "bounced"), reply(5)))
    assert attempts(facts) == 2


def closed(**facts: object) -> LeadFacts:
    """A lead that was called and written to in time and lost after two days."""
    good = {"touches": (call(2, "connected"), mail(3)), "outcome": "lost", "closed_at": at(48), "owner_id": "u1"}
    return lead(**{**good, "owner_since": at(0), **facts})


def codes(facts: LeadFacts) -> set[str]:
    clocks = clocks_of(facts, DEFAULT_POLICIES, BERLIN, at(500))
    return {why.code for why in process_clean(facts, clocks).reasons}


def test_a_prospect_managed_as_promised_was_not_lost_by_us() -> None:
    facts = closed()
    assert process_clean(facts, clocks_of(facts, DEFAULT_POLICIES, BERLIN, at(500))).clean


def test_a_broken_standard_is_our_fault() -> None:
    assert codes(closed(touches=(call(30, "connected"),))) == {"clock_breached"}


def test_a_prospect_nobody_contacted_is_our_fault() -> None:
    assert "no_touch" in codes(closed(touches=()))


@pytest.mark.parametrize(
    ("step", "missed"),
    [
        (StepFact("call:2", "call", "call", at(20), state="due"), True),
        (StepFact("call:2", "call", "call", at(20), state="superseded", why_code="closed"), True),
        (StepFact("call:2", "call", "call", at(20), state="superseded", why_code="no_longer_planned"), False),
        (StepFact("call:2", "call", "call", at(20), state="blocked"), False),
        (StepFact("call:2", "call", "call", at(60), state="planned"), False),
        (StepFact("call:2", "call", "call", at(20), state="skipped"), False),
    ],
)
def test_a_step_left_undone_is_our_fault(step: StepFact, missed: bool) -> None:
    assert codes(replace(closed(), steps=(step,))) == ({"step_missed"} if missed else set())
