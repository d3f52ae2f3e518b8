"""Whatever a broken or forged phone sends: a stable code, nothing half done, and its neighbours unharmed."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from server.core.clock import DAY, now_ms
from server.core.ids import new_id
from tests.support.shows import Phone, open_show, phone

YEAR = 365 * DAY
CARD = {"company": "Engines Ltd"}
Make = Callable[[Phone, str], Any]


def _put(**changes: Any) -> Make:
    return lambda rep, lead: {**rep.put(CARD, lead), **changes}


def _without(name: str) -> Make:
    def make(rep: Phone, lead: str) -> Any:
        op = rep.put(CARD, lead)
        op.pop(name)
        return op

    return make


def _on_it(kind: str, **body: Any) -> Make:
    return lambda rep, lead: rep.op(kind, lead, body=body)


#: what is wrong -> (the entry, how it is answered). Each goes on a lead of its own that no other entry names.
SHAPES: dict[str, tuple[Make, str]] = {
    "a number": (lambda rep, lead: 7, "reject invalid"),
    "nothing": (lambda rep, lead: None, "reject invalid"),
    "a list": (lambda rep, lead: [rep.put(CARD, lead)], "reject invalid"),
    "no id": (_without("id"), "reject invalid"),
    "no lead": (_without("lead"), "reject invalid"),
    "no kind": (_without("kind"), "reject invalid"),
    "no number": (_without("seq"), "reject invalid"),
    "no time": (_without("at"), "reject invalid"),
    "an id that is a word": (_put(id="first"), "reject invalid"),
    "an id in capitals": (lambda rep, lead: {**rep.put(CARD, lead), "id": new_id().upper()}, "reject invalid"),
    "a lead that is a path": (_put(lead="../../etc/passwd"), "reject invalid"),
    "number nought": (_put(seq=0), "reject invalid"),
    "a number that is true": (_put(seq=True), "reject invalid"),
    "a number past counting": (_put(seq=2**53), "reject invalid"),
    "a number of a hundred digits": (_put(seq=10**18), "reject invalid"),
    "a time before 1970": (_put(at=-1), "reject invalid"),
    "a time in words": (_put(at="2026-01-01"), "reject invalid"),
    "a base below nought": (_put(base=-1), "reject invalid"),
    "a base that is a word": (_put(base="latest"), "reject invalid"),
    "an unknown kind": (_put(kind="teleport"), "retry unknown_kind"),
    "an unknown source": (_put(src="oracle"), "reject invalid"),
    "no fields": (_without("set"), "reject invalid"),
    "fields in a list": (_put(set=["company"]), "reject invalid"),
    "a field that holds a list": (_put(set={"company": ["A", "B"]}), "reject invalid"),
    "a field without a name": (_put(set={"": "A"}), "reject invalid"),
    "a field past counting": (_put(set={"worth": 10**30}), "reject invalid"),
    "a thousand fields": (_put(set={f"tag/{n}": True for n in range(1000)}), "reject invalid"),
    "stamps in words": (_put(stamps={"company": "now"}), "reject invalid"),
    "a contact without anything": (_on_it("touch"), "reject invalid"),
    "a note that is no text": (_on_it("note", id=new_id(), text=5), "reject invalid"),
    "a note without a word": (_on_it("note", id=new_id(), text="  "), "reject invalid"),
    "a note of 25,000 letters": (_on_it("note", id=new_id(), text="x" * 25_000), "reject invalid"),
    "a note with something more": (_on_it("note", id=new_id(), text="x", colour="red"), "reject invalid"),
    "a body that is a list": (lambda rep, lead: rep.op("note", lead, body=[1]), "reject invalid"),
    "a contact on a lead nobody sent": (
        lambda rep, lead: rep.touch(lead),
        "retry unknown_lead",
    ),
}


def _ends(answer: dict[str, Any]) -> str:
    return " ".join(str(answer[name]) for name in ("st", "code") if name in answer)


def test_each_bad_entry_gets_its_code_and_its_neighbours_go_through(app: Flask) -> None:
    rep = phone(open_show(app))
    found, good, bad = {}, [], []
    for words, (make, _) in SHAPES.items():
        before, after, lead = rep.put(CARD, mine=True), rep.put(CARD, mine=True), new_id()
        first, answer, last = rep.push(before, make(rep, lead), after)
        found[words] = _ends(answer) if (first["st"], last["st"]) == ("ok", "ok") else "its neighbours suffered"
        good += [before["lead"], after["lead"]]
        bad.append(lead)

    assert found == {words: ends for words, (_, ends) in SHAPES.items()}
    held = rep.pull()
    assert set(held) == set(good)
    assert not set(bad) & set(held)


def _bodies(id: str) -> dict[str, dict[str, Any]]:
    soon = now_ms() + DAY
    contact = {"at": now_ms(), "direction": "out", "channel": "call", "outcome": "connected"}
    return {
        "touch": {"id": id, **contact},
        "note": {"id": id, "text": "mine"},
        "capture": {"id": id, "kind": "badge_qr", "side": None, "taken_at": now_ms(), "payload": "X", "blob": None},
        "promise": {"id": id, "due_at": soon},
        "request": {"id": id, "text": "the price"},
        "consent": {"id": id, "channel": "email", "state": "granted"},
        "quote": {"id": id, "number": id, "amount": 100},
        "step": {"step": id, "action": "add", "channel": "call", "purpose": "call", "due_at": soon},
    }


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "in two"])
def test_an_id_in_use_on_another_lead_is_refused_and_harms_nobody(app: Flask, at_once: bool) -> None:
    rep = phone(open_show(app))
    found = {}
    for kind, body in _bodies(new_id()).items():
        mine, theirs, last = rep.put(CARD, mine=True), rep.put(CARD, mine=True), rep.put(CARD, mine=True)
        first, again = rep.op(kind, theirs["lead"], body=body), rep.op(kind, mine["lead"], body=body)
        batch = [mine, theirs, first, again, last]
        answers = rep.push(*batch) if at_once else rep.push(*batch[:3]) + rep.push(*batch[3:])
        found[kind] = [answer["st"] for answer in answers]

    assert found == {kind: ["ok", "ok", "ok", "reject", "ok"] for kind in _bodies(new_id())}


@pytest.mark.parametrize("off", [-10 * YEAR, 10 * YEAR], ids=["ten years ago", "in ten years"])
def test_a_stamp_ten_years_off_is_taken_and_never_lies_in_the_future(app: Flask, off: int) -> None:
    rep = phone(open_show(app))
    odd, usual = rep.put(CARD, mine=True, at=now_ms() + off), rep.put(CARD, mine=True)

    answers = rep.push({**odd, "stamps": {"company": now_ms() + 10 * YEAR}}, usual)
    edited = rep.push(rep.put({"company": "Later Ltd"}, odd["lead"], base=answers[0]["rev"]))

    held = rep.pull()
    assert [answer["st"] for answer in [*answers, *edited]] == ["ok"] * 3
    assert held[odd["lead"]]["captured_at"] <= now_ms()
    assert held[odd["lead"]]["fields"]["company"] == "Later Ltd"


def test_a_note_of_five_megabytes_is_refused_zipped_or_not_and_nothing_of_its_batch_is_done(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put(CARD, mine=True)
    note = rep.op("note", put["lead"], body={"id": new_id(), "text": "x" * (5 << 20)})
    body = json.dumps({"device": rep.who.device_id, "sent_at": now_ms(), "ops": [put, note]}).encode()

    told = []
    for data, more in ((body, {}), (gzip.compress(body), {"Content-Encoding": "gzip"})):
        headers = {**rep.who.headers, **more}
        answer = rep.client.post("/api/sync/v1/push", data=data, headers=headers, content_type="application/json")
        told.append((answer.status_code, answer.json["code"]))

    assert told == [(413, "too_large")] * 2
    assert rep.pull() == {}
    assert rep.push(put)[0]["st"] == "ok"


def test_ten_thousand_entries_in_one_request_are_refused_whole(app: Flask) -> None:
    rep = phone(open_show(app))
    ops = [rep.op("claim", new_id()) for _ in range(10_000)]

    response = rep.send(*ops)

    assert (response.status_code, response.json["code"]) == (413, "too_large")
    assert rep.pull() == {}


def test_a_forged_device_and_foreign_numbers_change_nothing(app: Flask) -> None:
    show = open_show(app)
    rep, thief = phone(show), phone(show)
    put = rep.put(CARD, mine=True)
    rep.push(put)

    forged = thief.send(thief.put({"company": "Thief"}, put["lead"]), device=rep.who.device_id)
    [stolen] = thief.push({**put, "seq": 1, "set": {"company": "Thief"}})

    assert (forged.status_code, forged.json["code"]) == (403, "forged_device")
    assert _ends(stolen) == "reject replay_mismatch"
    assert rep.pull()[put["lead"]]["fields"]["company"] == "Engines Ltd"
