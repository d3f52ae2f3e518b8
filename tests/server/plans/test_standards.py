"""Whatever standards and working time change to: finished clocks stay, and a new standard never reaches back."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.plans.calendars import Calendar
from server.plans.clocks import clock_changes, clocks_of
from server.plans.facts import LeadFacts
from server.plans.policies import CLOCK_MODES, CLOCKS, DEFAULT_POLICIES, ClockPolicy
from server.plans.standards import KINDS, in_force
from tests.support.method import BERLIN, CAPTURED, at, hours, leads

CASES = settings(max_examples=400, deadline=None, derandomize=True, database=None)
CALENDARS = (
    Calendar("Asia/Tokyo"),
    Calendar("Europe/Berlin", (((0, 1440),),) * 7),
    Calendar("America/New_York", holidays=frozenset(CAPTURED.date() + timedelta(days=n) for n in range(5))),
)

own = st.builds(
    ClockPolicy,
    clock=st.sampled_from(CLOCKS),
    hours=st.integers(0, 24 * 30),
    mode=st.sampled_from(CLOCK_MODES),
    grace_h=st.integers(0, 48),
    lead_class=st.none() | st.sampled_from(KINDS),
    active_from=hours.map(at),
    applies=st.booleans(),
)


@CASES
@given(
    facts=leads(), now=hours.map(at), later=hours, new=st.lists(own, max_size=4), calendar=st.sampled_from(CALENDARS)
)
def test_a_finished_clock_never_changes(
    facts: LeadFacts, now: datetime, later: float, new: list[ClockPolicy], calendar: Calendar
) -> None:
    stored = clocks_of(facts, DEFAULT_POLICIES, BERLIN, now)
    finished = {clock.key for clock in stored if clock.state != "running"}
    policies = (*DEFAULT_POLICIES, *new)
    changes = clock_changes(stored, clocks_of(facts, policies, calendar, now + timedelta(hours=later)))
    assert not finished & {change.key for change in changes}


@CASES
@given(facts=leads(), now=hours.map(at), new=st.lists(own, max_size=4))
def test_a_new_standard_never_reaches_back(facts: LeadFacts, now: datetime, new: list[ClockPolicy]) -> None:
    stored = {clock.key: clock for clock in clocks_of(facts, DEFAULT_POLICIES, BERLIN, now)}
    begins = min((policy.active_from for policy in new), default=now)
    after = {clock.key: clock for clock in clocks_of(facts, (*DEFAULT_POLICIES, *new), BERLIN, now)}
    # steps that may not come too soon look at what was sent; everything older reads as it did
    for key, clock in stored.items():
        if clock.anchor_at < begins:
            assert after[key] == clock


@CASES
@given(new=st.lists(own, max_size=6), now=hours.map(at))
def test_each_standard_in_force_stands_once(new: list[ClockPolicy], now: datetime) -> None:
    held = in_force((*DEFAULT_POLICIES, *new), now)
    places = [(clock, kind) for clock, kind, _ in held]
    assert len(places) == len(set(places))
    assert {clock for clock, _ in places} == set(CLOCKS)
    assert all(policy.active_from <= now for _, _, policy in held)
