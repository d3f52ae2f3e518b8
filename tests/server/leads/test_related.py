"""What else is known of a person and her company, within what one may see."""

from typing import Any

import pytest
from flask import Flask

from server.core.ids import new_id
from tests.support.shows import Phone, Show, open_show, phone

ADA = {"given_name": "Ada", "family_name": "Lovelace", "company": "Engines Ltd", "email": "ada@engines.example"}
BEN = {"given_name": "Ben", "family_name": "Babbage", "company": "Engines", "email": "ben@engines.example"}


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


def captured(who: Phone, fields: dict[str, str]) -> str:
    put = who.put(fields, mine=True)
    who.push(put)
    lead: str = put["lead"]
    return lead


def related(who: Phone, lead: str) -> Any:
    return who.client.get(f"/api/v1/leads/{lead}/related", headers=who.who.headers)


def test_other_people_and_earlier_meetings_of_the_company_the_latest_first(show: Show) -> None:
    rep = phone(show)
    earlier, colleague = captured(rep, ADA), captured(rep, {**BEN, "role": "introducer", "competitor": "Rival"})
    captured(rep, {"family_name": "Hopper", "email": "grace@navy.example"})
    again = captured(rep, ADA)

    found = related(rep, again).json
    assert [(row["id"], row["same"]) for row in found["leads"]] == [(colleague, "company"), (earlier, "person")]
    assert (found["leads"][0]["role"], found["leads"][0]["competitor"]) == ("introducer", "Rival")
    assert found["elsewhere"] == 0


def test_what_belongs_to_others_is_counted_and_not_shown(show: Show) -> None:
    boss, rep, contractor = phone(show, "supervisor", leads_team=True), phone(show), phone(show, "contractor")
    own = captured(rep, ADA)
    theirs = captured(contractor, BEN)
    boss.push(
        boss.op("assign", own, body={"to": rep.who.id, "reason": "Hers"}),
        boss.op("assign", theirs, body={"to": contractor.who.id, "reason": "Theirs"}),
    )

    assert related(rep, own).json == {"leads": [], "elsewhere": 1}
    assert related(contractor, theirs).json == {"leads": [], "elsewhere": 0}
    assert [row["id"] for row in related(boss, own).json["leads"]] == [theirs]
    assert related(contractor, own).status_code == 404
    assert related(rep, new_id()).status_code == 404


def test_a_card_without_person_and_company_has_no_history(show: Show) -> None:
    rep = phone(show)
    assert related(rep, captured(rep, {"given_name": "Ada"})).json == {"leads": [], "elsewhere": 0}
