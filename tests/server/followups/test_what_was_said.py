"""What a contact, a promise and a sale say beyond their kind: orders expected, silence explained, documents."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import DAY, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.followups.models import Promise, Sale, Touch
from server.leads.models import Person
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "family_name": "Lovelace", "company": "Engines", "email": "ada@engines.example"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def captured(who: Phone, **fields: Any) -> str:
    put = who.put({**CARD, **fields}, mine=True)
    who.push(put)
    lead: str = put["lead"]
    return lead


def row_of(app: Flask, model: type, *columns: str) -> tuple[Any, ...]:
    rows = table(model)
    with app.app_context(), reading() as connection:
        return tuple(connection.execute(select(*(rows.c[name] for name in columns))).one())


def test_a_promise_keeps_the_order_that_was_announced(rep: Phone, app: Flask) -> None:
    lead = captured(rep)
    body = {"id": new_id(), "due_at": now_ms() + 28 * DAY, "text": "Will order", "order_minor": 1_200_000}
    [answer] = rep.push(rep.op("promise", lead, body=body))

    assert answer["st"] == "ok"
    assert rep.pull()[lead]["promises"][0]["order_minor"] == 1_200_000
    assert row_of(app, Promise, "order_minor") == (1_200_000,)


def test_a_reviving_contact_tells_satisfaction_help_and_objection(rep: Phone, app: Flask) -> None:
    lead = captured(rep)
    said = {"satisfied": False, "assist": "A trial pump", "objection": "Too dear"}
    rep.push(rep.touch(lead, revive=said), rep.touch(lead))
    reviving, plain = rep.pull()[lead]["touches"]

    assert reviving["revive"] == said
    assert "revive" not in plain
    with app.app_context(), reading() as connection:
        kept = connection.execute(select(table(Touch).c.details)).scalars().all()
    assert {"revive": said} in kept


@pytest.mark.parametrize("said", [{"satisfied": "maybe"}, {"mood": "fine"}, "yes"])
def test_answers_nobody_asked_for_are_refused(rep: Phone, said: object) -> None:
    lead = captured(rep)
    [answer] = rep.push(rep.touch(lead, revive=said))
    assert answer["code"] == "invalid"
    assert "revive" in str(answer["errors"])


def test_a_sale_links_its_document(rep: Phone, app: Flask) -> None:
    lead = captured(rep)
    sale = {"invoice_no": "R-1", "value": 100, "doc_link": "https://files.example/r-1.pdf"}
    rep.push(rep.op("close", lead, body={"outcome": "won", "sale": sale}))

    assert rep.pull()[lead]["sales"][0]["doc_link"] == sale["doc_link"]
    assert row_of(app, Sale, "doc_link") == (sale["doc_link"],)

    [bad] = rep.push(
        rep.op("close", captured(rep), body={"outcome": "won", "sale": {**sale, "doc_link": "javascript:1"}})
    )
    assert bad["code"] == "invalid"


def test_the_role_of_a_contact_reaches_the_person_behind_the_card(rep: Phone, app: Flask) -> None:
    lead = captured(rep)
    rep.push(rep.put({"role": "introducer"}, lead, base=10**9))
    assert row_of(app, Person, "role") == ("introducer",)

    rep.push(rep.put({"role": "wizard"}, lead, base=10**9))
    assert rep.pull()[lead]["flags"]["role"] == "unknown_choice"
    assert row_of(app, Person, "role") == ("unknown",)


def test_a_competitor_counts_before_the_lead_is_closed(rep: Phone) -> None:
    alone, rivalled = captured(rep), captured(rep, email="ben@engines.example", competitor="Rival Pumps")
    leads = rep.pull()

    assert leads[rivalled]["probability"] < leads[alone]["probability"]
