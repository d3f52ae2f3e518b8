"""The first, cheap gate: counted in memory or in Redis."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.auth.access import signed_in
from server.core.limits import EXPORT, limiter
from tests.support.people import colleague

pytestmark = pytest.mark.any_database


def until_refused(client: FlaskClient, ip: str) -> int:
    for n in range(100):
        answer = client.post("/api/v1/setup", json={}, environ_base={"REMOTE_ADDR": ip})
        if answer.status_code == 429:
            assert answer.json["code"] == "too_many_attempts"
            assert 0 < int(answer.headers["Retry-After"]) <= 60
            return n
    return 100


def test_the_way_in_takes_sixty_a_minute_from_an_address(client: FlaskClient) -> None:
    assert until_refused(client, "203.0.113.1") == 60
    assert client.post("/api/v1/setup", json={}, environ_base={"REMOTE_ADDR": "203.0.113.2"}).status_code == 422


def test_redis_counts_for_every_process(make_app: Callable[..., Flask], redis_url: str, backend: str) -> None:
    ip = f"address of the test on {backend}"  # Redis lives as long as the session
    first = make_app(REDIS_URL=redis_url).test_client()
    assert until_refused(first, ip) == 60
    second = make_app(REDIS_URL=redis_url).test_client()
    assert until_refused(second, ip) == 0


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_redis_that_is_away_does_not_close_the_door(make_app: Callable[..., Flask]) -> None:
    client = make_app(REDIS_URL="redis://127.0.0.1:1/0").test_client()
    assert client.post("/api/v1/setup", json={}).status_code == 422
    assert until_refused(client, "203.0.113.4") == 60


def test_a_device_has_its_own_count(own_app: Flask) -> None:
    @own_app.get("/api/v1/file")
    @limiter.limit(EXPORT)
    @signed_in
    def file() -> str:
        return "many people"

    client, first, second = own_app.test_client(), colleague(own_app), colleague(own_app)
    answers = [client.get("/api/v1/file", headers=first.headers).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    assert client.get("/api/v1/file", headers=second.headers).status_code == 200
