"""One error shape, body limits, gzip both ways."""

import gzip
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from server.auth.access import public
from server.core.errors import Conflict
from server.core.http import BODY_LIMIT, json_response, read_json
from server.core.version import VERSION

pytestmark = pytest.mark.any_database
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def echo(own_app: Flask) -> FlaskClient:
    """A client of an app that sends back the JSON it got."""

    @own_app.post("/api/v1/echo")
    @public
    def back() -> Any:
        return json_response(read_json())

    return own_app.test_client()


def test_the_version_is_the_projects(client: FlaskClient) -> None:
    assert client.get("/api/v1/health").json == {"status": "ok", "version": VERSION}
    assert re.search(rf'^version = "{VERSION}"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)


@pytest.mark.parametrize("packed", [True, False])
def test_json_comes_in_plain_or_packed(echo: FlaskClient, packed: bool) -> None:
    body = orjson.dumps({"name": "Zoë", "list": list(range(2000))})
    headers = {"Content-Encoding": "gzip"} if packed else {}
    answer = echo.post("/api/v1/echo", data=gzip.compress(body) if packed else body, headers=headers)
    assert answer.data == body


def test_long_answers_are_packed_for_who_takes_it(echo: FlaskClient) -> None:
    body = orjson.dumps(["x" * 5000])
    answer = echo.post("/api/v1/echo", data=body, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == body
    assert "Content-Encoding" not in echo.post("/api/v1/echo", data=body).headers


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"\xff", {}, 400),
        (b'"\\ud800"', {}, 400),
        (b"{}", {"Content-Encoding": "gzip"}, 400),
        (gzip.compress(b"{}", mtime=0)[:-9], {"Content-Encoding": "gzip"}, 400),
        (gzip.compress(b" " * (BODY_LIMIT + 1), mtime=0), {"Content-Encoding": "gzip"}, 413),
        (b" " * (BODY_LIMIT + 1), {}, 413),
    ],
)
def test_bad_bodies_are_refused(echo: FlaskClient, body: bytes, headers: dict[str, str], status: int) -> None:
    answer = echo.post("/api/v1/echo", data=body, headers=headers)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


def test_a_bomb_is_not_unpacked(echo: FlaskClient) -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * (1 << 28)))
    assert len(bomb) < 10_000
    answer = echo.post("/api/v1/echo", data=bomb, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 400
    answer = echo.post("/api/v1/echo", data=gzip.decompress(bomb), headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 413


def test_a_problem_is_a_problem_document(own_app: Flask) -> None:
    @own_app.get("/api/v1/taken")
    @public
    def taken() -> None:
        raise Conflict("Ada was faster.", code="claimed", winner="Ada")

    answer = own_app.test_client().get("/api/v1/taken")
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert answer.json == {
        "type": "/problems/claimed",
        "title": "Ada was faster.",
        "status": 409,
        "code": "claimed",
        "winner": "Ada",
    }


def test_a_database_that_is_away_is_503(own_app: Flask) -> None:
    @own_app.get("/api/v1/away")
    @public
    def away() -> None:
        raise OperationalError("SELECT secret", {}, Exception("no connection"))

    answer = own_app.test_client().get("/api/v1/away")
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "SELECT" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/nothing", "/api/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_address_of_the_api_is_not_a_screen(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/v1/health?q=a%00b", "/api/v1/health?a%00b=1", "/mine%00"])
def test_a_nul_in_an_address_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json["code"]) == (400, "malformed")
