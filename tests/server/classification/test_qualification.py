"""Qualifying: each is kept as history, the fields of the lead hold what counts, rules and plan use both."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.classification.models import Qualification
from server.core.clock import HOUR
from server.core.db import reading, table
from server.core.ids import new_id
from tests.support.clock import standing_still
from tests.support.people import colleague
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 1234567"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


@pytest.fixture
def lead(rep: Phone) -> str:
    put = rep.put(CARD, mine=True)
    rep.push(put)
    id: str = put["lead"]
    return id


def found_out(rep: Phone, lead: str, **body: Any) -> dict[str, Any]:
    """Qualify on the phone, seeing the lead as it is now."""
    base = rep.pull()[lead]["rev"]
    [answer] = rep.push(rep.op("qualify", lead, base=base, body={"id": new_id(), **body}))
    return answer


def rows(app: Flask) -> list[dict[str, Any]]:
    with app.app_context(), reading() as connection:
        query = select(table(Qualification)).order_by(table(Qualification).c.at, table(Qualification).c.id)
        return [dict(row) for row in connection.execute(query).mappings()]


def test_what_was_found_out_moves_class_and_readiness(app: Flask, rep: Phone, lead: str) -> None:
    before = rep.pull()[lead]
    answer = found_out(
        rep, lead, need=3, budget="set_aside", authority="yes", decision_by="2026-11-30", answers={"line": "press"}
    )
    after = rep.pull()[lead]

    assert answer["st"] == "ok"
    assert (before["sales_ready"], before["probability"]) == (False, 30)
    assert after["probability"] > before["probability"]
    assert after["fields"].items() >= {"q/need": 3, "q/budget": "set_aside", "q/line": "press"}.items()
    assert after["qualified_by"] == rep.who.id
    [row] = rows(app)
    assert (row["need"], row["budget"], row["decision_by"], row["answers"]) == (
        3,
        "set_aside",
        "2026-11-30",
        {"line": "press"},
    )


def test_a_strong_need_and_nobody_who_decides_raise_the_search(rep: Phone, lead: str) -> None:
    found_out(rep, lead, need=2, authority="unknown")
    assert [s["why_code"] for s in rep.pull()[lead]["steps"] if s["purpose"] == "research"] == ["find_decision_maker"]
    found_out(rep, lead, authority="yes")
    assert not [s for s in rep.pull()[lead]["steps"] if s["purpose"] == "research"]


def test_every_qualifying_is_kept_and_the_latest_counts(app: Flask, rep: Phone, lead: str) -> None:
    found_out(rep, lead, need=1, timeline="Next year perhaps")
    found_out(rep, lead, need=3, timeline=None)

    assert [(row["need"], row["timeline"]) for row in rows(app)] == [(1, "Next year perhaps"), (3, None)]
    fields = rep.pull()[lead]["fields"]
    assert (fields["q/need"], fields["q/timeline"]) == (3, None)


def test_an_older_phone_that_writes_fields_leaves_its_row(app: Flask, rep: Phone, lead: str) -> None:
    rep.push(rep.put({"q/need": 2, "q/budget": "a lot", "q/line": "saw"}, lead))

    [row] = rows(app)
    assert (row["need"], row["budget"], row["by"], row["answers"]) == (2, "unknown", rep.who.id, {"line": "saw"})
    assert rep.pull()[lead]["qualified_by"] == rep.who.id


def test_what_was_found_out_first_but_arrives_last_changes_nothing(app: Flask) -> None:
    show = open_show(app)
    rep, boss = phone(show), phone(show, "supervisor", leads_team=True)
    with standing_still() as clock:
        put = rep.put(CARD, mine=True)
        rep.push(put)
        lead = put["lead"]
        early = boss.op("qualify", lead, base=boss.pull()[lead]["rev"], body={"id": new_id(), "need": 0})
        clock.advance(HOUR)
        found_out(rep, lead, need=3)
        clock.advance(HOUR)
        [answer] = boss.push(early)

    after = rep.pull()[lead]
    assert answer["lost"] == {"q/need": 3}
    assert (after["fields"]["q/need"], after["qualified_by"]) == (3, rep.who.id)
    assert [row["need"] for row in rows(app)] == [0, 3]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("need", 4),
        ("need", "2"),
        ("budget", "plenty"),
        ("authority", "maybe"),
        ("decision_by", "soon"),
        ("answers", {"a b": 1}),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name(rep: Phone, lead: str, field: str, value: object) -> None:
    answer = found_out(rep, lead, **{field: value})
    assert answer["code"] == "invalid"
    assert field in answer["errors"]


def test_saying_nothing_is_refused(app: Flask, rep: Phone, lead: str) -> None:
    assert found_out(rep, lead)["code"] == "invalid"
    assert rows(app) == []


def test_a_stranger_qualifies_nothing(app: Flask, rep: Phone, lead: str) -> None:
    other = Phone(app.test_client(), colleague(app), rep.event)
    [answer] = other.push(other.op("qualify", lead, body={"id": new_id(), "need": 3}))
    assert answer["st"] == "reject"
    assert rows(app) == []
