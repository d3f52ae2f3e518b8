"""Documents are stored and sent without what follows from the rest, and nothing of them is lost by that."""

import random
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from server.core.db import reading, table
from server.leads.models import Lead
from server.leads.packing import (
    LISTS,
    OBJECTS,
    PLAN,
    SCALARS,
    joined,
    packed,
    packed_head,
    packed_plan,
    parted,
    unpacked,
)
from server.leads.state import blank
from tests.support.shows import open_show, phone

_lead = table(Lead)

#: the phone's own reading of the same documents is tested against this file (pwa/src/store/unpack.test.ts)
AGREED = Path(__file__).parents[3] / "pwa/test/packed.json"
ONE, OTHER = "01a2017e-649b-7bb0-89b9-f4c37487ed4f", "01a2017e-649b-7358-acb6-eb3beb034797"


def document() -> dict[str, Any]:
    return blank(ONE, event=None, source="exhibition", by=OTHER, captured_at=1_000, received_at=2_000).doc


def step(**changes: Any) -> dict[str, Any]:
    usual = {
        "id": ONE,
        "owner": None,
        "key": "call:1",
        "origin": "plan",
        "channel": "call",
        "purpose": "call",
        "due_at": 5_000,
        "not_before": None,
        "state": "planned",
        "pinned": False,
        "why": "Plan A: call while the talk is fresh.",
        "why_code": "plan_call",
        "touch": None,
        "done_at": None,
    }
    return usual | changes


def clock(**changes: Any) -> dict[str, Any]:
    usual = {
        "id": ONE,
        "clock": "ACK24",
        "subject": "",
        "anchor_at": 1_000,
        "due_at": 2_000,
        "state": "running",
        "stopped_at": None,
        "by_machine": False,
        "why": "Still to be done.",
    }
    return usual | changes


def stored(doc: dict[str, Any]) -> dict[str, Any]:
    short: dict[str, Any] = orjson.loads(orjson.dumps(packed(doc)))
    return short


def test_what_both_sides_agreed_on() -> None:
    pairs = orjson.loads(AGREED.read_bytes())
    assert len(pairs) >= 3
    for pair in pairs:
        assert stored(pair["whole"]) == pair["packed"]
        assert unpacked(pair["packed"]) == pair["whole"]


@pytest.mark.parametrize(
    "odd",
    [
        {"owner": OTHER},
        {"key": "promise:x", "purpose": "call"},
        {"purpose": ""},
        {"origin": "hand"},
        {"state": "done", "touch": OTHER, "done_at": 9_000},
        {"state": "skipped", "why": "They said no.", "why_code": "by_hand"},
        {"pinned": True},
        {"not_before": 0},
        {"done_at": 7},
        {"why": ""},
        {"more": "of a later version"},
    ],
)
@pytest.mark.parametrize("owner", [None, ONE])
def test_a_step_that_is_not_as_usual(odd: dict[str, Any], owner: str | None) -> None:
    doc = document() | {"owner": owner, "steps": [step(), step(**odd), step(id=OTHER)]}
    assert unpacked(stored(doc)) == doc


@pytest.mark.parametrize(
    "odd",
    [
        {"state": "met", "stopped_at": 3, "why": "Done in time."},
        {"state": "met", "stopped_at": 3, "why": "Somebody owns it.", "by_machine": True},
        {"subject": OTHER},
        {"why": ""},
        {"note": "of a later version"},
    ],
)
def test_a_clock_that_is_not_as_usual(odd: dict[str, Any]) -> None:
    doc = document() | {"clocks": [clock(), clock(**odd), clock(state="met", why="Done in time.")]}
    assert unpacked(stored(doc)) == doc


def test_the_next_step_is_named_by_its_place_only_while_it_says_the_same() -> None:
    first, second = step(), step(id=OTHER, key="call:2")
    shown = {name: second[name] for name in ("id", "channel", "purpose", "due_at")}
    same = document() | {"steps": [first, second], "next_step": shown}
    moved = document() | {"steps": [first, second], "next_step": shown | {"due_at": 1}}
    alone = document() | {"next_step": shown}
    assert stored(same)[PLAN]["next_step"] == 1
    assert stored(moved)[PLAN]["next_step"] == moved["next_step"]
    for doc in (same, moved, alone):
        assert unpacked(stored(doc)) == doc


def test_fields_written_together_have_one_origin() -> None:
    mine, read = {"src": "human", "by": ONE, "at": 1}, {"src": "ocr", "conf": 0.9, "by": None, "at": 2}
    later = mine | {"at": 3}
    origin = {"company": mine, "city": mine, "email": read, "street": later, "postcode": later, "country": mine}
    doc = document() | {"fields": dict.fromkeys(origin, "x"), "origin": origin}
    assert stored(doc)["origin"] == {"*": [mine, read, later], "email": 1, "street": 2, "postcode": 2}
    assert unpacked(stored(doc)) == doc


def test_head_and_plan_are_parted_and_joined_as_texts() -> None:
    trap = 'a note that says ,"~plan":{} and \\","~plan":{"steps":[]}'
    doc = document() | {"owner": ONE, "steps": [step(), step(owner=OTHER)], "clocks": [clock()], "notes": [trap]}
    head, plan = (orjson.dumps(part).decode() for part in (packed_head(doc), packed_plan(doc)))
    assert parted(joined(head, plan)) == (head, plan)
    assert unpacked(orjson.loads(joined(head, plan))) == doc
    whole = orjson.dumps(doc).decode()
    assert parted(whole) == (whole, None)


@pytest.mark.parametrize("origin", [{}, {"company": {"src": "human"}}, {"company": {}, "gone": {}}])
def test_a_field_without_origin_gets_none(origin: dict[str, Any]) -> None:
    doc = document() | {"fields": {"company": "Acme", "city": "Bonn"}, "origin": origin}
    assert unpacked(stored(doc)) == doc


def test_only_what_is_not_as_usual_is_kept() -> None:
    doc = document()
    assert stored(doc).keys().isdisjoint({*SCALARS, *LISTS, *OBJECTS, "next_step", "steps", "clocks"})
    assert stored(doc)[PLAN] == {}
    changed = dict.fromkeys(SCALARS, "x") | {name: ["x"] for name in LISTS}
    assert unpacked(stored(doc | changed)) == doc | changed


def test_a_document_of_an_earlier_version_is_read_as_it_is() -> None:
    doc = document() | {"owner": ONE, "steps": [step()], "clocks": [clock()]}
    assert unpacked(orjson.loads(orjson.dumps(doc))) == doc


def test_lists_are_nobody_elses() -> None:
    one, other = unpacked(stored(document())), unpacked(stored(document()))
    one["steps"].append(step())
    one["fields"]["company"] = "Acme"
    assert (other["steps"], other["fields"]) == ([], {})
    assert packed(document()).keys().isdisjoint({"steps", "fields"})


def test_documents_by_chance() -> None:
    chance = random.Random(7)
    pick = chance.choice
    for _ in range(300):
        owner = pick((None, ONE, OTHER))
        steps = [
            step(
                owner=pick((owner, None, OTHER)),
                key=pick(("call:1", "mail:2")),
                state=pick(("planned", "due", "done")),
                why=pick(("One.", "Two.")),
                why_code=pick(("a", "running")),
                pinned=pick((True, False)),
                touch=pick((None, OTHER)),
                done_at=pick((None, 0, 8)),
            )
            for _ in range(chance.randrange(5))
        ]
        clocks = [
            clock(state=pick(("running", "met")), why=pick(("One.", "Two."))) for _ in range(chance.randrange(4))
        ]
        doc = document() | {"owner": owner, "steps": steps, "clocks": clocks, "mine": pick((True, False))}
        assert unpacked(stored(doc)) == doc


def test_a_plan_that_did_not_change_is_written_as_it_was_and_one_that_did_anew(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put({"given_name": "Ada", "rating": "hot"}, mine=True)
    rep.push(put)
    before = text_of(app, put["lead"])

    rep.push(rep.put({"job_title": "Engineer"}, put["lead"]))
    edited = text_of(app, put["lead"])
    first = rep.pull()[put["lead"]]["steps"][0]["id"]
    rep.push(rep.op("step", put["lead"], body={"step": first, "action": "skip", "reason": "Met her already."}))

    assert edited[PLAN] == before[PLAN]
    assert edited["fields"]["job_title"] == "Engineer"
    assert text_of(app, put["lead"])[PLAN]["steps"] != before[PLAN]["steps"]
    assert rep.pull()[put["lead"]]["steps"][0]["state"] == "skipped"


def text_of(app: Flask, lead: str) -> dict[str, Any]:
    with app.app_context(), reading() as connection:
        short: dict[str, Any] = orjson.loads(
            connection.execute(select(_lead.c.doc).where(_lead.c.id == lead)).scalar_one()
        )
    return short
