"""A lead's plan in single stories: what is due after each thing that can happen."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.plans.facts import InfoRequestFact, LeadFacts, PromiseFact, StepFact
from server.plans.reconcile import apply_changes, reconcile
from server.plans.templates import SHIPPED, template_code
from tests.support.method import BERLIN, DAY, at, call, lead, mail, no_calls, reply, silent


def planned(facts: LeadFacts, hours: float = 1) -> LeadFacts:
    changes = reconcile(facts, SHIPPED[template_code(facts)], BERLIN, at(hours))
    return replace(facts, steps=apply_changes(facts.steps, changes))


def step(facts: LeadFacts, key: str, hours: float = 1) -> StepFact:
    return {row.key: row for row in planned(facts, hours).steps}[key]


def open_keys(facts: LeadFacts, hours: float = 1) -> list[str]:
    rows = [row for row in planned(facts, hours).steps if row.state in ("planned", "due")]
    return [row.key for row in sorted(rows, key=lambda row: row.due_at)]


def test_a_new_lead_of_class_a_has_its_whole_plan() -> None:
    assert open_keys(lead()) == ["ack:1", "call:1", *(f"attempt:{n}" for n in range(1, 7))]
    assert step(lead(), "call:1").due_at == at(4)
    assert step(lead(), "summary:1").state == "blocked"


def test_attempts_fall_on_working_days_and_never_two_on_one() -> None:
    # Five and seven days after a Monday are a Saturday and a Monday.
    days = [step(lead(), f"attempt:{n}").due_at.date().isoformat() for n in (1, 2, 3)]
    assert days == ["2025-03-10", "2025-03-11", "2025-03-13"]


def test_a_talk_ends_the_ladder_and_calls_for_the_summary() -> None:
    facts = lead(touches=(call(2, "connected"),))
    assert open_keys(facts) == ["summary:1"]
    assert step(facts, "summary:1").due_at == at(3)


def test_an_appointment_ends_the_ladder_like_a_talk() -> None:
    facts = lead(touches=(call(2, "appointment"),))
    assert open_keys(facts) == ["summary:1"]


def test_an_unanswered_call_is_repeated_on_the_next_working_day() -> None:
    facts = lead(touches=(call(2),))
    assert open_keys(facts)[0] == "call:2"
    assert step(facts, "call:2").due_at == datetime(2025, 3, 4, 16, tzinfo=UTC)


def test_after_two_unanswered_calls_the_summary_goes_out_anyway() -> None:
    facts = lead(touches=(call(2), call(26)))
    assert open_keys(facts)[0] == "summary:1"
    assert step(facts, "summary:1").due_at == at(27)


def test_the_information_starts_courtesy_and_revival() -> None:
    facts = lead(touches=(call(2, "connected"), mail(3)))
    assert (step(facts, "courtesy:1").due_at, step(facts, "courtesy:1").not_before) == (at(51), at(51))
    assert step(facts, "revive:1").due_at == at(75)


def test_a_mail_sent_too_soon_is_no_courtesy_note() -> None:
    informed = (call(2, "connected"), mail(3))
    assert step(lead(touches=(*informed, mail(20))), "courtesy:1").state == "planned"
    assert step(lead(touches=(*informed, mail(51))), "courtesy:1").state == "done"


def test_a_reply_ends_courtesy_and_revival_and_wants_an_answer() -> None:
    answer = reply(20)
    facts = lead(touches=(call(2, "connected"), mail(3), answer))
    assert open_keys(facts) == [f"answer:{answer.id}", "review:1"]
    assert step(facts, f"answer:{answer.id}").due_at == at(44)


def test_late_work_moves_the_rest_of_the_ladder_along() -> None:
    facts = lead(touches=(call(1), call(25), mail(26), call(20 * 24)))
    assert step(facts, "attempt:2").due_at >= at(22 * 24)
    assert step(facts, "attempt:3").due_at >= at(25 * 24)


def test_when_the_ladder_is_used_up_the_supervisor_looks_and_then_it_goes_on_monthly() -> None:
    tried = tuple(call(24 * n) for n in range(1, 9))
    courtesy, revive = mail(24 * 12, satisfies=("courtesy:1",)), call(24 * 13, satisfies=("revive:1",))
    facts = lead(touches=(*tried, mail(24 * 9), courtesy, revive))
    assert open_keys(facts, 24 * 20) == ["review:1"]
    reviewed = planned(facts, 24 * 20)
    done = tuple(
        replace(row, state="done", done_at=at(24 * 21)) if row.key == "review:1" else row for row in reviewed.steps
    )
    facts = replace(facts, steps=done)
    assert open_keys(facts, 24 * 22) == ["monthly:1"]
    assert step(facts, "monthly:1").due_at.date() == (at(24 * 21) + 30 * DAY).date()


def test_class_b_goes_on_monthly_without_end() -> None:
    many = tuple(call(24 * n) for n in range(1, 30))
    keys = open_keys(lead(lead_class="B", touches=(*many, mail(24 * 30), mail(24 * 33), call(24 * 34))), 24 * 35)
    assert len(keys) == 1
    assert keys[0].startswith("monthly:")


def test_a_promise_becomes_the_next_step_and_holds_the_ladder() -> None:
    asked = PromiseFact("p", made_at=at(0), due_at=at(24 * 28), text="Call me in four weeks and I will order")
    facts = lead(promises=(asked,), touches=(mail(1),))
    assert step(facts, "promise:p").due_at == at(24 * 28)
    assert step(facts, "attempt:1").due_at >= at(24 * 33)
    assert "promise:p" in open_keys(facts)


def test_keeping_a_promise_settles_its_step() -> None:
    asked = PromiseFact("p", made_at=at(0), due_at=at(100))
    assert step(lead(promises=(asked,), touches=(call(99),)), "promise:p").state == "done"


def test_a_question_is_owed_within_three_days() -> None:
    facts = lead(info_requests=(InfoRequestFact("i", at(5)),))
    assert step(facts, "info:i").due_at == at(77)
    assert step(replace(facts, touches=(mail(9, satisfies=("info:i",)),)), "info:i").state == "done"


def test_an_unknown_decision_maker_is_looked_for_where_the_need_is_strong() -> None:
    assert "research:1" in open_keys(lead(need=3))
    assert "research:1" not in open_keys(lead(need=3, authority="yes"))
    assert "research:1" not in open_keys(lead(need=1))


def test_objecting_to_calls_replaces_them_by_mail() -> None:
    before = planned(lead())
    after = planned(replace(before, consents=(no_calls(),)))
    rows = {row.key: row for row in after.steps}
    assert (rows["call:1"].state, rows["call:1"].why_code) == ("superseded", "no_permission")
    assert (rows["call:1@mail"].channel, rows["call:1@mail"].due_at) == ("email", at(4))


def test_even_a_plan_full_of_calls_yields_none_without_permission() -> None:
    changes = reconcile(lead(consents=(no_calls(),)), SHIPPED["A"], BERLIN, at(1))
    assert "call" not in {change.step.channel for change in changes}
    assert {"call:1@mail", "revive:1@mail"} <= {change.key for change in changes}


def test_a_new_permission_brings_the_call_back() -> None:
    written = planned(replace(planned(lead()), consents=(no_calls(),)))
    again = planned(replace(written, consents=()))
    rows = {row.key: row.state for row in again.steps}
    assert (rows["call:1"], rows["call:1@mail"]) == ("planned", "superseded")


def test_without_mail_permission_letters_are_written() -> None:
    facts = lead(lead_class="D", has_postal=True, suppressed=frozenset({"email"}))
    assert step(facts, "nurture:1").channel == "letter"


def test_without_any_permission_the_supervisor_closes() -> None:
    assert open_keys(lead(consents=silent())) == ["review:no-channel"]


def test_a_pinned_step_stays_where_a_person_put_it() -> None:
    before = planned(lead())
    moved = tuple(
        replace(row, pinned=True, due_at=at(500)) if row.key == "attempt:1" else row for row in before.steps
    )
    after = planned(replace(before, steps=moved, touches=(call(2, "connected"),), lead_class="C"))
    kept = {row.key: row for row in after.steps}["attempt:1"]
    assert (kept.due_at, kept.state) == (at(500), "planned")


def test_a_waiting_step_that_a_person_dated_waits_no_longer() -> None:
    before = planned(lead())
    dated = tuple(replace(row, pinned=True, due_at=at(30)) if row.key == "summary:1" else row for row in before.steps)
    assert step(replace(before, steps=dated), "summary:1", 31).state == "due"


def test_a_pinned_call_keeps_its_date_when_it_becomes_a_mail() -> None:
    mine = StepFact("manual:x", "call", "attempt", at(300), origin="manual")
    rows = {row.key: row for row in planned(lead(steps=(mine,), consents=(no_calls(),))).steps}
    assert rows["manual:x"].state == "superseded"
    assert (rows["manual:x@mail"].channel, rows["manual:x@mail"].due_at) == ("email", at(300))


def test_a_step_of_ones_own_is_done_by_the_touch_that_names_it() -> None:
    mine = StepFact("manual:x", "call", "attempt", at(300), origin="manual")
    facts = lead(steps=(mine,), touches=(call(9, satisfies=("manual:x",)),))
    assert step(facts, "manual:x").state == "done"


def test_a_skipped_step_is_not_asked_for_again() -> None:
    skipped = StepFact("ack:1", "email", "ack", at(0), state="skipped")
    assert "ack:1" not in open_keys(lead(steps=(skipped,)))


def test_a_change_of_class_keeps_what_was_done_and_moves_the_rest() -> None:
    before = planned(lead(lead_class="C", touches=(mail(0, auto=True),)))
    after = planned(replace(before, lead_class="A"))
    rows = {row.key: row for row in after.steps}
    assert rows["ack:1"].state == "done"
    assert rows["call:1"].due_at == at(4)
    assert "attempt:6" in rows


def test_a_parked_lead_has_a_way_back() -> None:
    facts = lead(track="nurture", wake_at=at(24 * 250), touches=(mail(1),))
    assert open_keys(facts) == ["wake:2025-11-08"]
    assert step(facts, "wake:2025-11-08").due_at == datetime(2025, 11, 10, 16, tzinfo=UTC)


def test_a_parked_lead_without_a_date_gets_the_step_to_set_one() -> None:
    assert "wake:unset" in open_keys(lead(track="nurture"))


def test_after_waking_somebody_decides_how_it_goes_on() -> None:
    facts = lead(track="nurture", wake_at=at(24 * 30), touches=(mail(1), call(24 * 30)))
    assert open_keys(facts, 24 * 31) == ["review:2025-04-02"]


def test_a_customer_stays_on_a_plan() -> None:
    sold = lead(track="customer", outcome="won", closed_at=at(200), customer_since=at(200), touches=(call(5),))
    assert open_keys(sold, 201) == ["thanks:1", "satisfaction:1"]
    cared = replace(sold, touches=(mail(210), call(24 * 40)))
    assert open_keys(cared, 24 * 41) == ["care:1"]


def test_a_reopened_lead_starts_a_new_round_and_keeps_the_old_one() -> None:
    closed = planned(replace(planned(lead(touches=(call(2),))), outcome="lost", closed_at=at(50)))
    again = replace(closed, outcome=None, closed_at=None, plan_from=at(1000), round_no=2)
    assert "call:1#2" in open_keys(again, 1001)
    assert {row.key: row.state for row in planned(again, 1001).steps}["call:1"] == "done"


def test_closing_ends_every_step_pinned_or_not() -> None:
    before = planned(lead())
    pinned = tuple(replace(row, pinned=True) for row in before.steps)
    closed = planned(replace(before, steps=pinned, outcome="lost", closed_at=at(5)))
    assert {row.state for row in closed.steps} == {"superseded"}


def test_a_lead_without_a_mail_address_is_acknowledged_by_the_call() -> None:
    assert open_keys(lead(has_email=False))[0] == "call:1"


@pytest.mark.parametrize(("hours", "state"), [(3.9, "planned"), (4, "due")])
def test_a_step_is_due_from_its_moment_on(hours: float, state: str) -> None:
    assert step(lead(), "call:1", hours).state == state


def test_every_step_says_why() -> None:
    assert all(row.why and row.why_code for row in planned(lead()).steps)
