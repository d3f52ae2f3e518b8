"""Each clock of METHOD 2.5: what starts it, what meets it, when it breaks, and when it stands still."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server.core.why import Why
from server.plans.clocks import ClockState, captured_instant, clock_changes, clocks_of
from server.plans.facts import InfoRequestFact, LeadFacts, PromiseFact, TouchFact
from server.plans.policies import DEFAULT_POLICIES, ClockPolicy
from tests.support.method import BERLIN, CAPTURED, DAY, HOUR, at, call, lead, mail, no_calls, reply, silent


def clock(facts: LeadFacts, name: str, hours: float = 24 * 60, subject: str = "") -> ClockState:
    """The latest clock of a name as it stands so many hours after the capture."""
    found = clocks_of(facts, DEFAULT_POLICIES, BERLIN, at(hours))
    return [c for c in found if c.clock == name and c.subject == subject][-1]


def names(facts: LeadFacts) -> set[str]:
    return {c.clock for c in clocks_of(facts, DEFAULT_POLICIES, BERLIN, at(1))}


@pytest.mark.parametrize(
    ("facts", "name", "due", "state", "code"),
    [
        (lead(), "ACK24", 24, "breached", "not_in_time"),
        (lead(touches=(mail(24),)), "ACK24", 24, "met", "by_person"),
        (lead(touches=(mail(24.25),)), "ACK24", 24, "breached", "not_in_time"),
        (lead(touches=(mail(0, auto=True),)), "ACK24", 24, "met", "by_machine"),
        (lead(touches=(mail(1, "bounced"),)), "ACK24", 24, "breached", "not_in_time"),
        (lead(consents=silent()), "ACK24", 24, "cancelled", "no_channel"),
        (lead(touches=(call(48),)), "CALL48", 48, "met", "called"),
        (lead(touches=(mail(1),)), "CALL48", 48, "breached", "not_in_time"),
        (lead(touches=(mail(1),), consents=(no_calls(),)), "CALL48", 48, "met", "written"),
        (lead(touches=(mail(1, auto=True),), consents=(no_calls(),)), "CALL48", 48, "breached", "not_in_time"),
        (lead(touches=(mail(2), mail(51))), "COURTESY48", 74, "met", "courtesy"),
        (lead(touches=(mail(2), mail(40))), "COURTESY48", 74, "breached", "not_in_time"),
        (lead(touches=(mail(2), mail(75))), "COURTESY48", 74, "breached", "not_in_time"),
        (lead(touches=(mail(2), reply(30))), "COURTESY48", 74, "cancelled", "heard"),
        (lead(touches=(mail(2), call(80))), "REVIVE72", 98, "met", "revived"),
        (lead(touches=(mail(2), call(60))), "REVIVE72", 98, "breached", "not_in_time"),
        (lead(touches=(mail(2), call(60, "connected"))), "REVIVE72", 98, "cancelled", "heard"),
        (lead(touches=(mail(2), mail(80))), "REVIVE72", 98, "breached", "not_in_time"),
        (lead(touches=(mail(2), mail(80)), consents=(no_calls(),)), "REVIVE72", 98, "met", "revived"),
        (lead(owner_id="u1", owner_since=at(3)), "ASSIGN", 4, "met", "owned"),
        (lead(owner_id="u1", owner_since=at(5)), "ASSIGN", 4, "breached", "not_in_time"),
        (lead(outcome="lost", closed_at=at(20)), "CALL48", 48, "cancelled", "closed"),
        (lead(outcome="lost", closed_at=at(50)), "CALL48", 48, "breached", "not_in_time"),
    ],
)
def test_a_clock_is_met_broken_or_pointless(facts: LeadFacts, name: str, due: float, state: str, code: str) -> None:
    found = clock(facts, name)
    assert (found.due_at, found.state, found.why.code) == (at(due), state, code)


def test_a_clock_runs_until_its_last_moment_and_breaks_after_it() -> None:
    assert clock(lead(), "ACK24", 24).state == "running"
    assert clock(lead(), "ACK24", 24.01).state == "breached"


def test_the_machines_mail_is_told_apart_from_people() -> None:
    assert clock(lead(touches=(mail(0, auto=True), call(3))), "ACK24").by_machine
    assert not clock(lead(touches=(call(3),)), "ACK24").by_machine


def test_the_booth_talk_is_the_capture_and_no_follow_up() -> None:
    booth = replace(call(0, "met"), channel="booth")
    assert clock(lead(touches=(booth,)), "ACK24").state == "breached"


def test_courtesy_and_revival_wait_for_the_information() -> None:
    assert not {"COURTESY48", "REVIVE72"} & names(lead(touches=(call(1), mail(2, auto=True))))
    assert clock(lead(touches=(mail(2),)), "COURTESY48").not_before == at(50)


def test_each_question_has_its_own_clock() -> None:
    asked = (InfoRequestFact("a", at(1)), InfoRequestFact("b", at(2), satisfied_at=at(70)))
    facts = lead(info_requests=asked, touches=(mail(80, satisfies=("info:a",)),))
    assert clock(facts, "INFO72", subject="a").state == "breached"
    assert clock(facts, "INFO72", subject="a").stopped_at == at(80)
    assert clock(facts, "INFO72", subject="b").state == "met"


@pytest.mark.parametrize(("lead_class", "days"), [("A", 7), ("B", 7), ("C", 30), ("D", 365)])
def test_silence_has_a_limit_for_each_class(lead_class: str, days: int) -> None:
    facts = lead(lead_class=lead_class, touches=(reply(5),))
    assert clock(facts, "IDLE").due_at == at(5) + days * DAY


def test_customers_are_heard_from_every_ninety_days() -> None:
    sold = lead(track="customer", outcome="won", closed_at=at(9), customer_since=at(9), touches=(call(8),))
    assert clock(sold, "IDLE").due_at == at(8) + 90 * DAY
    assert clock(sold, "IDLE").state == "running"
    assert "CALL48" not in names(sold)


def test_class_d_owes_no_call() -> None:
    assert "CALL48" not in names(lead(lead_class="D"))


def test_a_promise_the_prospect_asked_for_holds_the_other_clocks_but_never_the_first_answer() -> None:
    asked = PromiseFact("p", made_at=at(1), due_at=at(1) + 28 * DAY)
    facts = lead(promises=(asked,))
    assert clock(facts, "CALL48").due_at == at(48) + 28 * DAY
    assert clock(facts, "IDLE").due_at == at(0) + 35 * DAY
    assert clock(facts, "ACK24").due_at == at(24)
    offered = lead(promises=(replace(asked, asked_by_prospect=False),))
    assert clock(offered, "CALL48").due_at == at(48)


def test_a_promise_released_early_holds_only_until_then() -> None:
    released = PromiseFact("p", at(1), at(200), state="released", ended_at=at(11))
    assert clock(lead(promises=(released,)), "CALL48").due_at == at(58)


def test_a_sleeping_lead_is_idle_only_after_its_wake_date() -> None:
    asleep = lead(track="nurture", wake_at=at(0) + 250 * DAY)
    assert clock(asleep, "IDLE").due_at == at(0) + 257 * DAY


@pytest.mark.parametrize(
    ("promise", "touch", "state"),
    [
        (PromiseFact("p", at(1), at(100)), call(99), "met"),
        (PromiseFact("p", at(1), at(100)), call(100.5), "breached"),
        (PromiseFact("p", at(1), at(100)), call(50), "breached"),
        (PromiseFact("p", at(1), at(100)), call(50, satisfies=("promise:p",)), "met"),
        (PromiseFact("p", at(1), at(100)), mail(99), "breached"),
        (PromiseFact("p", at(1), at(100), whole_day=True), call(108), "met"),
        (PromiseFact("p", at(1), at(100), whole_day=True), call(112), "breached"),
        (PromiseFact("p", at(1), at(100), state="released"), call(300), "cancelled"),
    ],
)
def test_a_promise_is_kept_on_its_channel_and_in_time(promise: PromiseFact, touch: TouchFact, state: str) -> None:
    assert clock(lead(promises=(promise,), touches=(touch,)), "PROMISE", subject="p").state == state


def test_a_promised_call_is_kept_in_writing_once_calls_are_objected() -> None:
    facts = lead(promises=(PromiseFact("p", at(1), at(100)),), touches=(mail(99),), consents=(no_calls(50),))
    assert clock(facts, "PROMISE", subject="p").state == "met"


def test_assigning_counts_working_hours() -> None:
    friday_evening = datetime(2025, 3, 7, 18, tzinfo=UTC)
    facts = lead(received_at=friday_evening)
    assert clock(facts, "ASSIGN").due_at == datetime(2025, 3, 10, 12, tzinfo=UTC)


def test_a_corrected_touch_counts_as_corrected() -> None:
    wrong = call(10)
    facts = lead(touches=(wrong, replace(mail(10), id="z", corrects_id=wrong.id)))
    assert clock(facts, "CALL48").state == "breached"


def test_the_classes_own_standard_beats_the_general_and_a_new_one_does_not_reach_back() -> None:
    policies = (
        *DEFAULT_POLICIES,
        ClockPolicy("ACK24", 2, lead_class="A"),
        ClockPolicy("ACK24", 1, lead_class="A", active_from=at(1)),
    )
    found = {c.clock: c for c in clocks_of(lead(), policies, BERLIN, at(1))}
    assert found["ACK24"].due_at == at(2)


def test_finished_clocks_never_change_and_running_ones_do() -> None:
    now = at(60)
    stored = clocks_of(lead(touches=(call(5),)), DEFAULT_POLICIES, BERLIN, now)
    late_news = clocks_of(lead(touches=(call(4), call(5))), DEFAULT_POLICIES, BERLIN, now)
    changed = {(c.clock, c.anchor_at): c.state for c in clock_changes(stored, late_news)}
    assert changed == {("IDLE", at(4)): "met"}
    assert clock_changes(late_news, late_news) == []


def test_another_wording_is_no_change_and_another_date_is() -> None:
    computed = clocks_of(lead(), DEFAULT_POLICIES, BERLIN, at(1))
    reworded = [replace(c, why=Why("stored", "As it was written then.")) for c in computed]
    assert clock_changes(reworded, computed) == []
    moved = [replace(c, due_at=c.due_at + HOUR) for c in computed]
    assert clock_changes(computed, moved) == moved


def test_a_running_clock_whose_anchor_is_gone_is_cancelled() -> None:
    sent = mail(2)
    stored = clocks_of(lead(touches=(sent,)), DEFAULT_POLICIES, BERLIN, at(3))
    corrected = lead(touches=(sent, replace(mail(2, "bounced"), id="z", corrects_id=sent.id)))
    changes = clock_changes(stored, clocks_of(corrected, DEFAULT_POLICIES, BERLIN, at(3)))
    assert {c.clock: c.why.code for c in changes if c.state == "cancelled"} == {
        "COURTESY48": "anchor_gone",
        "REVIVE72": "anchor_gone",
    }


@pytest.mark.parametrize(
    ("device", "skew", "expected", "clamped"),
    [
        (CAPTURED, timedelta(), CAPTURED, False),
        (CAPTURED - 2 * HOUR, 2 * HOUR, CAPTURED, False),
        (CAPTURED + 3 * DAY, -3 * DAY, CAPTURED, False),
        (CAPTURED + 2 * DAY, timedelta(), CAPTURED + DAY, True),
    ],
)
def test_the_capture_is_anchored_at_the_corrected_device_time(
    device: datetime, skew: timedelta, expected: datetime, clamped: bool
) -> None:
    captured = captured_instant(device, skew, received_at=CAPTURED + DAY)
    assert (captured.at, captured.clamped) == (expected, clamped)
    assert captured.sync_lag == CAPTURED + DAY - expected
