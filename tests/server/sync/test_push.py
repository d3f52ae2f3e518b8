"""Push: every operation answered on its own, exactly once, under the same rules as online."""

import gzip
import json
from typing import Any

import pytest
from flask import Flask, request

from server.core.ids import new_id
from server.sync.views import KEPT
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "family_name": "Byron", "company": "Engines Ltd", "email": "ada@engines.example"}


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def test_a_new_lead_comes_back_with_class_owner_plan_and_next_step(rep: Phone) -> None:
    put = rep.put({**CARD, "rating": "hot"}, mine=True)

    (answer,) = rep.push(put)
    lead = rep.pull()[put["lead"]]

    assert answer["st"] == "ok"
    assert answer["id"] == put["id"]
    assert lead["class"] == "A"
    assert lead["owner"] == rep.who.id
    assert lead["owner_how"] == "claim"
    assert lead["next_step"]["due_at"] > 0
    assert {step["purpose"] for step in lead["steps"]} >= {"ack", "call", "attempt"}
    assert {clock["clock"] for clock in lead["clocks"]} >= {"ACK24", "CALL48"}


def test_a_retry_gets_the_same_answer_and_changes_nothing(rep: Phone) -> None:
    put = rep.put(CARD)
    touch = rep.touch(put["lead"])
    first = rep.push(put, touch)
    before = rep.pull()[put["lead"]]

    again = rep.push(put, touch)

    assert [{**answer, "dup": True} for answer in first] == again
    assert rep.pull()[put["lead"]] == before


def test_a_used_number_with_other_content_is_refused(rep: Phone) -> None:
    put = rep.put(CARD)
    rep.push(put)

    forged = {**put, "set": {"company": "Somebody else"}}
    same_seq = {**rep.put(CARD), "seq": put["seq"]}

    assert [a["code"] for a in rep.push(forged, same_seq)] == ["replay_mismatch"] * 2
    assert rep.pull()[put["lead"]]["fields"]["company"] == "Engines Ltd"


def test_one_bad_operation_never_harms_its_neighbours(rep: Phone) -> None:
    good, last = rep.put(CARD), rep.put(CARD)
    bad: list[Any] = [
        7,
        {"id": "no uuid"},
        rep.op("put", new_id(), set={"company": ["no", "text"]}),
        rep.op("put", new_id()),
        rep.op("touch", new_id(), body={"id": new_id()}),
        rep.op("teleport", new_id()),
        {**rep.put(CARD), "at": "yesterday"},
    ]

    answers = rep.push(good, *bad, last)

    assert [a["st"] for a in answers] == ["ok", *["reject"] * 5, "retry", "reject", "ok"]
    assert set(rep.pull()) == {good["lead"], last["lead"]}


def test_a_touch_on_a_lead_not_here_yet_waits(rep: Phone) -> None:
    touch = rep.touch(new_id())

    assert rep.push(touch)[0] == {
        "id": touch["id"],
        "st": "retry",
        "code": "unknown_lead",
        "title": "This does not exist or is not yours to see.",
    }


def test_a_lead_created_in_a_batch_can_be_touched_in_it(rep: Phone) -> None:
    put = rep.put(CARD, mine=True)

    answers = rep.push(put, rep.touch(put["lead"], note="Wants a quote"))
    lead = rep.pull()[put["lead"]]

    assert [a["st"] for a in answers] == ["ok", "ok"]
    assert lead["touches"][0]["note"] == "Wants a quote"
    assert lead["status"] == 2


def test_a_wrong_clock_moves_neither_capture_nor_merge(rep: Phone) -> None:
    put = rep.put(CARD)
    year = 365 * 86_400_000

    rep.send({**put, "at": put["at"] + year}, sent_at=put["at"] + year + 60_000)
    lead = rep.pull()[put["lead"]]

    assert lead["received_at"] - lead["captured_at"] == pytest.approx(60_000, abs=5_000)


def test_two_people_edit_different_fields_and_both_stand(app: Flask) -> None:
    show = open_show(app)
    boss, rep = phone(show, "supervisor", leads_team=True), phone(show)
    put = rep.put(CARD, mine=True)
    rep.push(put)
    base = boss.pull()[put["lead"]]["rev"]

    boss.push(boss.put({"company": "Engines GmbH"}, put["lead"], base=base))
    rep.push(rep.put({"phone": "+49 30 23125 111"}, put["lead"], base=base))
    fields = rep.pull()[put["lead"]]["fields"]

    assert (fields["company"], fields["phone"]) == ("Engines GmbH", "+49 30 23125 111")


def test_the_same_field_by_two_people_is_shown_as_a_conflict(app: Flask) -> None:
    show = open_show(app)
    boss, rep = phone(show, "supervisor", leads_team=True), phone(show)
    put = rep.put(CARD, mine=True)
    rep.push(put)
    base = boss.pull()[put["lead"]]["rev"]

    boss.push(boss.put({"company": "Boss Ltd"}, put["lead"], base=base))
    second = rep.put({"company": "Rep Ltd"}, put["lead"], base=0)
    second["seq"] = rep.seq
    rep.push(second)
    lead = rep.pull()[put["lead"]]

    assert {value["value"] for value in lead["conflicts"][0]["values"]} == {"Boss Ltd", "Rep Ltd"}

    rep.push(rep.put({"company": "Settled Ltd"}, put["lead"], base=lead["rev"]))
    assert rep.pull()[put["lead"]]["conflicts"] == []


def test_a_lead_of_somebody_else_takes_facts_but_no_edits(app: Flask) -> None:
    show = open_show(app)
    boss, rep, other = phone(show, "supervisor", leads_team=True), phone(show), phone(show)
    put = rep.put(CARD, mine=True)
    rep.push(put)
    boss.push(boss.op("assign", put["lead"], body={"to": other.who.id, "reason": "Speaks French"}))

    edit, touch, note = (
        rep.put({"company": "Mine!"}, put["lead"]),
        rep.touch(put["lead"], note="She rang back"),
        rep.op("note", put["lead"], body={"id": new_id(), "text": "Likes tea"}),
    )
    answers = rep.push(edit, touch, note)
    lead = other.pull()[put["lead"]]

    assert [(a["st"], a.get("code")) for a in answers] == [("reject", "forbidden"), ("ok", None), ("ok", None)]
    assert lead["fields"]["company"] == "Engines Ltd"
    assert [n["text"] for n in lead["notes"]] == ["Likes tea"]
    assert put["lead"] not in rep.pull()


def test_a_stranger_gets_nothing_done_and_learns_nothing(app: Flask) -> None:
    show = open_show(app)
    rep, stranger = phone(show), phone(show, "contractor")
    put = rep.put(CARD, mine=True)
    rep.push(put)

    answers = stranger.push(
        stranger.put({"company": "X"}, put["lead"]),
        stranger.touch(put["lead"]),
        stranger.op("close", put["lead"], body={"outcome": "lost", "reason": "x", "objection": "y"}),
    )

    assert [a["st"] for a in answers] == ["reject"] * 3
    assert stranger.pull() == {}


def test_another_devices_batch_is_refused_whole(rep: Phone) -> None:
    response = rep.send(rep.put(CARD), device=new_id())

    assert (response.status_code, response.json["code"]) == (403, "forged_device")
    assert rep.pull() == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"ops": 3}', b"null"])
def test_a_malformed_envelope_is_a_4xx_that_says_so(rep: Phone, body: bytes) -> None:
    response = rep.client.post(
        "/api/sync/v1/push", data=body, headers=rep.who.headers, content_type="application/json"
    )

    assert response.status_code in (400, 422)
    assert response.content_type == "application/problem+json"
    assert response.json["title"]


def test_too_many_operations_at_once_are_refused_before_any_is_done(rep: Phone) -> None:
    response = rep.send(*[rep.put(CARD) for _ in range(501)])

    assert (response.status_code, response.json["code"]) == (413, "too_large")
    assert rep.pull() == {}


def test_a_zipped_batch_is_read_and_a_zip_bomb_is_not(rep: Phone) -> None:
    put = rep.put(CARD)
    body = {"device": rep.who.device_id, "sent_at": put["at"], "ops": [put]}
    headers = {**rep.who.headers, "Content-Encoding": "gzip"}

    zipped = gzip.compress(json.dumps(body).encode())
    bomb = gzip.compress(b" " * (9 << 20))
    sent = [
        rep.client.post("/api/sync/v1/push", data=data, headers=headers, content_type="application/json").status_code
        for data in (zipped, bomb, b"no gzip")
    ]

    assert sent == [200, 413, 400]


def test_text_with_nul_is_stored_without_it(rep: Phone) -> None:
    put = rep.put({"company": "A\x00B", "interest_note": "\ud83d\ude00 ok"})
    note = rep.op("note", put["lead"], body={"id": new_id(), "text": "nul\x00note"})

    assert [a["st"] for a in rep.push(put, note)] == ["ok", "ok"]
    lead = rep.pull()[put["lead"]]
    assert lead["fields"]["company"] == "AB"
    assert lead["notes"][0]["text"] == "nulnote"


def test_the_leads_of_a_batch_are_let_go_of_once_it_is_answered(rep: Phone) -> None:
    put = rep.put(CARD)
    with rep.client:
        assert rep.send(put).status_code == 200
        (kept,) = request.environ[KEPT]

    assert [lead.id for lead in kept.dirty] == [put["lead"]]
