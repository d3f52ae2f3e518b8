"""A phone that did not hear of a merge loses nothing: what it did on the loser reaches the winner."""

from typing import Any

import pytest
from flask import Flask

from server.core.clock import DAY, HOUR
from server.core.ids import new_id
from tests.support.clock import Clock
from tests.support.doubles import ask, captured, look, merge, told, twice, violations
from tests.support.shows import Phone, Show, phone


def given_away(boss: Phone, lead: str, to: Phone) -> None:
    told(boss, f"leads/{lead}/ops", {"kind": "assign", "body": {"to": to.who.id, "reason": "Territory"}})


def test_everything_done_on_the_loser_is_done_on_the_winner(
    app: Flask, boss: Phone, rep: Phone, clock: Clock
) -> None:
    first, second = twice(rep, clock)
    merge(boss, second, first)
    id = new_id()
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("note", {"id": new_id(), "text": "Offline"}),
        ("promise", {"id": new_id(), "due_at": clock.now + DAY, "channel": "email", "text": "Mail"}),
        ("request", {"id": new_id(), "text": "How loud?"}),
        ("consent", {"id": new_id(), "channel": "sms", "state": "granted"}),
        ("quote", {"id": new_id(), "number": "Q-1", "amount": 100}),
        ("capture", {"id": id, "kind": "manual", "taken_at": clock.now}),
        ("classify", {"class": "A", "reason": "I know them"}),
    ]
    ops = [rep.put({"city": "London"}, lead=first), rep.touch(first, at=clock.now)]
    ops += [rep.op(kind, first, body=body) for kind, body in bodies]

    answers = rep.push(*ops)

    assert [(a["st"], a.get("merged_into"), a.get("code")) for a in answers] == [("ok", second, None)] * len(ops)
    winner, loser = look(boss, second), look(boss, first)
    assert (winner["fields"]["city"], winner["class"]) == ("London", "A")
    counts = {name: len(winner[name]) for name in ("touches", "notes", "promises", "requests", "consents", "quotes")}
    assert counts == {"touches": 3, "notes": 2, "promises": 2, "requests": 1, "consents": 1, "quotes": 1}
    assert [capture["id"] for capture in winner["captures"]] == [id]
    assert (loser["outcome"], loser["touches"]) == ("duplicate", [])
    assert violations(app) == []


def test_a_step_ticked_off_on_the_loser_is_ticked_off_in_the_winners_plan(boss: Phone, rep: Phone) -> None:
    first, second = captured(rep), captured(rep)
    (call,) = (s for s in look(boss, first)["steps"] if s["key"].startswith("call:"))
    merge(boss, second, first)

    done, again = (rep.op("step", first, body={"step": call["id"], "action": "done"}) for _ in range(2))
    answers = rep.push(done, again, rep.op("step", first, body={"step": new_id(), "action": "done"}))

    assert [answer.get("code") for answer in answers] == [None, "unknown_step", "unknown_step"]
    steps = {s["key"]: s["state"] for s in look(boss, second)["steps"]}
    assert steps[call["key"]] == "done"


def test_a_field_written_without_seeing_the_winner_becomes_a_conflict(boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = twice(rep, clock)
    merge(boss, second, first)
    told(boss, f"leads/{second}/ops", {"kind": "put", "set": {"city": "Paris"}})
    clock.advance(HOUR)

    rep.push(rep.put({"city": "London"}, lead=first, base=10**9))

    assert [conflict["field"] for conflict in look(boss, second)["conflicts"]] == ["city"]


def test_who_saw_the_loser_tells_facts_and_proposes_changes(
    app: Flask, show: Show, boss: Phone, rep: Phone, clock: Clock
) -> None:
    first, second = twice(rep, clock)
    other = phone(show)
    given_away(boss, second, other)
    assert violations(app) == []
    merge(boss, second, first)
    # the winner is the other rep's: this one only ever saw the loser

    touch, edit = rep.touch(first, at=clock.now), rep.put({"city": "London"}, lead=first)
    close = rep.op("close", first, body={"outcome": "not_a_prospect", "reason": "No"})
    answers = rep.push(touch, edit, close)

    assert [(a["st"], a.get("code")) for a in answers] == [
        ("ok", None),
        ("reject", "forbidden"),
        ("reject", "lead_merged"),
    ]
    assert len(look(boss, second)["touches"]) == 3
    (proposal,) = told(boss, "proposals", method="get")
    told(boss, f"proposals/{proposal['id']}", {"decision": "accept"})
    assert look(boss, second)["fields"]["city"] == "London"
    assert violations(app) == []


@pytest.mark.parametrize(
    ("kind", "body", "st", "code"),
    [
        ("reopen", {"reason": "They called"}, "reject", "lead_merged"),
        ("close", {"outcome": "duplicate", "duplicate_of": "00000000-0000-4000-8000-000000000000"}, "ok", None),
        ("claim", {}, "ok", None),
    ],
)
def test_what_the_loser_itself_is_told(
    boss: Phone, rep: Phone, clock: Clock, kind: str, body: dict[str, Any], st: str, code: str | None
) -> None:
    first, second = twice(rep, clock)
    merge(boss, second, first)
    before = look(boss, first)

    (answer,) = rep.push(rep.op(kind, first, body=body))

    assert (answer["st"], answer.get("code")) == (st, code)
    assert look(boss, first) == before


def test_a_stranger_does_not_get_in_by_the_loser(show: Show, boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = captured(rep), captured(rep)
    merge(boss, second, first)
    stranger = phone(show, "contractor")

    (answer,) = stranger.push(stranger.touch(first, at=clock.now))

    assert answer["code"] == "forbidden"
    assert ask(stranger, f"leads/{second}", method="get").status_code == 404
