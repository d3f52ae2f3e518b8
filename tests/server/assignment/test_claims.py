"""Fifty people shout "mine" at once: one of them owns the prospect, the others learn who."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.assignment.models import Assignment
from server.auth.models import User
from server.core import db
from server.core.db import reading, table
from tests.support.shows import Phone, Show, phone

CROWD = 50


def pooled(ann: Phone) -> str:
    """A lead nobody owns."""
    put = ann.put({"company": "Pumps"})
    ann.push(put, ann.op("assign", put["lead"], body={"to": None, "reason": "Who wants it?"}))
    id: str = put["lead"]
    return id


def claim(person: Phone, lead: str, *, online: bool, start: Barrier) -> tuple[bool, Any]:
    """(whether it is hers now, the answer). Online by one request, else as a phone that finds the network again."""
    start.wait()
    if not online:
        [answer] = person.push(person.op("claim", lead, body={}))
        return answer["st"] == "ok", answer
    client = person.client
    response = client.post(
        f"/api/v1/leads/{lead}/ops", json={"kind": "claim", "body": {}}, headers=person.who.headers
    )
    assert response.status_code in (200, 409), response.json
    return response.status_code == 200, response.json


def test_of_fifty_who_claim_at_once_one_wins_and_the_others_learn_who(
    app: Flask, show: Show, ann: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "LOCK_WAIT_S", 120.0)  # who comes too late is asked to come again: another story
    lead = pooled(ann)
    crowd = [phone(show) for _ in range(CROWD)]
    start = Barrier(CROWD)

    def at_once(number: int) -> tuple[bool, Any]:
        return claim(crowd[number], lead, online=number % 2 == 0, start=start)

    with ThreadPoolExecutor(CROWD) as pool:
        answers = list(pool.map(at_once, range(CROWD)))

    [winner] = [number for number, (won, _) in enumerate(answers) if won]
    with app.app_context(), reading() as connection:
        users = table(User)
        name = connection.execute(select(users.c.name).where(users.c.id == crowd[winner].who.id)).scalar_one()
        log = table(Assignment)
        claims = connection.execute(select(log.c.to_id).where(log.c.how == "claim")).scalars().all()
    assert claims == [crowd[winner].who.id]
    assert {(said["code"], said["winner"]) for won, said in answers if not won} == {("claimed", name)}
    held = [number for number in (winner, (winner + 1) % CROWD) if lead in crowd[number].pull()]
    assert held == [winner]
