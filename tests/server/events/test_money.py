"""What shows cost, what colleagues' time costs, and what marketing announces."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from server.core.audit import Audit
from server.core.db import reading, table
from server.core.ids import new_id
from tests.support.people import Colleague, colleague
from tests.support.shows import open_show

COSTS = (("stand", 1_200_000, "EUR"), ("travel", 80_000, None), ("print", 30_000, "USD"))


@pytest.fixture
def show(app: Flask) -> str:
    return open_show(app).id


@pytest.fixture
def marketing(app: Flask) -> Colleague:
    return colleague(app, "marketing")


def written(client: FlaskClient, who: Colleague, show: str, **line: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/events/{show}/costs", json=line, headers=who.headers)
    assert answer.status_code == 201, answer.json
    cost: dict[str, Any] = answer.json
    return cost


def test_costs_are_summed_by_currency(client: FlaskClient, marketing: Colleague, show: str) -> None:
    for kind, amount, currency in COSTS:
        written(client, marketing, show, kind=kind, amount=amount, currency=currency)
    found = client.get(f"/api/v1/events/{show}/costs", headers=marketing.headers).json

    assert [line["currency"] for line in found["costs"]] == ["EUR", "EUR", "USD"]
    assert found["totals"] == [{"currency": "EUR", "amount": 1_280_000}, {"currency": "USD", "amount": 30_000}]


def test_a_line_is_corrected_and_taken_away_and_the_log_keeps_it(
    app: Flask, client: FlaskClient, marketing: Colleague, show: str
) -> None:
    cost = written(client, marketing, show, kind="staff", amount=500, text="Two students")
    path = f"/api/v1/events/{show}/costs/{cost['id']}"
    changed = client.patch(path, json={"amount": 700}, headers=marketing.headers).json
    assert (changed["amount"], changed["text"], changed["currency"]) == (700, "Two students", "EUR")
    assert client.delete(path, headers=marketing.headers).status_code == 204
    assert client.patch(path, json={"amount": 1}, headers=marketing.headers).status_code == 404
    with app.app_context(), reading() as connection:
        lines = connection.execute(select(table(Audit)).order_by(table(Audit).c.id)).mappings().all()
    assert [line["action"] for line in lines] == ["event.cost_added", "event.cost_changed", "event.cost_removed"]
    assert lines[2]["diff"]["amount"] == [700, None]


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "wine"), ("amount", -1), ("amount", "12"), ("amount", 1.5), ("currency", "euro"), ("text", "")],
)
def test_what_no_cost_can_be_is_named(
    client: FlaskClient, marketing: Colleague, show: str, field: str, value: object
) -> None:
    line = {"kind": "stand", "amount": 1, field: value}
    answer = client.post(f"/api/v1/events/{show}/costs", json=line, headers=marketing.headers)
    assert (answer.status_code, list(answer.json["errors"]["json"])) == (422, [field])


def test_a_cost_belongs_to_its_show(client: FlaskClient, marketing: Colleague, show: str) -> None:
    cost = written(client, marketing, show, kind="stand", amount=1)
    for path in (f"{new_id()}/costs", f"{new_id()}/costs/{cost['id']}"):
        assert client.patch(f"/api/v1/events/{path}", json={}, headers=marketing.headers).status_code in (404, 405)
    assert client.get(f"/api/v1/events/{new_id()}/costs", headers=marketing.headers).status_code == 404


def test_an_hour_has_its_price(app: Flask, client: FlaskClient) -> None:
    admin, rep = colleague(app, "admin"), colleague(app)
    path = f"/api/v1/users/{rep.id}"
    assert client.patch(path, json={"cost_per_hour": 6_500}, headers=admin.headers).json["cost_per_hour"] == 6_500
    wrong = client.patch(path, json={"cost_per_hour": -1}, headers=admin.headers)
    assert (wrong.status_code, list(wrong.json["errors"]["json"])) == (422, ["cost_per_hour"])


def test_sales_is_told_and_marketing_sees_who_has_read(
    app: Flask, client: FlaskClient, marketing: Colleague, show: str
) -> None:
    rep, boss = colleague(app), colleague(app, "supervisor")
    told = client.post(f"/api/v1/events/{show}/notices", json={"message": "We start."}, headers=marketing.headers)
    assert (told.status_code, told.json["unread"]) == (201, sorted([rep.id, boss.id]))
    [notice] = client.get("/api/v1/notices", headers=rep.headers).json
    assert (notice["message"], notice["event_name"], notice["read_at"]) == ("We start.", "Pump Fair", None)
    for _ in range(2):
        assert client.post(f"/api/v1/notices/{notice['id']}/read", headers=rep.headers).status_code == 204

    [after] = client.get(f"/api/v1/events/{show}/notices", headers=marketing.headers).json
    assert ([entry["user_id"] for entry in after["read"]], after["unread"]) == ([rep.id], [boss.id])
    assert client.get("/api/v1/notices", headers=rep.headers).json[0]["read_at"] == after["read"][0]["at"]
    announced = client.get(f"/api/v1/events/{show}", headers=marketing.headers).json["announced_at"]
    assert announced == after["sent_at"]


def test_the_first_notice_is_when_it_was_announced(client: FlaskClient, marketing: Colleague, show: str) -> None:
    path = f"/api/v1/events/{show}"
    first = client.post(f"{path}/notices", json={"message": "Soon."}, headers=marketing.headers).json
    client.post(f"{path}/notices", json={"message": "Sooner."}, headers=marketing.headers)
    assert client.get(path, headers=marketing.headers).json["announced_at"] == first["sent_at"]
    listed = client.get(f"{path}/notices", headers=marketing.headers).json
    assert {notice["message"] for notice in listed} == {"Soon.", "Sooner."}


def test_who_is_not_in_sales_gets_none(client: FlaskClient, marketing: Colleague, show: str) -> None:
    told = client.post(f"/api/v1/events/{show}/notices", json={"message": "x"}, headers=marketing.headers).json
    assert client.get("/api/v1/notices", headers=marketing.headers).json == []
    assert client.post(f"/api/v1/notices/{told['id']}/read", headers=marketing.headers).status_code == 404
