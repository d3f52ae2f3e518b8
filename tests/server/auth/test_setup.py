"""The first run: one link, once, everything or nothing."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from server.auth import links, setup
from server.auth.models import User
from server.core import audit, changes, signals
from server.core.clock import HOUR
from server.core.db import reading, table
from tests.support.clock import standing_still
from tests.support.people import colleague
from tests.support.signing_in import PASSWORD

WISH: dict[str, Any] = {
    "organisation": {"name": "Harbour Pumps", "currency": "EUR", "tz": "Europe/Berlin", "language": "de"},
    "admin": {"name": "Greta Berger", "email": "Greta@HarbourPumps.example", "password": PASSWORD},
    "event": {
        "name": "Pump Days",
        "venue": "Hall 4",
        "tz": "Europe/Berlin",
        "starts_on": "2026-11-21",
        "ends_on": "2026-11-23",
    },
}


def token_of(app: Flask) -> str:
    with app.app_context():
        url = setup.first_run_url()
    assert url
    address, token = url.split("#setup=")
    assert address == "http://localhost:8000/"
    return token


def set_up(client: FlaskClient, token: str, **changed: Any) -> TestResponse:
    return client.post("/api/v1/setup", json={"token": token, **WISH, **changed})


def people(app: Flask) -> int:
    with app.app_context(), reading() as connection:
        return connection.scalar(select(func.count()).select_from(table(User))) or 0


def test_set_up_makes_everything_and_signs_in(app: Flask, client: FlaskClient) -> None:
    assert client.get("/api/v1/setup").json == {"needed": True}
    answer = set_up(client, token_of(app))
    assert answer.status_code == 201
    assert client.get("/api/v1/setup").json == {"needed": False}
    me = client.get("/api/v1/me").json
    assert me == answer.json
    assert me["user"]["email"] == "greta@harbourpumps.example"
    assert me["user"]["roles"] == ["supervisor", "admin"]
    assert me["org"]["currency"] == "EUR"
    assert client.get("/api/v1/teams").json == [
        {
            "id": client.get("/api/v1/users").json[0]["team_ids"][0],
            "name": "Sales",
            "kind": "field",
            "member_ids": [me["user"]["id"]],
            "supervisor_ids": [me["user"]["id"]],
        }
    ]
    (show,) = client.get("/api/v1/events").json
    assert (show["name"], show["staff_ids"]) == ("Pump Days", [me["user"]["id"]])
    assert [chip["slug"] for chip in show["chips"]][:2] == ["demo", "quote"]


def test_an_administrator_need_not_see_leads(app: Flask, client: FlaskClient) -> None:
    answer = set_up(client, token_of(app), admin={**WISH["admin"], "also_supervisor": False})
    assert answer.json["user"]["roles"] == ["admin"]
    assert answer.json["home"] == "/setup"
    assert "lead:read" not in answer.json["permissions"]


def test_a_second_set_up_is_refused(app: Flask, client: FlaskClient) -> None:
    first, second = token_of(app), token_of(app)
    assert set_up(client, first).json["code"] == "link_expired"
    assert set_up(client, second).status_code == 201
    again = set_up(client, second)
    assert (again.status_code, again.json["code"]) == (409, "already_set_up")
    with app.app_context():
        assert setup.first_run_url() is None
    assert people(app) == 1


@pytest.mark.parametrize("token", ["wrong", "\u0000", "x" * 200])
def test_a_wrong_token_opens_nothing(app: Flask, client: FlaskClient, token: str) -> None:
    token_of(app)
    answer = set_up(client, token)
    assert (answer.status_code, answer.json["code"]) == (410, "link_expired")
    assert people(app) == 0


def test_the_link_expires(app: Flask, client: FlaskClient) -> None:
    with standing_still() as clock:
        token = token_of(app)
        clock.advance(links.LIFETIMES["setup"])
        assert set_up(client, token).status_code == 410
        fresh = token_of(app)
        clock.advance(HOUR)
        assert set_up(client, fresh).status_code == 201


@pytest.mark.parametrize(
    ("part", "field", "bad"),
    [
        ("organisation", "name", "  "),
        ("organisation", "currency", "euro"),
        ("organisation", "tz", "Mars/Olympus"),
        ("organisation", "language", "deu"),
        ("admin", "email", "greta"),
        ("admin", "roles", ["director"]),
        ("event", "tz", "CEST+2"),
        ("event", "starts_on", "21.11.2026"),
        ("event", "ends_on", "2026-11-20"),
        ("event", "id", "5"),
    ],
)
def test_bad_values_are_named_and_nothing_is_written(
    app: Flask, client: FlaskClient, part: str, field: str, bad: Any
) -> None:
    wish, token = deepcopy(WISH), token_of(app)
    wish[part][field] = bad
    answer = set_up(client, token, **wish)
    assert answer.status_code == 422
    assert list(answer.json["errors"]["json"][part]) == [field]
    assert people(app) == 0
    assert set_up(client, token).status_code == 201


def test_a_password_out_of_the_organisation_is_refused(app: Flask, client: FlaskClient) -> None:
    answer = set_up(client, token_of(app), admin={**WISH["admin"], "password": "HarbourPumps2026"})
    assert answer.status_code == 422
    assert people(app) == 0


def test_a_failure_half_way_leaves_nothing(app: Flask, client: FlaskClient) -> None:
    token = token_of(app)

    def stumble(_connection: object, **_carried: object) -> None:
        raise RuntimeError("the last step fails")

    with signals.house_founded.connected_to(stumble), pytest.raises(RuntimeError):
        set_up(client, token)
    assert people(app) == 0
    assert set_up(client, token).status_code == 201


def test_set_up_is_audited_without_secrets(app: Flask, client: FlaskClient) -> None:
    token = token_of(app)
    set_up(client, token)
    with app.app_context(), reading() as connection:
        lines = connection.execute(select(table(audit.Audit)).order_by(table(audit.Audit).c.id)).mappings().all()
        assert audit.broken_at(connection) is None
        assert changes.read(connection)
    assert [line["action"] for line in lines] == ["organisation.founded", "session.started"]
    assert not any(secret in str(lines) for secret in (PASSWORD, token, "argon2"))


def test_with_an_administrator_there_is_no_first_run(app: Flask, make_app: Callable[..., Flask]) -> None:
    colleague(app, "rep")
    assert token_of(app)
    colleague(app, "admin")
    with app.app_context():
        assert setup.first_run_url() is None
