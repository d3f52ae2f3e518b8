"""Pairs are found after the capture, shown to whom they concern, and asked about once."""

from typing import Any

import pytest
from flask import Flask
from PIL import Image, ImageDraw

from server.duplicates.jobs import BATCH
from server.duplicates.pictures import look_of
from tests.support.cards import jpeg
from tests.support.clock import Clock
from tests.support.doubles import ADA, ask, at_another_show, captured, compared, look, merge, pairs, told, undo
from tests.support.shows import Phone, Show, phone

GRACE = {"given_name": "Grace", "family_name": "Hopper", "email": "grace@engines.example"}


def encounters(who: Phone, lead: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(who, f"leads/{lead}", method="get")["encounters"]
    return found


def test_a_card_taken_twice_is_noticed_and_a_colleagues_is_not(app: Flask, boss: Phone, rep: Phone) -> None:
    first, second = captured(rep), captured(rep, given_name="A.", phone="+49 30 23125 100")
    captured(rep, **GRACE)

    compared(app)

    (pair,) = pairs(boss)
    assert {lead["id"] for lead in pair["leads"]} == {first, second}
    assert pair["score"] >= 90
    assert [why["code"] for why in pair["reasons"]] == ["email", "company", "name_close"]
    assert (pair["two_shows"], pair["merge"]) == (False, None)
    (met,) = encounters(rep, first)
    assert (met["lead"], met["state"], met["candidate"]) == (second, "open", pair["id"])


def test_nothing_is_asked_twice_and_nothing_written_where_nothing_changed(
    app: Flask, boss: Phone, rep: Phone
) -> None:
    first = captured(rep)
    captured(rep)
    compared(app)
    compared(app)
    rev = told(boss, f"leads/{first}", method="get")["rev"]

    compared(app)

    assert len(pairs(boss)) == 1
    assert told(boss, f"leads/{first}", method="get")["rev"] == rev


def test_two_shows_are_two_encounters_of_one_person(app: Flask, boss: Phone, rep: Phone) -> None:
    first, second = captured(rep), at_another_show(boss, rep)

    compared(app)

    assert pairs(boss) == []
    assert [(met["lead"], met["state"]) for met in encounters(rep, second)] == [(first, "same_person")]
    assert [(met["lead"], met["state"]) for met in encounters(rep, first)] == [(second, "same_person")]


def test_a_pair_that_no_longer_agrees_is_forgotten(app: Flask, boss: Phone, rep: Phone) -> None:
    first, second = captured(rep), captured(rep)
    compared(app)
    rep.push(rep.put({**GRACE, "email": "grace@looms.example", "company": "Looms"}, lead=second, base=10**9))

    compared(app)

    assert pairs(boss) == []
    assert encounters(rep, first) == []


def test_different_people_stay_apart_until_there_is_better_evidence(app: Flask, boss: Phone, rep: Phone) -> None:
    first, second = captured(rep), captured(rep, email="ada2@engines.example")
    compared(app)
    (pair,) = pairs(boss)
    assert told(boss, f"duplicates/{pair['id']}", {"decision": "distinct"})["state"] == "distinct"
    rep.push(rep.put({"job_title": "Countess"}, lead=first, base=10**9))
    compared(app)
    assert pairs(boss) == []
    assert encounters(rep, first) == []

    rep.push(rep.put({"phone": "+49 171 2345678", "email": ADA["email"]}, lead=second, base=10**9))
    compared(app)

    assert [(again["id"], again["score"] > pair["score"]) for again in pairs(boss)] == [(pair["id"], True)]


def test_one_person_at_two_shows_is_linked_and_unlinked(app: Flask, boss: Phone, rep: Phone, clock: Clock) -> None:
    first = captured(rep, email=None)
    second = at_another_show(boss, rep, email="ada@looms.example", given_name="Ada M.")
    compared(app)
    (pair,) = pairs(boss)
    assert pair["two_shows"]
    before = [look(boss, lead) for lead in (first, second)]

    told(boss, f"duplicates/{pair['id']}", {"decision": "linked"})
    assert [met["state"] for met in encounters(rep, first)] == ["same_person"]
    compared(app)

    assert [met["state"] for met in encounters(rep, second)] == ["same_person"]
    # a card with her new address is hers as well
    third = at_another_show(boss, rep, email="ada@looms.example", given_name=None, family_name=None, company=None)
    compared(app)
    assert {met["lead"] for met in encounters(rep, third) if met["state"] == "same_person"} == {first, second}

    told(boss, f"duplicates/{pair['id']}", {"decision": "open"})
    assert [look(boss, lead) for lead in (first, second)] == before


def test_a_lead_nobody_owns_goes_to_whoever_knows_them(app: Flask, show: Show, boss: Phone, rep: Phone) -> None:
    first = captured(rep, email=None)
    second = at_another_show(boss, boss, email=None)
    told(boss, f"leads/{second}/ops", {"kind": "assign", "body": {"to": None, "reason": "x"}})
    compared(app)
    (pair,) = pairs(boss)

    told(boss, f"duplicates/{pair['id']}", {"decision": "linked"})

    assert look(boss, second)["owner"] == look(boss, first)["owner"] == rep.who.id


def test_a_merged_pair_can_be_found_again_to_undo_it(app: Flask, boss: Phone, rep: Phone) -> None:
    first, second = captured(rep), captured(rep)
    compared(app)
    id = merge(boss, first, second)["id"]
    assert encounters(rep, first) == []
    compared(app)
    assert pairs(boss) == []
    assert encounters(rep, first) == []
    assert [pair["merge"] for pair in pairs(boss, state="merged")] == [id]

    undo(boss, id)
    compared(app)

    assert [pair["merge"] for pair in pairs(boss)] == [None]


def test_only_who_holds_both_sees_and_decides(app: Flask, show: Show, boss: Phone, rep: Phone) -> None:
    other = phone(show)
    captured(rep)
    theirs = captured(other)
    told(boss, f"leads/{theirs}/ops", {"kind": "assign", "body": {"to": other.who.id, "reason": "x"}})
    compared(app)
    (pair,) = pairs(boss)

    assert pairs(rep) == pairs(other) == []
    assert ask(rep, f"duplicates/{pair['id']}", method="get").status_code == 404
    assert ask(rep, f"duplicates/{pair['id']}", {"decision": "distinct"}).status_code == 404


@pytest.mark.parametrize("decision", ["distinct", "linked"])
def test_what_is_decided_is_decided(app: Flask, boss: Phone, rep: Phone, decision: str) -> None:
    captured(rep), captured(rep)
    compared(app)
    (pair,) = pairs(boss)
    told(boss, f"duplicates/{pair['id']}", {"decision": decision})
    told(boss, f"duplicates/{pair['id']}", {"decision": decision})

    other = {"distinct": "linked", "linked": "distinct"}[decision]
    assert ask(boss, f"duplicates/{pair['id']}", {"decision": other}).json["code"] == "decided"


def test_more_leads_than_one_batch_are_compared(app: Flask, boss: Phone, rep: Phone) -> None:
    firms = [rep.put({"given_name": "Ada", "family_name": "B" + "x" * n, "company": f"F{n}"}) for n in range(BATCH)]
    rep.push(*firms)
    captured(rep), captured(rep)

    compared(app)

    assert len(pairs(boss)) == 1


def card(mark: int) -> Image.Image:
    """A card with lines of print, wherever `mark` puts them."""
    image = Image.new("RGB", (900, 540), "white")
    pen = ImageDraw.Draw(image)
    for row in range(6):
        pen.rectangle((60 + row * mark % 500, 60 + row * 70, 300 + row * mark % 550, 100 + row * 70), fill="black")
    return image


def test_the_same_shot_looks_alike_and_another_does_not() -> None:
    shot, smaller, other = card(70), card(70).resize((600, 360)), card(210)
    looks = [look_of(jpeg(image)) for image in (shot, smaller, other)]

    assert None not in looks
    near, far = ((looks[0] or 0) ^ (looks[n] or 0) for n in (1, 2))
    assert near.bit_count() <= 6 < far.bit_count()
    assert look_of(jpeg(Image.new("RGB", (400, 300), "grey"))) is None
