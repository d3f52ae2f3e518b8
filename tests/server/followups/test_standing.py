"""A supervisor's word on the status, parking with a way back, and what a touch costs."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core import audit
from server.core.clock import DAY, HOUR, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.followups.models import StatusOverride, Touch
from tests.support.clock import standing_still
from tests.support.people import change
from tests.support.shows import Phone, Show, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 1234567"}


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


@pytest.fixture
def rep(show: Show) -> Phone:
    return phone(show)


@pytest.fixture
def boss(show: Show) -> Phone:
    return phone(show, "supervisor", leads_team=True)


def captured(rep: Phone) -> str:
    put = rep.put(CARD, mine=True)
    rep.push(put)
    lead: str = put["lead"]
    return lead


def said(who: Phone, lead: str, status: int, reason: str = "Sent it by post.") -> dict[str, Any]:
    [answer] = who.push(who.op("status", lead, body={"status": status, "reason": reason}))
    return answer


def test_it_holds_until_something_happens_after_it(app: Flask, rep: Phone, boss: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        clock.advance(HOUR)
        assert said(boss, lead, 3)["st"] == "ok"
        rep.push(rep.op("note", lead, body={"id": new_id(), "text": "x"}), rep.put({"rating": "hot"}, lead))
        held = rep.pull()[lead]
        clock.advance(HOUR)
        rep.push(rep.touch(lead, outcome="no_answer"))
        tried = rep.pull()[lead]
        said(boss, lead, 1, "Wrong person, begin again.")
        clock.advance(HOUR)
        rep.push(rep.touch(lead))
        moved = rep.pull()[lead]

    assert (held["status"], held["status_why"]) == (3, "Sent it by post.")
    assert tried["status"] == 3
    assert moved["status"] == 2
    with app.app_context(), reading() as connection:
        kept = connection.execute(select(table(StatusOverride).c.status)).scalars().all()
        lines = connection.execute(select(table(audit.Audit).c.action)).scalars().all()
    assert sorted(kept) == [1, 3]
    assert lines.count("lead.status_set") == 2


def test_a_closed_lead_begins_again_where_the_supervisor_says(rep: Phone, boss: Phone) -> None:
    lead = captured(rep)
    rep.push(rep.op("close", lead, body={"outcome": "not_a_prospect", "reason": "A student."}))
    refused = said(boss, lead, 2)
    assert said(boss, lead, 3, "She has a firm now.")["st"] == "ok"
    after = rep.pull()[lead]

    assert refused["code"] == "status_reopens_at_1_or_3"
    assert (after["status"], after["outcome"], after["round"]) == (3, None, 2)


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [(5, "done", "status_needs_outcome"), (3, " ", "status_needs_reason"), (9, "x", "invalid")],
)
def test_a_rule_that_is_broken_is_named(rep: Phone, boss: Phone, status: int, reason: str, code: str) -> None:
    assert said(boss, captured(rep), status, reason)["code"] == code


def test_only_a_supervisor_sets_it(rep: Phone) -> None:
    assert said(rep, captured(rep), 3)["code"] == "forbidden"


def test_an_older_word_does_not_undo_a_newer_one(rep: Phone, boss: Phone) -> None:
    lead = captured(rep)
    older = boss.op("status", lead, body={"status": 2, "reason": "Old."})
    older["at"] -= HOUR
    assert said(boss, lead, 4)["st"] == "ok"
    older["seq"] = boss.seq = boss.seq + 1
    [late] = boss.push(older)
    assert late["code"] == "status_set_later"
    assert rep.pull()[lead]["status"] == 4


def test_nothing_for_nine_months_sleeps_until_two_weeks_before(rep: Phone) -> None:
    lead = captured(rep)
    [answer] = rep.push(rep.op("park", lead, body={"months": 9, "reason": "New hall in spring."}))
    parked = rep.pull()[lead]

    assert answer["st"] == "ok"
    assert parked["track"] == "nurture"
    assert 258 * DAY < parked["wake_at"] - parked["captured_at"] < 264 * DAY
    assert parked["fields"]["q/timeline"] == "New hall in spring."
    assert [s["state"] for s in parked["steps"] if s["key"].startswith("wake:")] == ["planned"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"months": 0}, "invalid"),
        ({}, "invalid"),
        ({"months": 2, "wake_at": 4_000_000_000_000}, "invalid"),
        ({"wake_at": 1_000}, "wake_in_past"),
    ],
)
def test_no_lead_is_parked_without_a_way_back(rep: Phone, body: dict[str, Any], code: str) -> None:
    lead = captured(rep)
    [answer] = rep.push(rep.op("park", lead, body=body))
    assert answer["code"] == code
    assert rep.pull()[lead]["track"] == "active"


def test_a_day_may_be_named_and_a_closed_lead_is_not_parked(rep: Phone) -> None:
    lead, wake = captured(rep), now_ms() + 30 * DAY
    rep.push(rep.op("park", lead, body={"wake_at": wake}))
    assert rep.pull()[lead]["wake_at"] == wake
    rep.push(rep.op("close", lead, body={"outcome": "not_a_prospect", "reason": "x"}))
    [answer] = rep.push(rep.op("park", lead, body={"months": 1}))
    assert answer["code"] == "not_open"


def test_minutes_cost_by_the_rate_of_who_spent_them_and_nobody_else_sees_it(app: Flask, rep: Phone) -> None:
    change(app, rep.who, cost_per_hour=6_000)
    lead = captured(rep)
    rep.push(rep.touch(lead, minutes=20, cost_minor=120))

    assert rep.pull()[lead]["touches"][0]["cost_minor"] == 120
    with app.app_context(), reading() as connection:
        row = connection.execute(select(table(Touch))).mappings().one()
    assert (row["cost"], row["time_cost"]) == (120, 2_000)


def test_one_invoice_names_one_sale_in_the_same_push_too(rep: Phone) -> None:
    won = {"outcome": "won", "sale": {"invoice_no": "R-7", "value": 100}}
    answers = rep.push(*(rep.op("close", lead, body=won) for lead in (captured(rep), captured(rep))))
    assert [answer.get("code") for answer in answers] == [None, "invoice_taken"]
