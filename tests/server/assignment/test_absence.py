"""Somebody is away: her due steps are the deputy's for as long as it lasts, and the leads stay hers."""

from typing import Any

import pytest
from flask import Flask

from server.assignment.sweep import sweep
from server.core.clock import DAY, HOUR, iso
from server.jobs.working import drain
from tests.support.clock import Clock
from tests.support.people import change
from tests.support.shows import Phone, Show, phone


@pytest.fixture
def lead(ann: Phone) -> str:
    put = ann.put({"company": "Pumps", "email": "ada@pumps.example", "phone": "+49 30 23125 100"}, mine=True)
    ann.push(put)
    id: str = put["lead"]
    return id


def away(who: Phone, until: int | None, deputy: Phone | None, by: Phone | None = None, since: int = 0) -> Any:
    """Say so through the API, and let the worker do what it queued."""
    sayer = by or who
    path = "/api/v1/me/absence" if by is None else f"/api/v1/users/{who.who.id}/absence"
    body = {"away_from": iso(since), "away_to": iso(until), "deputy_id": deputy.who.id if deputy else None}
    answer = sayer.client.put(path, json=body, headers=sayer.who.headers)
    drain(sayer.client.application)
    return answer


def back(who: Phone) -> None:
    body = {"away_from": None}
    assert who.client.put("/api/v1/me/absence", json=body, headers=who.who.headers).status_code == 200
    drain(who.client.application)


def test_the_deputy_sees_and_works_the_leads_until_the_owner_is_back(
    clock: Clock, ann: Phone, ben: Phone, lead: str
) -> None:
    assert lead not in ben.pull()

    assert away(ann, clock.now + 7 * DAY, ben).status_code == 200

    doc = ben.pull()[lead]
    assert (doc["owner"], doc["acting"]) == (ann.who.id, ben.who.id)
    assert lead in ann.pull()
    due = [step for step in doc["steps"] if step["due_at"] < clock.now + 7 * DAY]
    later = [step for step in doc["steps"] if step["due_at"] >= clock.now + 7 * DAY]
    assert due
    assert {step["owner"] for step in due} == {ben.who.id}
    assert {step["owner"] for step in later} <= {ann.who.id}
    assert [entry["how"] for entry in doc["assignments"]] == ["claim"]

    [answer] = ben.push(ben.touch(lead))
    assert answer["st"] == "ok"
    queue = ben.client.get("/api/v1/queue", headers=ben.who.headers).json
    assert [entry["id"] for entry in queue] == [lead]

    back(ann)
    assert lead not in ben.pull()
    doc = ann.pull()[lead]
    assert doc["acting"] is None
    assert {step["owner"] for step in doc["steps"] if step["state"] == "planned"} == {ann.who.id}


def test_what_the_deputy_did_without_network_is_kept_after_the_absence(
    clock: Clock, ann: Phone, ben: Phone, lead: str
) -> None:
    away(ann, clock.now + DAY, ben)
    ben.pull()
    call = ben.touch(lead)
    back(ann)

    assert ben.push(call)[0]["st"] == "ok"
    assert ben.push(ben.put({"company": "Valves"}, lead))[0]["code"] == "forbidden"


def test_it_begins_and_ends_by_itself_at_the_instants_said(
    app: Flask, clock: Clock, ann: Phone, ben: Phone, lead: str
) -> None:
    away(ann, clock.now + 2 * DAY, ben, since=clock.now + DAY)

    def swept(ms: int) -> bool:
        clock.advance(ms)
        with app.app_context():
            sweep()
        return lead in ben.pull()

    assert not swept(DAY - 1)
    assert swept(1)
    assert swept(DAY - 1)
    assert not swept(1)


def test_a_deputy_who_is_away_passes_it_on(
    app: Flask, clock: Clock, show: Show, ann: Phone, ben: Phone, lead: str
) -> None:
    cem = phone(show)
    away(ann, clock.now + 9 * DAY, ben)
    away(ben, clock.now + 3 * DAY, cem, since=clock.now + DAY)
    assert lead in ben.pull()

    clock.advance(DAY)
    with app.app_context():
        sweep()

    assert lead in cem.pull()
    assert lead not in ben.pull()
    change(app, cem.who, active=False)
    with app.app_context():
        sweep()
    assert ann.pull()[lead]["acting"] is None
    assert "nobody stands in" in ann.pull()[lead]["acting_why"]


def test_a_new_lead_of_somebody_away_is_the_deputys_at_once(clock: Clock, ann: Phone, ben: Phone) -> None:
    away(ann, clock.now + DAY, ben)
    put = ann.put({"company": "Pumps"}, mine=True)
    ann.push(put)

    assert ben.pull()[put["lead"]]["acting"] == ben.who.id


def test_a_supervisor_says_it_for_her_team_and_nobody_else_does(
    clock: Clock, ann: Phone, ben: Phone, eva: Phone
) -> None:
    until = clock.now + DAY
    assert away(ann, until, ben, by=eva).status_code == 200
    assert away(ann, until, ben, by=ben).status_code == 403
    assert away(eva, until, ben, by=eva).status_code == 200


def test_an_absence_must_make_sense(clock: Clock, app: Flask, ann: Phone, ben: Phone) -> None:
    def wrong(since: int | None, until: int | None, deputy: str | None) -> set[str]:
        body = {"away_from": iso(since), "away_to": iso(until), "deputy_id": deputy}
        answer = ann.client.put("/api/v1/me/absence", json=body, headers=ann.who.headers)
        return set(answer.json["errors"]["json"]) if answer.status_code == 422 else set()

    now = clock.now
    assert wrong(now, now - HOUR, None) == {"away_to"}
    assert wrong(now - 2 * DAY, now - DAY, None) == {"away_to"}
    assert wrong(None, now + DAY, None) == {"away_to"}
    assert wrong(now, now + DAY, ann.who.id) == {"deputy_id"}
    change(app, ben.who, active=False)
    assert wrong(now, now + DAY, ben.who.id) == {"deputy_id"}
    assert wrong(now, None, None) == set()
