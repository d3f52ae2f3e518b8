"""Questions of prospects: owed within 72 hours, answered by the touch that names them."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import HOUR
from server.core.db import reading, table
from server.core.ids import new_id
from server.followups.models import InfoRequest, Touch
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


@pytest.fixture
def lead(rep: Phone) -> str:
    put = rep.put(CARD, mine=True)
    rep.push(put)
    id: str = put["lead"]
    return id


def asked(who: Phone, lead: str) -> str:
    id = new_id()
    [answer] = who.push(who.op("request", lead, body={"id": id, "text": "Does it pump seawater?"}))
    assert answer["st"] == "ok"
    return id


def seen(who: Phone, lead: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The one question, its clock and its step."""
    document = who.pull()[lead]
    [request] = document["requests"]
    [clock] = [c for c in document["clocks"] if c["clock"] == "INFO72"]
    [step] = [s for s in document["steps"] if s["key"] == f"info:{request['id']}"]
    return request, clock, step


def test_a_question_is_owed_within_72_hours(rep: Phone, lead: str) -> None:
    id = asked(rep, lead)
    request, clock, step = seen(rep, lead)

    assert (request["id"], request["text"], request["by"]) == (id, "Does it pump seawater?", rep.who.id)
    assert clock["due_at"] == step["due_at"] == request["opened_at"] + 72 * HOUR
    assert clock["state"] == "running"


def test_the_touch_that_names_it_answers_it_until_it_is_corrected(rep: Phone, lead: str) -> None:
    id = asked(rep, lead)
    rep.push(rep.touch(lead, channel="email", outcome="sent"))
    assert seen(rep, lead)[0]["satisfied_at"] is None

    answer = rep.touch(lead, channel="email", outcome="sent", satisfies=[id])
    rep.push(answer)
    request, clock, step = seen(rep, lead)
    stored = next(t for t in rep.pull()[lead]["touches"] if t["id"] == answer["body"]["id"])
    assert (request["satisfied_at"], request["touch"]) == (stored["at"], stored["id"])
    assert (clock["state"], step["state"]) == ("met", "done")

    wrong = answer["body"]
    rep.push(rep.touch(lead, channel="email", outcome="bounced", at=wrong["at"], corrects=wrong["id"]))
    assert seen(rep, lead)[0]["satisfied_at"] is None


def test_a_person_may_say_that_it_is_answered(app: Flask, rep: Phone, lead: str) -> None:
    id = asked(rep, lead)
    rep.push(rep.op("request", lead, body={"id": id, "action": "satisfy"}))
    rep.push(rep.touch(lead, channel="email", outcome="sent", satisfies=[id]))
    request, clock, step = seen(rep, lead)

    assert request["satisfied_at"] is not None
    assert request["touch"] is None
    assert (clock["state"], step["state"]) == ("met", "done")
    with app.app_context(), reading() as connection:
        row = connection.execute(select(table(InfoRequest))).mappings().one()
    assert (row["satisfied_at"], row["satisfied_by_touch"]) == (request["satisfied_at"], None)


def test_the_ticked_off_step_answers_it_too(rep: Phone, lead: str) -> None:
    asked(rep, lead)
    step = seen(rep, lead)[2]
    rep.push(rep.op("step", lead, body={"step": step["id"], "action": "done"}))

    assert seen(rep, lead)[0]["satisfied_at"] is not None
    assert seen(rep, lead)[1]["state"] == "met"


def test_what_no_question_can_be_is_refused(rep: Phone, lead: str) -> None:
    bodies = ({"id": new_id()}, {"id": "x", "text": "?"}, {"id": new_id(), "text": "?", "action": "forget"})
    answers = rep.push(*(rep.op("request", lead, body=body) for body in bodies))
    [strange] = rep.push(rep.op("request", lead, body={"id": new_id(), "action": "satisfy"}))

    assert [answer["code"] for answer in answers] == ["invalid"] * 3
    assert strange["code"] == "unknown_request"
    assert rep.pull()[lead]["requests"] == []


def test_a_touch_keeps_what_it_cost_and_what_went_along(app: Flask, rep: Phone, lead: str) -> None:
    more = {"cost_minor": 1_250, "collateral": ["Pump catalogue"], "minutes": 20}
    rep.push(rep.touch(lead, **more))
    [touch] = rep.pull()[lead]["touches"]

    assert touch.items() >= {**more, "satisfies": [], "after_dnc": False}.items()
    with app.app_context(), reading() as connection:
        row = connection.execute(select(table(Touch))).mappings().one()
    assert (row["cost"], row["details"]) == (1_250, {"collateral": ["Pump catalogue"]})


@pytest.mark.parametrize(("field", "value"), [("cost_minor", -1), ("satisfies", ["x"]), ("collateral", [""])])
def test_a_touch_is_refused_what_it_cannot_have(rep: Phone, lead: str, field: str, value: object) -> None:
    [answer] = rep.push(rep.touch(lead, **{field: value}))

    assert answer["code"] == "invalid"
    assert field in answer["errors"]
