"""Two leads of one person: captured, looked at, merged and parted through the API."""

from typing import Any

from flask import Flask

from server.core.clock import DAY, HOUR
from server.core.ids import new_id
from server.doctor.operations import examine_all
from server.duplicates.jobs import find
from tests.support.clock import Clock
from tests.support.shows import Phone

ADA = {"given_name": "Ada", "family_name": "Lovelace", "company": "Engines", "email": "ada@engines.example"}
#: what differs between two looks at a lead although nothing happened to it
PASSING = ("rev", "encounters")


def ask(who: Phone, path: str, body: Any = None, method: str = "post") -> Any:
    """The raw response of the online API."""
    return getattr(who.client, method)(f"/api/v1/{path}", json=body, headers=who.who.headers)


def told(who: Phone, path: str, body: Any = None, method: str = "post") -> Any:
    """What the API answers when it does not refuse."""
    response = ask(who, path, body, method)
    assert response.status_code == 200, response.json
    return response.json


def merge(who: Phone, winner: str, loser: str, **more: Any) -> dict[str, Any]:
    """Make the loser part of the winner."""
    found: dict[str, Any] = told(who, "merges", {"winner": winner, "loser": loser, **more})
    return found


def undo(who: Phone, id: str) -> None:
    """Part them again."""
    told(who, f"merges/{id}/undo", {})


def look(who: Phone, lead: str) -> dict[str, Any]:
    """The document as it stands, without what passes."""
    doc = told(who, f"leads/{lead}", method="get")
    return {name: value for name, value in doc.items() if name not in PASSING}


def captured(who: Phone, **fields: Any) -> str:
    """A new lead of this person's."""
    put = who.put({**ADA, **fields}, mine=True)
    assert [answer["st"] for answer in who.push(put)] == ["ok"]
    id: str = put["lead"]
    return id


def twice(rep: Phone, clock: Clock) -> tuple[str, str]:
    """Ada captured by a rep in the morning, and again four hours later, each time with something done."""
    first = captured(rep, phone="+49 30 23125 100", rating="warm")
    rep.push(rep.op("note", first, body={"id": new_id(), "text": "Wants a quote"}))
    rep.push(rep.touch(first, at=clock.now, outcome="no_answer"))
    clock.advance(4 * HOUR)
    second = captured(rep, phone="+49 171 2345678", job_title="Countess", rating="hot")
    promise = {"id": new_id(), "due_at": clock.now + DAY, "channel": "call", "text": "Call"}
    rep.push(rep.op("promise", second, body=promise), rep.touch(second, at=clock.now))
    return first, second


def at_another_show(boss: Phone, who: Phone, **fields: Any) -> str:
    """Ada again, at a show of the next year."""
    later = {"name": "Pump Fair II", "tz": "Europe/Berlin", "starts_on": "2026-01-01", "ends_on": "2099-12-31"}
    response = ask(boss, "events", later)
    assert response.status_code == 201, response.json
    put = {**who.put({**ADA, **fields}, mine=True), "event": response.json["id"]}
    who.push(put)
    lead: str = put["lead"]
    return lead


def compared(app: Flask) -> None:
    """The worker's minute has come."""
    with app.app_context():
        find()


def pairs(who: Phone, **query: Any) -> list[dict[str, Any]]:
    """The pairs this person may decide about."""
    response = who.client.get("/api/v1/duplicates", query_string=query, headers=who.who.headers)
    assert response.status_code == 200, response.json
    found: list[dict[str, Any]] = response.json
    return found


def violations(app: Flask) -> list[Any]:
    """What the doctor has to say."""
    with app.app_context():
        return list(examine_all())
