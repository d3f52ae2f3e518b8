"""Headers a browser needs to protect people, on every response, refusals included."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.people import colleague

pytestmark = pytest.mark.any_database

ALWAYS = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
}
ASKED = [
    ("GET", "/"),
    ("GET", "/nothing.js"),
    ("GET", "/api/v1/health"),
    ("GET", "/api/v1/me"),
    ("GET", "/api/v1/nothing"),
    ("POST", "/api/v1/setup"),
    ("PUT", "/api/v1/me"),
    ("GET", "/api/v1/events/%00"),
    ("GET", "/api/v1/health?x=%00"),
    ("OPTIONS", "/api/v1/me"),
    ("TRACE", "/api/v1/me"),
    ("POST", "/"),
]


def policy(header: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in header.split(";") if part.strip()}


@pytest.mark.parametrize(("method", "path"), ASKED)
def test_every_response_carries_them(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(path, method=method, buffered=True)
    assert set(answer.headers.keys()) >= ALWAYS
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if path.startswith("/api/"):
        assert answer.headers["Cache-Control"] == "no-store"


def test_even_a_stumble_carries_them(make_app: Callable[..., Flask]) -> None:
    app = make_app(TESTING=False)

    def stumble() -> None:
        raise RuntimeError("secret detail")

    app.view_functions["account.health"] = stumble
    stumble.access = app.view_functions["account.setup_state"].access  # type: ignore[attr-defined]
    answer = app.test_client().get("/api/v1/health")
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert set(answer.headers.keys()) >= ALWAYS
    assert "secret detail" not in answer.text


def test_the_policy_runs_nothing_foreign_and_nothing_inline(client: FlaskClient) -> None:
    rules = policy(client.get("/api/v1/health").headers["Content-Security-Policy"])
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert rules["style-src"] == rules["connect-src"] == ["'self'"]
    assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert not any(source.startswith(("http", "*")) for sources in rules.values() for source in sources)
    assert "'unsafe-inline'" not in str(rules)
    assert "'unsafe-eval'" not in str(rules)


def test_the_camera_is_ours_and_nobody_elses(client: FlaskClient) -> None:
    allowed = client.get("/api/v1/health").headers["Permissions-Policy"]
    assert "camera=(self)" in allowed
    assert "microphone=(self)" in allowed
    assert "geolocation=()" in allowed


@pytest.mark.parametrize(("url", "expected"), [("https://leads.example.com", True), ("http://localhost:8000", False)])
def test_https_is_for_good(make_app: Callable[..., Flask], url: str, expected: bool) -> None:
    answer = make_app(PUBLIC_URL=url).test_client().get("/api/v1/health")
    assert ("Strict-Transport-Security" in answer.headers) is expected


def test_a_405_names_the_methods_there_are(client: FlaskClient) -> None:
    answer = client.put("/api/v1/session")
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST", "DELETE"}
    assert client.open("/api/v1/me", method="TRACE").status_code == 405


def test_the_page_about_the_api_keeps_to_the_policy(app: Flask, client: FlaskClient) -> None:
    headers = colleague(app).headers
    page = client.get("/api/docs", headers=headers)
    assert page.status_code == 200
    assert page.content_type == "text/html; charset=utf-8"
    for forbidden in ("<script", "style=", "<style", "http://", "https://", "onclick"):
        assert forbidden not in page.text
    assert "/api/v1/enrolments/claim" in page.text
    assert "admin:users (admin)" in page.text
    style = client.get("/api/docs/api.css", headers=headers, buffered=True)
    assert (style.status_code, style.mimetype) == (200, "text/css")
    assert "url(" not in style.text


def test_openapi_describes_every_route_and_who_may_use_it(app: Flask, client: FlaskClient) -> None:
    described = client.get("/api/openapi.json", headers=colleague(app).headers).json
    assert described["openapi"].startswith("3.1")
    assert described["paths"]["/api/v1/users"]["post"]["x-who"] == "admin:users (admin)"
    assert described["paths"]["/api/v1/devices"]["post"]["security"] == [{"cookie": []}]
    assert described["paths"]["/api/v1/setup"]["post"]["security"] == []
    person = described["components"]["schemas"]["Person"]["properties"]
    assert person["contract_until"]["format"] == "date-time"
    assert described["components"]["schemas"]["Event"]["properties"]["starts_on"]["format"] == "date"
    assert "password_hash" not in str(described)
