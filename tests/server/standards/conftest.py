"""A house with a supervisor who sets its standards, a rep on the stand, and a worker."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.core.clock import DAY
from server.jobs.working import drain
from tests.support.clock import MONDAY, running_from
from tests.support.shows import Phone, Show, open_show, phone

THURSDAY = MONDAY + 3 * DAY


@pytest.fixture(autouse=True)
def _on_a_thursday() -> Iterator[None]:
    """Whether a plan's steps move depends on the weekend between them."""
    with running_from(THURSDAY):
        yield


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


@pytest.fixture
def rep(show: Show) -> Phone:
    return phone(show)


@pytest.fixture
def boss(show: Show) -> Phone:
    return phone(show, "supervisor", leads_team=True)


class Desk:
    """The supervisor's browser: asks, and expects an answer."""

    def __init__(self, app: Flask, boss: Phone) -> None:
        self._app = app
        self._client: FlaskClient = app.test_client()
        self.headers = boss.who.headers

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Any request under /api/v1; the raw response."""
        return self._client.open(f"/api/v1{path}", method=method, json=body, headers=self.headers, buffered=True)

    def get(self, path: str) -> Any:
        """What is there."""
        response = self.ask("GET", path)
        assert response.status_code == 200, response.json
        return response.json

    def do(self, method: str, path: str, body: Any = None) -> Any:
        """Something that is let through."""
        response = self.ask(method, path, {} if body is None and method != "DELETE" else body)
        assert response.status_code in (200, 201, 202, 204), response.json
        return response.json if response.data else None

    def work(self) -> None:
        """Let the worker do everything that is due."""
        drain(self._app)


@pytest.fixture
def desk(app: Flask, boss: Phone) -> Desk:
    return Desk(app, boss)
