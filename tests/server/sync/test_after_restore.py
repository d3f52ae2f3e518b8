"""What a phone sends again when the server came back from a backup. Found by the simulator (tests/simulation)."""

import pytest
from flask import Flask

from server.core import changes
from server.core.clock import now_ms
from server.core.db import writing
from server.core.ids import new_id
from tests.support.shows import Phone, Show, open_show, phone


def test_an_entry_the_backup_knows_is_no_forgery_when_its_stamps_come_along(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put({"company": "ACME"}, mine=True)
    [first] = rep.push(put)

    [again] = rep.push({**put, "stamps": {"company": first["stamp"]}})

    assert (again["st"], again.get("dup"), again["rev"]) == ("ok", True, first["rev"])


def test_a_batch_written_before_the_restore_waits_until_it_is_sent_again(app: Flask) -> None:
    rep = phone(open_show(app))
    before = rep.send().json["epoch"]
    with app.app_context(), writing() as connection:
        changes.new_epoch(connection)
    put, broken = rep.put({"company": "ACME"}), "no operation"

    late = rep.send(put, broken, epoch=before).json
    [again] = rep.send(put, epoch=late["epoch"]).json["results"]

    assert [(each["st"], each["code"]) for each in late["results"]] == [("retry", "other_history")] * 2
    assert late["results"][0]["id"] == put["id"]
    assert (again["st"], again.get("dup")) == ("ok", None)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("claim", {}),
        ("classify", {"body": {"class": "A", "reason": "old friend"}}),
        ("reopen", {"body": {"reason": "they called"}}),
        ("close", {"body": {"outcome": "lost", "reason": "price", "objection": "dear"}}),
    ],
)
def test_a_deed_on_a_lead_that_another_phone_still_holds_waits(
    app: Flask, kind: str, more: dict[str, object]
) -> None:
    rep = phone(open_show(app))
    deed = rep.op(kind, new_id(), **more)

    [answer] = rep.push(deed)

    assert (answer["st"], answer["code"]) == ("retry", "unknown_lead")


def _edit_before_its_capture(show: Show, captor: Phone, *, mine: bool) -> str:
    """A restored server hears of an edit by a colleague first, then of the capture. Returns the lead's id."""
    editor = phone(show)
    put = captor.put({"company": "ACME"}, mine=mine)
    edit = editor.put({"city": "Ulm"}, put["lead"], base=40, at=now_ms() + 60_000)

    [begun] = editor.push(edit)
    [captured] = captor.push(put)

    assert (begun["st"], captured["st"]) == ("ok", "ok")
    return str(put["lead"])


def test_a_capture_that_comes_after_a_colleagues_edit_is_taken_and_keeps_its_captor(app: Flask) -> None:
    show = open_show(app)
    boss, rep = phone(show, "supervisor", leads_team=True), phone(show)

    lead = _edit_before_its_capture(show, rep, mine=True)

    doc = boss.pull()[lead]
    assert (doc["captured_by"], doc["owner"], doc["owner_how"]) == (rep.who.id, rep.who.id, "claim")
    assert (doc["fields"]["company"], doc["fields"]["city"]) == ("ACME", "Ulm")
    assert "orphan" not in doc


def test_an_edit_from_before_the_restore_makes_nobody_the_captor(app: Flask) -> None:
    show = open_show(app)
    boss, rep, other = phone(show, "supervisor", leads_team=True), phone(show), phone(show)
    lead = _edit_before_its_capture(show, rep, mine=True)

    stranger = other.put({"city": "Trier"}, lead, base=0, at=now_ms() + 120_000)
    [answer] = other.push(stranger)

    assert (answer["st"], answer["code"]) == ("reject", "forbidden")
    assert boss.pull()[lead]["captured_by"] == rep.who.id


def test_somebody_elses_new_edit_of_an_orphan_does_not_make_it_hers(app: Flask) -> None:
    show = open_show(app)
    boss, editor, other = phone(show, "supervisor", leads_team=True), phone(show), phone(show)
    lead = new_id()
    editor.push(editor.put({"city": "Ulm"}, lead, at=now_ms() + 60_000, mine=True))

    [answer] = other.push(other.put({"city": "Trier"}, lead, base=0, at=now_ms() + 120_000))

    assert answer["code"] == "forbidden"
    assert boss.pull()[lead]["captured_by"] == editor.who.id
