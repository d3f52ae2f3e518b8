"""Shows: opening, changing, staffing them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from server.core import signals
from server.core.audit import Audit
from server.core.changes import SyncClock
from server.core.db import reading, table
from server.core.ids import new_id
from tests.support.people import Colleague, actor, colleague

SHOW: dict[str, Any] = {
    "name": "Pump Days",
    "venue": "Hall 4",
    "tz": "Europe/Berlin",
    "starts_on": "2026-11-21",
    "ends_on": "2026-11-23",
}


@pytest.fixture
def marketing(app: Flask) -> Colleague:
    return colleague(app, "marketing")


def opened(client: FlaskClient, who: Colleague, **changed: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/events", json={**SHOW, **changed}, headers=who.headers)
    assert answer.status_code == 201, answer.json
    show: dict[str, Any] = answer.json
    return show


def test_a_new_show_has_the_usual_chips(client: FlaskClient, marketing: Colleague) -> None:
    show = opened(client, marketing)
    assert [chip["slug"] for chip in show["chips"]] == [
        "demo",
        "quote",
        "sample",
        "call_back",
        "partner",
        "send_brochure",
    ]
    assert (show["kind"], show["default_class"], show["questions"], show["archived"]) == (
        "exhibition",
        "C",
        [],
        False,
    )
    assert client.get(f"/api/v1/events/{show['id']}", headers=marketing.headers).json == show
    assert client.get("/api/v1/events", headers=marketing.headers).json == [show]


def test_a_show_may_do_without_chips(client: FlaskClient, marketing: Colleague) -> None:
    assert opened(client, marketing, chips=[])["chips"] == []


def test_chips_and_questions_of_its_own(client: FlaskClient, marketing: Colleague) -> None:
    wish = {
        "chips": [{"slug": "pump_x2", "label": "Pump X2"}],
        "questions": [{"id": "budget", "label": "Budget set aside?", "kind": "choice", "choices": ["yes", "no"]}],
    }
    show = opened(client, marketing, **wish)
    assert {key: show[key] for key in wish} == wish


def test_the_newest_show_comes_first(client: FlaskClient, marketing: Colleague) -> None:
    opened(client, marketing, name="Old", starts_on="2025-01-01", ends_on="2025-01-02")
    opened(client, marketing, name="New")
    opened(client, marketing, name="Older", starts_on="2024-01-01", ends_on="2024-01-02")
    names = [show["name"] for show in client.get("/api/v1/events", headers=marketing.headers).json]
    assert names == ["New", "Old", "Older"]


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("name", " "),
        ("name", 5),
        ("tz", "Europe/Atlantis"),
        ("tz", "../../etc/passwd"),
        ("starts_on", "2026-02-30"),
        ("starts_on", "2026-11-24"),
        ("ends_on", "2026-11-20"),
        ("kind", "party"),
        ("default_class", "E"),
        ("target_leads", -1),
        ("required_roi", 10**12),
        ("chips", [{"slug": "Pump X2", "label": "Pump"}]),
        ("chips", [{"slug": "pump\n", "label": ""}]),
        ("chips", [{"slug": "a", "label": "A"}, {"slug": "a", "label": "B"}]),
        ("chips", [{"slug": f"c{n}", "label": "C"} for n in range(7)]),
        ("chips", [{"slug": "a", "label": "A", "color": "red"}]),
        ("questions", [{"id": "q", "label": "Which?", "kind": "choice"}]),
        ("questions", [{"id": "q", "label": "Which?", "choices": ["a"]}]),
        ("questions", [{"id": "q", "label": "?", "kind": "essay"}]),
        ("questions", [{"id": "q"}]),
        ("chips", [{"slug": "demo"}]),
        ("staff_ids", ["me"]),
        ("staff_ids", ["01890000-0000-7000-8000-000000000000"]),
        ("id", "01890000-0000-7000-8000-000000000000"),
        ("archived_at", 5),
        ("announced_at", 5),
    ],
)
def test_bad_values_are_named_and_nothing_is_written(
    client: FlaskClient, marketing: Colleague, field: str, bad: Any
) -> None:
    show = opened(client, marketing)
    for method, path, body in (
        ("POST", "/api/v1/events", {**SHOW, field: bad}),
        ("PATCH", f"/api/v1/events/{show['id']}", {field: bad}),
    ):
        answer = client.open(path, method=method, json=body, headers=marketing.headers)
        assert answer.status_code == 422
        assert set(answer.json["errors"]["json"]) <= {field, "ends_on"}
    assert client.get("/api/v1/events", headers=marketing.headers).json == [show]


def test_changing_one_day_keeps_them_in_order(client: FlaskClient, marketing: Colleague) -> None:
    path = f"/api/v1/events/{opened(client, marketing)['id']}"
    moved = client.patch(path, json={"starts_on": "2026-12-01", "ends_on": "2026-12-02"}, headers=marketing.headers)
    assert (moved.status_code, moved.json["name"]) == (200, "Pump Days")
    answer = client.patch(path, json={"ends_on": "2026-11-30"}, headers=marketing.headers)
    assert list(answer.json["errors"]["json"]) == ["ends_on"]


def test_a_show_is_put_away_and_taken_back(client: FlaskClient, marketing: Colleague) -> None:
    path = f"/api/v1/events/{opened(client, marketing)['id']}"
    assert client.patch(path, json={"archived": True}, headers=marketing.headers).json["archived"] is True
    assert client.patch(path, json={"archived": False}, headers=marketing.headers).json["archived"] is False


def test_staff_see_the_pool_at_once(app: Flask, client: FlaskClient, marketing: Colleague) -> None:
    first, second, told = colleague(app), colleague(app), []
    show = opened(client, marketing, staff_ids=[first.id])
    assert f"pool:{show['id']}" in actor(app, first).scopes

    def hear(_connection: object, *, user_id: str) -> None:
        told.append(user_id)

    with signals.access_changed.connected_to(hear):
        client.patch(f"/api/v1/events/{show['id']}", json={"staff_ids": [second.id]}, headers=marketing.headers)
        client.patch(f"/api/v1/events/{show['id']}", json={"name": "Pump Week"}, headers=marketing.headers)
    assert sorted(told) == sorted([first.id, second.id])
    assert f"pool:{show['id']}" not in actor(app, first).scopes
    assert f"pool:{show['id']}" in actor(app, second).scopes


def test_devices_hear_of_it_and_it_is_audited(app: Flask, client: FlaskClient, marketing: Colleague) -> None:
    def etag() -> str:
        with app.app_context(), reading() as connection:
            return str(connection.scalar(select(table(SyncClock).c.settings_etag)))

    before = etag()
    show = opened(client, marketing)
    after = etag()
    assert before != after
    client.patch(f"/api/v1/events/{show['id']}", json={"name": "Pump Week"}, headers=marketing.headers)
    assert etag() != after
    with app.app_context(), reading() as connection:
        line = connection.execute(select(table(Audit)).order_by(table(Audit).c.id.desc())).mappings().first()
    assert line
    assert (line["action"], line["actor"]) == ("event.changed", marketing.id)
    assert line["diff"] == {"name": ["Pump Days", "Pump Week"]}


def test_what_is_not_there_is_not_found(client: FlaskClient, marketing: Colleague) -> None:
    assert client.get(f"/api/v1/events/{new_id()}", headers=marketing.headers).status_code == 404
    assert client.patch(f"/api/v1/events/{new_id()}", json={}, headers=marketing.headers).status_code == 404
