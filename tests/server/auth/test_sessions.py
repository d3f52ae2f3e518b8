"""Signing in by password: the cookie, its end, the list of one's own browsers."""

from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.auth import sessions
from server.core.clock import DAY, HOUR, MINUTE
from tests.support.clock import standing_still
from tests.support.people import change, colleague
from tests.support.signing_in import PASSWORD, browser, give_password


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    return client.post("/api/v1/session", json={"email": email, "password": password})


def cookie_of(answer: TestResponse) -> Morsel[str]:
    return next(iter(SimpleCookie(answer.headers["Set-Cookie"]).values()))


def test_signing_in_answers_who_she_is_and_what_she_may(app: Flask, client: FlaskClient) -> None:
    who = colleague(app, "supervisor")
    answer = sign_in(client, give_password(app, who).upper())
    assert answer.status_code == 200
    assert answer.json["user"]["id"] == who.id
    assert answer.json["home"] == "/triage"
    assert "lead:assign" in answer.json["permissions"]
    assert "admin:users" not in answer.json["permissions"]
    assert client.get("/api/v1/me").json == answer.json


def test_the_cookie_over_plain_http(app: Flask, client: FlaskClient) -> None:
    cookie = cookie_of(sign_in(client, give_password(app, colleague(app))))
    assert cookie.key == "boxless"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert not cookie["secure"]
    assert not cookie["domain"]
    assert len(cookie.value) >= 43  # 256 bits


def test_over_https_the_cookie_is_bound_to_this_host(make_app: Callable[..., Flask]) -> None:
    app = make_app(PUBLIC_URL="https://leads.example.com")
    email = give_password(app, colleague(app))
    answer = app.test_client().post(
        "/api/v1/session", json={"email": email, "password": PASSWORD}, base_url="https://leads.example.com"
    )
    cookie = cookie_of(answer)
    assert cookie.key == "__Host-boxless"
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")


def test_a_wrong_password_and_a_closed_account_answer_the_same(app: Flask, client: FlaskClient) -> None:
    closed, ended = colleague(app), colleague(app, "contractor")
    emails = [give_password(app, closed), give_password(app, ended), give_password(app, colleague(app))]
    change(app, closed, active=False)
    change(app, ended, contract_until=1)
    answers = [sign_in(client, emails[0]), sign_in(client, emails[1]), sign_in(client, emails[2], "not the password")]
    assert {(answer.status_code, answer.data) for answer in answers} == {(401, answers[0].data)}
    assert answers[0].json["code"] == "bad_credentials"
    assert "Set-Cookie" not in answers[0].headers


def test_signing_in_again_ends_the_session_in_hand(app: Flask, client: FlaskClient) -> None:
    email = give_password(app, colleague(app))
    first = cookie_of(sign_in(client, email)).value
    second = cookie_of(sign_in(client, email)).value
    assert first != second
    stolen = app.test_client()
    stolen.set_cookie("boxless", first)
    assert stolen.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me").status_code == 200


def test_after_signing_out_the_cookie_is_dead_and_taken_back(app: Flask) -> None:
    client = browser(app, colleague(app))
    kept = client.get_cookie("boxless")
    assert kept
    answer = client.delete("/api/v1/session")
    assert answer.status_code == 204
    assert cookie_of(answer)["max-age"] == "0"
    client.set_cookie("boxless", kept.value)
    assert client.get("/api/v1/me").status_code == 401


def test_a_session_ends_after_twelve_idle_hours(app: Flask) -> None:
    who = colleague(app)
    with standing_still() as clock:
        client = browser(app, who)
        for _ in range(3):
            clock.advance(sessions.IDLE - MINUTE)
            assert client.get("/api/v1/me").status_code == 200
        clock.advance(sessions.IDLE + MINUTE)
        assert client.get("/api/v1/me").status_code == 401


def test_a_session_in_use_ends_after_seven_days(app: Flask) -> None:
    who = colleague(app)
    with standing_still() as clock:
        client, start = browser(app, who), clock.now
        while clock.now < start + 7 * DAY - 6 * HOUR:
            clock.advance(6 * HOUR)
            assert client.get("/api/v1/me").status_code == 200
        clock.advance(6 * HOUR)
        assert client.get("/api/v1/me").status_code == 401


def test_one_sees_and_ends_ones_own_sessions_only(app: Flask) -> None:
    me, other = colleague(app), colleague(app)
    here, there, foreign = browser(app, me), browser(app, me), browser(app, other)
    listed = here.get("/api/v1/session").json
    assert sorted(row["current"] for row in listed) == [False, True]
    elsewhere = next(row["id"] for row in listed if not row["current"])
    assert foreign.delete(f"/api/v1/session/{elsewhere}").status_code == 404
    assert there.get("/api/v1/me").status_code == 200
    assert here.delete(f"/api/v1/session/{elsewhere}").status_code == 204
    assert there.get("/api/v1/me").status_code == 401
    assert here.get("/api/v1/me").status_code == 200


def test_changing_the_password_ends_every_other_session(app: Flask) -> None:
    who = colleague(app)
    email = give_password(app, who)
    here, there = browser(app, who), browser(app, who)
    new = "seven grey herons"
    wrong = here.post("/api/v1/me/password", json={"current": "not the password", "new": new})
    assert (wrong.status_code, wrong.json["code"]) == (401, "bad_credentials")
    weak = here.post("/api/v1/me/password", json={"current": PASSWORD, "new": "password12345"})
    assert weak.status_code == 422
    assert here.post("/api/v1/me/password", json={"current": PASSWORD, "new": new}).status_code == 204
    assert here.get("/api/v1/me").status_code == 200
    assert there.get("/api/v1/me").status_code == 401
    assert sign_in(app.test_client(), email).status_code == 401
    assert sign_in(app.test_client(), email, new).status_code == 200
