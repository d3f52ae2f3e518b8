"""An edit that only describes leaves the rest of the lead alone, and still everything the lists rest on is right."""

import random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.db import reading, table
from server.core.ids import new_id
from server.doctor.operations import examine_all
from server.leads.models import Lead, LeadScope
from server.leads.op import Op
from server.leads.operations import put_lead
from server.leads.registers import FACTS
from server.leads.state import LeadState, columns_of, loaded
from server.leads.workspace import workspace
from tests.support.people import actor
from tests.support.shows import Phone, open_show, phone

_lead, _scope = table(Lead), table(LeadScope)
ODD: tuple[Any, ...] = ("", None, True, 0, -7.5, 2**52, "x")
TEXTS: tuple[Any, ...] = (*ODD, "hot", "nurture", "Acme GmbH", "a@b.example", "+49 30 1000101", "DE", "www.b.example")
DAYS: tuple[Any, ...] = ("2027-01-15", "2027-02-16", "soon", *ODD)
NAMES = {
    **dict.fromkeys(("job_title", "department", "interest_note", "tag/demo", "phone_2_kind", "product/x"), TEXTS),
    **dict.fromkeys(sorted(FACTS), TEXTS),
    **dict.fromkeys(("expected_close", "q/decision_by", "q/budget", "q/need"), DAYS),
}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


@pytest.fixture
def captured(rep: Phone) -> str:
    put = rep.put({"given_name": "Ada", "company": "Acme", "rating": "hot"}, mine=True)
    rep.push(put)
    lead: str = put["lead"]
    return lead


def edited(app: Flask, rep: Phone, lead: str, values: dict[str, Any]) -> LeadState:
    with app.app_context(), workspace(actor(app, rep.who)) as ws:
        body = {"set": values}
        put_lead(ws, Op(id=new_id(), kind="put", lead_id=lead, at=ws.now, body=body, said_at=ws.now))
        state = ws.lead(lead)
        assert state is not None
    return state


def row_of(app: Flask, lead: str) -> dict[str, Any]:
    with app.app_context(), reading() as connection:
        return dict(connection.execute(select(_lead).where(_lead.c.id == lead)).mappings().one())


@pytest.mark.parametrize(
    ("values", "whole"), [({"job_title": "CTO"}, False), ({"tag/x": True}, False), ({"rating": "cold"}, True)]
)
def test_only_what_class_owner_and_plan_rest_on_opens_the_document(
    app: Flask, rep: Phone, captured: str, values: dict[str, Any], whole: bool
) -> None:
    assert edited(app, rep, captured, values).opened is whole


def test_edits_by_chance_leave_every_column_as_the_document_says(app: Flask, rep: Phone, captured: str) -> None:
    chance = random.Random(11)
    for round_ in range(300):
        # a machine first, whose values people then correct
        names = chance.sample(sorted(NAMES), chance.randint(1, 2))
        values = {name: chance.choice(NAMES[name]) for name in names}
        src = "ocr" if round_ < 30 else "human"
        conf = {"conf": dict.fromkeys(values, chance.random())} if src == "ocr" else {}
        rep.push({**rep.put(values, captured, base=10**12), "src": src, **conf})
        row = row_of(app, captured)
        ought = columns_of(loaded(row))
        assert {name: row[name] for name in ought} == ought
    with app.app_context():
        assert [violation for violation in examine_all() if violation.code != "no_next_step"] == []


def test_a_note_that_looks_like_the_plans_key_parts_nothing(rep: Phone, captured: str) -> None:
    trap = 'x,"~plan":{"steps":[]}'
    rep.push(
        rep.put({"job_title": trap, "city": trap}, captured),
        rep.op("note", captured, body={"id": new_id(), "text": trap}),
    )
    rep.push(rep.put({"job_title": f"{trap}}}"}, captured))
    doc = rep.pull()[captured]
    assert doc["fields"]["job_title"] == f"{trap}}}"
    assert doc["notes"][0]["text"] == trap
    assert doc["steps"]
    assert doc["next_step"]


def test_an_edit_moves_every_entry_of_the_feed(app: Flask, rep: Phone, captured: str) -> None:
    def entries() -> dict[str, int]:
        query = select(_scope.c.scope, _scope.c.rev).where(_scope.c.lead_id == captured, _scope.c.present)
        with app.app_context(), reading() as connection:
            return {row.scope: row.rev for row in connection.execute(query)}

    before = entries()
    rep.push(rep.put({"job_title": "CTO"}, captured))
    after = entries()
    assert after.keys() == before.keys()
    assert len(after) >= 2
    assert set(after.values()) == {row_of(app, captured)["rev"]}
    assert min(after.values()) > max(before.values())
