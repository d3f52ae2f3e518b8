"""A whole queue changes hands for good: previewed, in batches that survive a crash, undoable."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.assignment import handover
from server.assignment.models import Handover
from server.core.clock import DAY, MINUTE
from server.core.db import reading, table
from server.core.ids import new_id
from server.jobs.working import drain
from tests.support.clock import Clock
from tests.support.people import change
from tests.support.shows import Phone, Show, phone


def captured(who: Phone, count: int, **fields: Any) -> list[str]:
    puts = [who.put({"company": f"Pumps {number}", **fields}, mine=True) for number in range(count)]
    who.push(*puts)
    return [put["lead"] for put in puts]


def ask(who: Phone, path: str = "", **body: Any) -> Any:
    return who.client.post(f"/api/v1/handovers{path}", json=body, headers=who.who.headers)


def test_everything_goes_along_and_the_history_says_why(clock: Clock, ann: Phone, ben: Phone, eva: Phone) -> None:
    [lead] = captured(ann, 1)
    promise = {"id": new_id(), "due_at": clock.now + 2 * DAY, "text": "The data sheet"}
    ann.push(ann.touch(lead), ann.op("promise", lead, body=promise))
    before = ann.pull()[lead]

    done = ask(eva, **{"from": ann.who.id}, to=[ben.who.id], reason="Ann is ill for months").json

    assert (done["state"], done["total"], done["moved"]) == ("done", 1, 1)
    doc = ben.pull()[lead]
    assert lead not in ann.pull()
    assert (doc["owner"], doc["owner_how"]) == (ben.who.id, "handover")
    assert doc["owner_why"].startswith("Ann is ill for months. ")
    assert doc["touches"] == before["touches"]
    assert doc["promises"] == before["promises"]
    assert {s["owner"] for s in doc["steps"] if s["state"] == "planned"} == {ben.who.id}


def test_the_preview_says_who_gets_how_many_and_writes_nothing(
    show: Show, ann: Phone, ben: Phone, eva: Phone
) -> None:
    captured(ann, 5)
    cem = phone(show)

    shown = ask(eva, "/preview", **{"from": ann.who.id}, to=[ben.who.id, cem.who.id]).json

    assert shown["total"] == 5
    assert sorted(row["count"] for row in shown["people"]) == [2, 3]
    assert {row["id"] for row in shown["people"]} == {ben.who.id, cem.who.id}
    assert len(ann.pull()) == 5
    done = ask(eva, **{"from": ann.who.id}, to=[ben.who.id, cem.who.id], reason="Ill").json
    assert done["moved"] == 5
    assert sorted([len(ben.pull()), len(cem.pull())]) == [2, 3]


def test_by_rule_people_of_one_company_stay_together_and_never_return(
    ann: Phone, ben: Phone, show: Show, eva: Phone
) -> None:
    cem = phone(show)
    together = captured(ann, 3, email="a@one.example") + captured(ann, 3, email="b@one.example")

    ask(eva, **{"from": ann.who.id}, reason="Ill")

    owners = {eva.pull()[lead]["owner"] for lead in together}
    assert len(owners) == 1
    assert owners <= {ben.who.id, cem.who.id}


def test_a_hand_over_is_taken_back_but_for_what_changed_since(ann: Phone, ben: Phone, eva: Phone) -> None:
    leads = captured(ann, 3)
    done = ask(eva, **{"from": ann.who.id}, to=[ben.who.id], reason="Ill").json
    ben.push(ben.op("assign", leads[0], body={"to": None, "reason": "Not mine"}))

    undone = ask(eva, f"/{done['id']}/undo").json

    assert (undone["state"], undone["returned"]) == ("undone", 2)
    assert {lead for lead in ann.pull() if ann.documents[lead]["owner"] == ann.who.id} == set(leads[1:])
    assert ask(eva, f"/{done['id']}/undo").json["code"] == "handover_state"


def test_nothing_goes_back_to_who_left(app: Flask, ann: Phone, ben: Phone, eva: Phone) -> None:
    captured(ann, 1)
    done = ask(eva, **{"from": ann.who.id}, to=[ben.who.id], reason="Left").json
    change(app, ann.who, active=False)

    assert ask(eva, f"/{done['id']}/undo").json["code"] == "owner_gone"


def test_what_a_dying_server_left_a_worker_carries_on(
    app: Flask, clock: Clock, ann: Phone, ben: Phone, eva: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = captured(ann, 5)
    monkeypatch.setattr(handover, "BATCH", 2)

    class Died(BaseException):
        """The power went."""

    real, batches = handover._move, []

    def move(*args: Any) -> int:
        batches.append(1)
        if len(batches) == 2:
            raise Died
        return real(*args)

    monkeypatch.setattr(handover, "_move", move)
    with pytest.raises(Died):
        ask(eva, **{"from": ann.who.id}, to=[ben.who.id], reason="Ill")
    assert len(ben.pull()) == 2

    clock.advance(MINUTE)
    drain(app)

    assert set(ben.pull()) == set(leads)
    with app.app_context(), reading() as connection:
        row = connection.execute(select(table(Handover))).mappings().one()
    assert (row["state"], row["moved"], row["total"]) == ("done", 5, 5)


def test_a_long_queue_is_finished_by_the_worker(
    app: Flask, ann: Phone, ben: Phone, eva: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = captured(ann, 7)
    monkeypatch.setattr(handover, "BATCH", 1)

    begun = ask(eva, **{"from": ann.who.id}, to=[ben.who.id], reason="Ill").json
    assert (begun["state"], begun["moved"]) == ("running", 3)
    drain(app)

    seen = eva.client.get(f"/api/v1/handovers/{begun['id']}", headers=eva.who.headers).json
    assert (seen["state"], seen["moved"]) == ("done", 7)
    assert set(ben.pull()) == set(leads)


def test_what_cannot_be_handed_over_is_refused(app: Flask, ann: Phone, ben: Phone, eva: Phone) -> None:
    def code(**body: Any) -> str:
        refused: str = ask(eva, **{"from": ann.who.id, "to": [ben.who.id], "reason": "Ill", **body}).json["code"]
        return refused

    assert code() == "nothing_to_hand_over"
    captured(ann, 1)
    assert code(to=[ann.who.id]) == "unknown_person"
    assert code(to=[new_id()]) == "unknown_person"
    assert code(reason=" ") == "invalid"
    assert code(**{"from": new_id()}) == "not_found"
    assert ask(ann, **{"from": ann.who.id}, reason="Ill").status_code == 403
    change(app, ben.who, active=False)
    assert code() == "unknown_person"
