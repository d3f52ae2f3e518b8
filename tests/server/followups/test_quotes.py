"""Offers: their number is the organisation's own, their state changes, nothing else does."""

import pytest
from flask import Flask

from server.core.ids import new_id
from tests.support.people import colleague
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def captured(who: Phone) -> str:
    put = who.put(CARD, mine=True)
    who.push(put)
    lead: str = put["lead"]
    return lead


def test_an_offer_stands_on_the_lead(rep: Phone) -> None:
    lead = captured(rep)
    offer = {"id": new_id(), "number": "Q-2041", "amount": 1_250_000, "doc_link": "https://files.example/q-2041.pdf"}
    [answer] = rep.push(rep.op("quote", lead, body=offer))

    [stored] = rep.pull()[lead]["quotes"]
    assert answer["st"] == "ok"
    assert (
        stored.items() >= {**offer, "currency": "EUR", "state": "sent", "by": rep.who.id, "valid_until": None}.items()
    )


def test_the_same_offer_again_changes_its_state_only(rep: Phone) -> None:
    lead = captured(rep)
    offer = {"id": new_id(), "number": "Q-2041", "amount": 1_250_000}
    rep.push(rep.op("quote", lead, body=offer))
    rep.push(rep.op("quote", lead, body={**offer, "amount": 1, "state": "accepted"}))

    [stored] = rep.pull()[lead]["quotes"]
    assert (stored["state"], stored["amount"]) == ("accepted", 1_250_000)


def test_captured_offered_and_sold_before_the_phone_came_online(rep: Phone) -> None:
    put = rep.put(CARD, mine=True)
    offer = {"id": new_id(), "number": "Q-2041", "amount": 1_250_000}
    sale = {"invoice_no": "R-1", "value": 1_250_000}
    answers = rep.push(
        put,
        rep.op("quote", put["lead"], body=offer),
        rep.op("close", put["lead"], body={"outcome": "won", "sale": sale}),
    )
    lead = rep.pull()[put["lead"]]

    assert [answer["st"] for answer in answers] == ["ok"] * 3
    assert lead["quotes"][0]["currency"] == lead["sales"][0]["currency"] == "EUR"


def test_a_number_names_one_offer(rep: Phone) -> None:
    first, second = captured(rep), captured(rep)
    numbered = {"number": "Q-2041", "amount": 100}
    answers = rep.push(*(rep.op("quote", lead, body={"id": new_id(), **numbered}) for lead in (first, second)))
    [later] = rep.push(rep.op("quote", second, body={"id": new_id(), **numbered}))

    assert [answer["st"] for answer in answers] == ["ok", "reject"]
    assert later["code"] == answers[1]["code"] == "quote_number_taken"
    assert rep.pull()[second]["quotes"] == []


BAD = (("amount", -1), ("amount", "12"), ("number", ""), ("currency", "euro"), ("doc_link", "javascript:x"))


@pytest.mark.parametrize(("field", "value"), [*BAD, ("state", "?")])
def test_what_no_offer_can_be_is_refused(rep: Phone, field: str, value: object) -> None:
    lead = captured(rep)
    offer = {"id": new_id(), "number": "Q-1", "amount": 100, field: value}
    [answer] = rep.push(rep.op("quote", lead, body=offer))

    assert answer["code"] == "invalid"
    assert field in str(answer["errors"])


def test_a_stranger_makes_no_offer(rep: Phone, app: Flask) -> None:
    lead = captured(rep)
    other = Phone(app.test_client(), colleague(app), rep.event)
    [answer] = other.push(other.op("quote", lead, body={"id": new_id(), "number": "Q-1", "amount": 100}))

    assert answer["st"] == "reject"
    assert rep.pull()[lead]["quotes"] == []
