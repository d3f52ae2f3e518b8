"""Touches, outcomes and reopening, as phones send them."""

from typing import Any

import pytest
from flask import Flask

from server.core.clock import DAY, HOUR, now_ms
from server.core.ids import new_id
from tests.support.clock import standing_still
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 23125 100"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def captured(who: Phone, **more: Any) -> str:
    put = who.put(CARD, mine=True, **more)
    who.push(put)
    lead: str = put["lead"]
    return lead


def step_of(lead: dict[str, Any], purpose: str) -> dict[str, Any]:
    step: dict[str, Any] = next(s for s in lead["steps"] if s["purpose"] == purpose)
    return step


def test_a_touch_moves_step_status_and_clock(rep: Phone) -> None:
    lead = captured(rep)
    call = step_of(rep.pull()[lead], "call")

    rep.push(rep.touch(lead, step=call["id"], note="Wants a quote", minutes=7))
    after = rep.pull()[lead]

    assert step_of(after, "call")["state"] == "done"
    assert after["status"] == 2
    assert after["next_step"]["purpose"] == "summary"
    assert {c["clock"]: c["state"] for c in after["clocks"]}["CALL48"] == "met"


def test_the_summary_starts_the_courtesy_and_revive_clocks(rep: Phone) -> None:
    lead = captured(rep)
    rep.push(rep.touch(lead))
    summary = step_of(rep.pull()[lead], "summary")

    rep.push(rep.touch(lead, channel="email", outcome="sent", step=summary["id"]))
    after = rep.pull()[lead]

    assert after["status"] == 3
    assert {"COURTESY48", "REVIVE72"} <= {c["clock"] for c in after["clocks"] if c["state"] == "running"}


def test_a_correction_replaces_and_both_stay_on_record(rep: Phone) -> None:
    lead = captured(rep)
    wrong = rep.touch(lead, outcome="connected")
    rep.push(wrong)
    rep.push(rep.touch(lead, outcome="no_answer", corrects=wrong["body"]["id"], at=wrong["body"]["at"]))
    after = rep.pull()[lead]

    assert len(after["touches"]) == 2
    assert after["status"] == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"outcome": "maybe"}, "outcome"),
        ({"direction": "up"}, "direction"),
        ({"at": now_ms() + 400 * DAY}, "at"),
        ({"at": now_ms() - 800 * DAY}, "at"),
        ({"corrects": new_id()}, "corrects"),
    ],
)
def test_an_impossible_touch_is_refused_with_the_field(rep: Phone, change: dict[str, Any], field: str) -> None:
    lead = captured(rep)

    (answer,) = rep.push(rep.touch(lead, **change))

    assert (answer["st"], answer["code"], list(answer["errors"])) == ("reject", "invalid", [field])
    assert rep.pull()[lead]["touches"] == []


def close(who: Phone, lead: str, **body: Any) -> dict[str, Any]:
    return who.push(who.op("close", lead, body=body))[0]


def test_an_outcome_needs_what_it_needs(rep: Phone) -> None:
    lead = captured(rep)

    assert close(rep, lead, outcome="won")["code"] == "won_needs_sale"
    assert close(rep, lead, outcome="lost", reason="price")["code"] == "lost_needs_objection"
    assert close(rep, lead, outcome="no_decision")["code"] == "outcome_needs_reason"
    assert close(rep, lead, outcome="unreachable")["code"] == "unreachable_too_early"
    assert rep.pull()[lead]["status"] == 1


def test_a_won_lead_has_its_sale_and_stays_on_a_plan(rep: Phone) -> None:
    lead = captured(rep)
    sale = {"invoice_no": "R-1", "value": 1_200_000}

    assert close(rep, lead, outcome="won", reason="fits", sale=sale)["st"] == "ok"
    after = rep.pull()[lead]

    assert (after["status"], after["outcome"], after["track"]) == (5, "won", "customer")
    assert after["sales"][0]["currency"] == "EUR"
    assert after["next_step"]["purpose"] == "care"
    assert after["process_clean"] is False


def test_an_invoice_number_is_used_once(rep: Phone) -> None:
    one, other = captured(rep), captured(rep)
    sale = {"invoice_no": "R-1", "value": 100}
    close(rep, one, outcome="won", sale=sale)

    assert close(rep, other, outcome="won", sale=sale)["code"] == "invoice_taken"


def test_closing_ends_the_plan_and_reopening_starts_another_round(rep: Phone) -> None:
    lead = captured(rep)
    close(rep, lead, outcome="lost", reason="price", objection="Too dear")
    closed = rep.pull()[lead]
    assert closed["next_step"] is None

    rep.push(rep.op("reopen", lead, body={"reason": "They called"}))
    after = rep.pull()[lead]

    assert (after["status"], after["outcome"], after["round"]) == (1, None, 2)
    assert after["next_step"] is not None


def test_the_sweep_stores_a_breach_when_time_passes(app: Flask, rep: Phone) -> None:
    from server.followups.sweep import sweep

    with standing_still() as clock:
        lead = captured(rep)
        clock.advance(49 * HOUR)
        with app.app_context():
            sweep()
        after = rep.pull()[lead]

    states = {c["clock"]: c["state"] for c in after["clocks"]}
    assert states["ACK24"] == states["CALL48"] == "breached"
    assert step_of(after, "call")["state"] == "due"


def test_steps_by_hand(rep: Phone) -> None:
    lead = captured(rep)
    call = step_of(rep.pull()[lead], "call")
    later, mine = now_ms() + 30 * DAY, new_id()

    answers = rep.push(
        rep.op("step", lead, body={"step": call["id"], "action": "snooze", "due_at": later}),
        rep.op(
            "step",
            lead,
            body={"step": mine, "action": "add", "channel": "letter", "purpose": "info", "due_at": later},
        ),
        rep.op("step", lead, body={"step": call["id"], "action": "skip"}),
        rep.op("step", lead, body={"step": new_id(), "action": "done"}),
    )
    after = rep.pull()[lead]

    assert [a.get("code") for a in answers] == [None, None, "invalid", "unknown_step"]
    assert step_of(after, "call")["due_at"] == later
    assert step_of(after, "info")["id"] == mine

    rep.push(rep.op("step", lead, body={"step": mine, "action": "done", "reason": "Posted"}))
    assert step_of(rep.pull()[lead], "info")["state"] == "done"


def test_the_queue_shows_what_is_due_first(rep: Phone) -> None:
    cold, hot = captured(rep), captured(rep)
    rep.push(rep.put({"rating": "hot"}, hot), rep.touch(cold))

    found = rep.client.get("/api/v1/queue", headers=rep.who.headers).json

    assert [entry["id"] for entry in found] == [hot, cold]
