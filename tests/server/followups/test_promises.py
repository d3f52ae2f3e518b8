"""Promises: made and released by people, kept or broken by what happened."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import DAY, HOUR, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.followups.models import Promise
from server.followups.sweep import sweep
from tests.support.clock import Clock, standing_still
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 23125 100"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def captured(who: Phone) -> str:
    put = who.put(CARD, mine=True)
    who.push(put)
    lead: str = put["lead"]
    return lead


def promised(who: Phone, lead: str, **body: Any) -> tuple[str, dict[str, Any]]:
    """Make a promise for the day after tomorrow; its id and the answer."""
    id = new_id()
    basics = {"id": id, "due_at": now_ms() + 2 * DAY, "text": "Send the price list, then call"}
    [answer] = who.push(who.op("promise", lead, body={**basics, **body}))
    return id, answer


def promise_of(who: Phone, lead: str) -> dict[str, Any]:
    [promise] = who.pull()[lead]["promises"]
    return dict(promise)


def clocks_of(who: Phone, lead: str, name: str) -> list[str]:
    return [clock["state"] for clock in who.pull()[lead]["clocks"] if clock["clock"] == name]


def test_a_promise_becomes_a_step_and_holds_the_call(rep: Phone) -> None:
    lead = captured(rep)
    before = {c["clock"]: c["due_at"] for c in rep.pull()[lead]["clocks"]}
    id, answer = promised(rep, lead)
    document = rep.pull()[lead]
    after = {c["clock"]: c["due_at"] for c in document["clocks"]}

    assert answer["st"] == "ok"
    [step] = [s for s in document["steps"] if s["key"] == f"promise:{id}"]
    assert (step["due_at"], step["origin"], step["channel"]) == (promise_of(rep, lead)["due_at"], "promise", "call")
    assert after["CALL48"] >= before["CALL48"] + 2 * DAY - HOUR
    assert after["ACK24"] == before["ACK24"]


def test_what_we_offered_by_ourselves_holds_nothing(rep: Phone) -> None:
    lead = captured(rep)
    before = {c["clock"]: c["due_at"] for c in rep.pull()[lead]["clocks"]}
    promised(rep, lead, asked=False)

    assert {c["clock"]: c["due_at"] for c in rep.pull()[lead]["clocks"]}["CALL48"] == before["CALL48"]


def test_a_call_in_time_keeps_it_and_a_correction_takes_that_back(app: Flask, rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        id, _ = promised(rep, lead)
        clock.advance(2 * DAY - HOUR)
        kept = rep.touch(lead)
        rep.push(kept)
        promise = promise_of(rep, lead)
        assert (promise["state"], promise["touch"], promise["ended_at"]) == ("kept", kept["body"]["id"], clock.now)
        assert clocks_of(rep, lead, "PROMISE") == ["met"]

        wrong = kept["body"]
        rep.push(rep.touch(lead, direction="in", outcome="left_message", at=wrong["at"], corrects=wrong["id"]))
        assert promise_of(rep, lead)["state"] == "open"
        with app.app_context(), reading() as connection:
            row = connection.execute(select(table(Promise)).where(table(Promise).c.id == id)).mappings().one()
        assert (row["state"], row["ended_at"], row["kept_touch"], row["lead_id"]) == ("open", None, None, lead)


def test_a_touch_on_another_channel_keeps_it_when_it_says_so(rep: Phone) -> None:
    lead = captured(rep)
    id, _ = promised(rep, lead)
    rep.push(rep.touch(lead, channel="email", outcome="sent"))
    assert promise_of(rep, lead)["state"] == "open"

    rep.push(rep.touch(lead, channel="email", outcome="sent", satisfies=[id]))
    assert promise_of(rep, lead)["state"] == "kept"


def test_nobody_looking_it_breaks_when_its_time_has_passed(app: Flask, rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        promised(rep, lead)
        clock.advance(2 * DAY + HOUR)
        with app.app_context():
            sweep()
        assert promise_of(rep, lead)["state"] == "broken"
        assert clocks_of(rep, lead, "PROMISE") == ["breached"]

        late = rep.touch(lead)
        rep.push(late)
        promise = promise_of(rep, lead)
        assert (promise["state"], promise["touch"]) == ("broken", late["body"]["id"])


def test_a_step_ticked_off_by_hand_keeps_it(rep: Phone) -> None:
    lead = captured(rep)
    id, _ = promised(rep, lead)
    step = next(s["id"] for s in rep.pull()[lead]["steps"] if s["key"] == f"promise:{id}")
    rep.push(rep.op("step", lead, body={"step": step, "action": "done"}))

    assert promise_of(rep, lead)["state"] == "kept"
    assert clocks_of(rep, lead, "PROMISE") == ["met"]


def test_a_released_promise_is_owed_no_more(rep: Phone) -> None:
    lead = captured(rep)
    id, _ = promised(rep, lead)
    [silent] = rep.push(rep.op("promise", lead, body={"id": id, "action": "release"}))
    assert silent["errors"] == {"reason": ["A reason is needed."]}

    rep.push(rep.op("promise", lead, body={"id": id, "action": "release", "reason": "They called us first"}))
    document = rep.pull()[lead]
    assert promise_of(rep, lead)["state"] == "released"
    assert not [s for s in document["steps"] if s["purpose"] == "promise" and s["state"] in ("planned", "due")]
    assert clocks_of(rep, lead, "PROMISE") == ["cancelled"]


def release(who: Phone, lead: str, id: str, **more: Any) -> dict[str, Any]:
    body = {"id": id, "action": "release", "reason": "No longer needed"}
    [answer] = who.push({**who.op("promise", lead, body=body), **more})
    return dict(answer)


def test_released_in_time_counts_although_we_heard_of_it_late(app: Flask, rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        id, _ = promised(rep, lead)
        in_time = clock.now + DAY
        clock.advance(3 * DAY)
        with app.app_context():
            sweep()
        assert release(rep, lead, id)["code"] == "promise_ended"
        assert release(rep, lead, id, at=in_time)["st"] == "ok"
        assert promise_of(rep, lead)["state"] == "released"


def past(clock: Clock) -> tuple[dict[str, Any], ...]:
    return ({"due_at": clock.now - HOUR}, {"due_at": clock.now - DAY, "whole_day": True})


def test_a_promise_for_the_past_is_refused(rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        for dates in past(clock):
            assert promised(rep, lead, **dates)[1]["code"] == "promise_in_past"
        assert promised(rep, lead, due_at=clock.now, whole_day=True)[1]["st"] == "ok"


def test_a_promise_given_offline_counts_although_its_date_has_passed(rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        body = {"id": new_id(), "due_at": clock.now + HOUR, "text": "Call in an hour"}
        op = rep.op("promise", lead, body=body)
        clock.advance(DAY)
        [answer] = rep.push(op)

        assert answer["st"] == "ok"
        assert promise_of(rep, lead)["state"] == "broken"


BAD = (("due_at", None), ("due_at", "soon"), ("channel", "pigeon"), ("asked", "maybe"), ("action", "break"))


@pytest.mark.parametrize(("field", "value"), BAD)
def test_what_no_promise_can_be_is_refused(rep: Phone, field: str, value: object) -> None:
    lead = captured(rep)
    answer = promised(rep, lead, **{field: value})[1]

    assert answer["code"] == "invalid"
    assert field in answer["errors"]


def test_a_closed_lead_takes_no_promise_and_a_strange_one_is_not_released(rep: Phone) -> None:
    lead = captured(rep)
    assert release(rep, lead, new_id())["code"] == "unknown_promise"
    rep.push(rep.op("close", lead, body={"outcome": "not_a_prospect", "reason": "A student"}))

    assert promised(rep, lead)[1]["code"] == "not_open"


def test_an_id_belongs_to_one_lead_and_harms_no_neighbour(rep: Phone) -> None:
    first, second = captured(rep), captured(rep)
    id, _ = promised(rep, first)
    assert promised(rep, second, id=id)[1]["code"] == "replay_mismatch"

    touch = rep.touch(first)
    answers = rep.push(touch, rep.touch(second, id=touch["body"]["id"]), rep.touch(second))
    assert [answer["st"] for answer in answers] == ["ok", "reject", "ok"]
