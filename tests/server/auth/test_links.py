"""Choosing a password by a link that works once."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.auth import links
from server.core.clock import MINUTE
from tests.support.clock import standing_still
from tests.support.people import Colleague, change, colleague
from tests.support.signing_in import browser

NEW: dict[str, Any] = {"name": "Jonas Keller", "email": "jonas@team.example", "roles": ["rep"]}


def choose(client: FlaskClient, token: str, password: str = "seven grey herons") -> TestResponse:
    return client.post("/api/v1/links", json={"token": token, "password": password})


def token_in(link: dict[str, str]) -> str:
    address, token = link["url"].split("#password=")
    assert address == "http://localhost:8000/"
    return token


@pytest.fixture
def admin(app: Flask) -> Colleague:
    return colleague(app, "admin")


def test_an_invited_person_chooses_a_password_and_is_in(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    invited = client.post("/api/v1/users", json=NEW, headers=admin.headers).json
    hers = app.test_client()
    answer = choose(hers, token_in(invited["link"]))
    assert answer.status_code == 200
    assert hers.get("/api/v1/me").json["user"]["id"] == invited["id"]
    signed_in = client.post("/api/v1/session", json={"email": NEW["email"], "password": "seven grey herons"})
    assert signed_in.status_code == 200


def test_a_link_works_once(client: FlaskClient, admin: Colleague) -> None:
    token = token_in(client.post("/api/v1/users", json=NEW, headers=admin.headers).json["link"])
    assert choose(client, token).status_code == 200
    assert choose(client, token).json["code"] == "link_expired"


def test_a_weak_password_does_not_use_the_link_up(client: FlaskClient, admin: Colleague) -> None:
    token = token_in(client.post("/api/v1/users", json=NEW, headers=admin.headers).json["link"])
    weak = choose(client, token, "jonas.keller1")
    assert weak.status_code == 422
    assert "Leave out" in weak.json["errors"]["json"]["password"][0]
    assert choose(client, token).status_code == 200


def test_a_link_expires(client: FlaskClient, admin: Colleague) -> None:
    with standing_still() as clock:
        token = token_in(client.post("/api/v1/users", json=NEW, headers=admin.headers).json["link"])
        clock.advance(links.LIFETIMES["password"])
        assert choose(client, token).status_code == 410


def test_a_fresh_link_replaces_the_lost_one_and_ends_sessions(
    app: Flask, client: FlaskClient, admin: Colleague
) -> None:
    who = colleague(app)
    signed_in = browser(app, who)
    first, second = (
        token_in(client.post(f"/api/v1/users/{who.id}/link", headers=admin.headers).json) for _ in range(2)
    )
    assert choose(client, first).status_code == 410
    assert choose(client, second).status_code == 200
    assert signed_in.get("/api/v1/me").status_code == 401


def test_a_closed_account_gets_no_link_and_uses_none(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    who = colleague(app)
    token = token_in(client.post(f"/api/v1/users/{who.id}/link", headers=admin.headers).json)
    change(app, who, active=False)
    assert choose(client, token).status_code == 410
    assert client.post(f"/api/v1/users/{who.id}/link", headers=admin.headers).status_code == 404


def test_guessing_links_is_slowed_down(client: FlaskClient) -> None:
    with standing_still() as clock:
        answers = [choose(client, "wrong").status_code for _ in range(21)]
        assert answers == [410] * 20 + [429]
        clock.advance(MINUTE)
        assert choose(client, "wrong").status_code == 410
