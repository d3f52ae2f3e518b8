"""The door before every route: marks, cookies of other sites, tokens of nobody."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.views import MethodView
from sqlalchemy import event

from server.auth.access import Mark, mark_of, public, requires, signed_in
from server.core.db import db
from server.core.errors import Unavailable
from tests.support.clock import standing_still
from tests.support.people import colleague
from tests.support.signing_in import PASSWORD, browser, give_password

FOREIGN = "https://evil.example"


@pytest.mark.any_database
def test_a_route_without_a_mark_is_closed_to_everybody(own_app: Flask) -> None:
    own_app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "open")
    director = colleague(own_app, "director", "admin", "supervisor")
    answer = own_app.test_client().get("/api/v1/forgotten", headers=director.headers)
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_a_mark_must_be_in_the_map() -> None:
    with pytest.raises(KeyError):
        requires("lead:steal")


def test_the_marks_of_views_and_of_classes(own_app: Flask) -> None:
    class Door(MethodView):
        @public
        def get(self) -> str:
            return "open"

        @signed_in
        def post(self) -> str:
            return "known"

    own_app.add_url_rule("/api/v1/door", view_func=Door.as_view("door"))
    assert mark_of(own_app, "door", "HEAD") == Mark(anonymous=True)
    assert mark_of(own_app, "door", "POST") == Mark()
    assert mark_of(own_app, "people.users", "GET") == Mark("admin:users")
    client = own_app.test_client()
    assert client.get("/api/v1/door").status_code == 200
    assert client.post("/api/v1/door").status_code == 401


@pytest.mark.parametrize(
    "authorization",
    ["Bearer", "Bearer ", "Bearer bxl_wrong", "Basic YWRhOmFkYQ==", "Bearer bxl_\x00", "bxl_wrong", "Bearer ü"],
)
def test_a_bad_token_is_nobody_even_with_a_good_cookie(app: Flask, authorization: str) -> None:
    client = browser(app, colleague(app))
    answer = client.get("/api/v1/me", headers={"Authorization": authorization})
    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("cookie", ["wrong", "", "x" * 3000, "%00"])
def test_a_bad_cookie_is_nobody(app: Flask, cookie: str) -> None:
    client = app.test_client()
    client.set_cookie("boxless", cookie)
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": FOREIGN},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://blog.localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
    ],
)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_what_another_site_makes_a_browser_send_is_refused(
    app: Flask, headers: dict[str, str], content_type: str
) -> None:
    who = colleague(app)
    client = browser(app, who)
    body = f'{{"user_id": "{who.id}"}}'
    answer = client.post("/api/v1/enrolments", data=body, content_type=content_type, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (403, "cross_site")
    assert client.get("/api/v1/me", headers=headers).json["code"] == "cross_site"


def test_another_site_cannot_sign_a_browser_in(app: Flask, client: FlaskClient) -> None:
    body = {"email": give_password(app, colleague(app)), "password": PASSWORD}
    answer = client.post("/api/v1/session", json=body, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.json["code"] == "cross_site"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost:8000"},
        {},
    ],
)
def test_our_own_pages_and_programs_are_let_in(app: Flask, headers: dict[str, str]) -> None:
    who = colleague(app)
    answer = browser(app, who).post("/api/v1/enrolments", json={"user_id": who.id}, headers=headers)
    assert answer.status_code == 201


def test_a_link_on_another_site_may_lead_here(app: Flask) -> None:
    client = browser(app, colleague(app))
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/api/docs", headers=followed).status_code == 200
    assert client.delete("/api/v1/session", headers=followed).json["code"] == "cross_site"


def test_a_token_needs_no_check_of_the_site(app: Flask, client: FlaskClient) -> None:
    headers = {**colleague(app).headers, "Origin": FOREIGN, "Sec-Fetch-Site": "cross-site"}
    answer = client.get("/api/v1/me", headers=headers)
    assert answer.status_code == 200
    # and yet no script of that site may read the answer
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_is_no_json(client: FlaskClient, content_type: str) -> None:
    body = '{"email": "ada@team.example", "password": "violet anchor tides"}'
    answer = client.post("/api/v1/session", data=body, content_type=content_type)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


def test_options_tells_the_methods_and_nothing_else(client: FlaskClient) -> None:
    answer = client.options("/api/v1/users")
    assert answer.status_code == 200
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_busy_database_does_not_turn_anybody_away(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing_still() as clock:
        who = colleague(app)
        clock.advance(60 * 60 * 1000)

        def busy() -> None:
            raise Unavailable()

        monkeypatch.setattr("server.auth.access.writing", busy)
        assert client.get("/api/v1/me", headers=who.headers).status_code == 200


@pytest.mark.any_database
def test_a_proxy_that_is_not_trusted_cannot_lend_an_address(make_app: Callable[..., Flask]) -> None:
    for trusted, status in ((0, 429), (1, 401)):
        client = make_app(TRUSTED_PROXIES=trusted).test_client()
        body = {"password": "wrong password here"}
        with standing_still():
            for n in range(21):
                answer = client.post(
                    "/api/v1/session",
                    json={**body, "email": f"p{trusted}-{n}@team.example"},
                    headers={"X-Forwarded-For": f"198.51.100.{n}"},
                )
        assert answer.status_code == status


def test_denied_requests_are_logged_without_secrets(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    who = colleague(app)
    client.get("/api/v1/users", headers=who.headers)
    client.get("/api/v1/me", headers={"Authorization": "Bearer bxl_canary"})
    said = capsys.readouterr().out
    assert said.count("access.denied") == 2
    assert "canary" not in said
    assert who.headers["Authorization"].removeprefix("Bearer ") not in said


@pytest.mark.parametrize("role", ["rep", "supervisor"])
def test_knowing_who_asks_takes_one_query(app: Flask, client: FlaskClient, role: str) -> None:
    who, asked = colleague(app, role), list[str]()
    signed = browser(app, who)
    client.get("/api/docs/api.css", headers=who.headers, buffered=True)
    with app.app_context():
        engine = db.engine

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "INSERT")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    assert client.get("/api/docs/api.css", headers=who.headers, buffered=True).status_code == 200
    assert len(asked) == 1
    assert signed.get("/api/docs/api.css", buffered=True).status_code == 200
    assert len(asked) == 2
    event.remove(engine, "before_cursor_execute", listen)
