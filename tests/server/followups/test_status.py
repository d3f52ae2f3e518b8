"""The status machine of METHOD 2.4: derived from touches, by time, whatever order they arrive in."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.followups.status import StatusPolicy, check_transition, status_of
from server.plans.facts import LeadFacts, PromiseFact, StatusOverride
from tests.support.method import at, call, hours, lead, leads, mail, no_calls, reply

TALK, INFO = call(2, "connected"), mail(3)


@pytest.mark.parametrize(
    ("facts", "after", "status", "code"),
    [
        (lead(), 500, 1, "captured"),
        (lead(touches=(call(2),)), 500, 1, "captured"),
        (lead(touches=(mail(2),)), 500, 1, "captured"),
        (lead(touches=(TALK,)), 500, 2, "connected"),
        (lead(touches=(call(2), call(26))), 500, 2, "calls_used_up"),
        (lead(consents=(no_calls(),)), 500, 2, "no_calls"),
        (lead(touches=(TALK, mail(3, auto=True))), 500, 2, "connected"),
        (lead(touches=(TALK, mail(3, "bounced"))), 500, 2, "connected"),
        (lead(touches=(TALK, INFO)), 74, 3, "informed"),
        (lead(touches=(mail(1), TALK)), 50, 3, "informed"),
        (lead(touches=(TALK, INFO)), 75, 4, "silence"),
        (lead(touches=(TALK, INFO, call(80))), 500, 4, "silence"),
        (lead(touches=(TALK, INFO, reply(60))), 500, 3, "informed"),
        (lead(touches=(TALK, INFO, reply(100))), 500, 3, "heard"),
        (lead(touches=(TALK, INFO, call(100, "connected"))), 500, 3, "heard"),
        (lead(touches=(TALK, INFO), outcome="lost", closed_at=at(90)), 500, 5, "closed"),
        (lead(plan_from=at(900), round_no=2, reopen_status=3, touches=(TALK, INFO)), 999, 3, "reopened"),
        (lead(plan_from=at(900), round_no=2, touches=(TALK, INFO)), 999, 1, "reopened"),
        (lead(touches=(TALK,), status_override=StatusOverride(3, at(5), "sent by post")), 500, 3, "override"),
        (lead(touches=(TALK, mail(9)), status_override=StatusOverride(1, at(5), "wrong person")), 500, 1, "override"),
        (lead(touches=(TALK, call(9, "met")), status_override=StatusOverride(1, at(5), "x")), 20, 2, "connected"),
    ],
)
def test_the_status_follows_what_happened(facts: LeadFacts, after: float, status: int, code: str) -> None:
    found = status_of(facts, at(after))
    assert (found.status, found.why.code) == (status, code)


def test_since_is_when_the_status_was_reached() -> None:
    assert status_of(lead(touches=(TALK, INFO)), at(500)).since == at(75)


def test_a_promise_the_prospect_asked_for_delays_the_revival() -> None:
    asked = PromiseFact("p", made_at=at(4), due_at=at(104))
    assert status_of(lead(touches=(TALK, INFO), promises=(asked,)), at(174)).status == 3
    assert status_of(lead(touches=(TALK, INFO), promises=(asked,)), at(175)).status == 4


def test_the_calls_of_a_round_are_a_standard_of_the_house() -> None:
    assert status_of(lead(touches=(call(2),)), at(9), StatusPolicy(calls_per_round=1)).status == 2


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(data=st.data(), facts=leads(open_only=False), now=hours.map(at))
def test_the_order_of_arrival_never_matters(data: st.DataObject, facts: LeadFacts, now: datetime) -> None:
    shuffled = replace(facts, touches=tuple(data.draw(st.permutations(facts.touches))))
    assert status_of(shuffled, now) == status_of(facts, now)
    assert (status_of(facts, now).status == 5) == (facts.outcome is not None)


@pytest.mark.parametrize(
    ("current", "wanted", "reason", "error"),
    [
        (1, 3, "sent by post", None),
        (4, 1, "new number", None),
        (5, 1, "she called", None),
        (5, 3, "she wrote", None),
        (1, 3, " ", "status_needs_reason"),
        (3, 5, "done", "status_needs_outcome"),
        (5, 2, "again", "status_reopens_at_1_or_3"),
        (1, 9, "what", "status_unknown"),
    ],
)
def test_a_person_may_set_it_within_the_rules(current: int, wanted: int, reason: str, error: str | None) -> None:
    assert check_transition(current, wanted, reason) == error
