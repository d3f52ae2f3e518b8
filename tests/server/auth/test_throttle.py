"""Guessing gets slow, for known and unknown accounts alike."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from server.auth import passwords, throttle
from server.auth.models import LoginFailure
from server.auth.throttle import account_key, address_key
from server.core.clock import DAY, HOUR, MINUTE, SECOND
from server.core.db import reading, table
from server.core.errors import TooMany
from tests.support.clock import standing_still
from tests.support.people import colleague
from tests.support.signing_in import PASSWORD, give_password


def attempt(client: FlaskClient, email: str, password: str, ip: str = "203.0.113.1") -> TestResponse:
    return client.post(
        "/api/v1/session", json={"email": email, "password": password}, environ_base={"REMOTE_ADDR": ip}
    )


def test_the_sixth_guess_within_a_minute_waits_even_if_right(app: Flask, client: FlaskClient) -> None:
    email = give_password(app, colleague(app))
    with standing_still() as clock:
        for _ in range(5):
            assert attempt(client, email, "wrong password here").status_code == 401
            clock.advance(SECOND)
        refused = attempt(client, email, PASSWORD)
        assert refused.status_code == 429
        assert refused.json["code"] == "too_many_attempts"
        wait = int(refused.headers["Retry-After"])
        assert 50 <= wait <= 60
        clock.advance(wait * SECOND)
        assert attempt(client, email, PASSWORD).status_code == 200


def test_unknown_accounts_are_answered_and_slowed_like_known_ones(app: Flask, client: FlaskClient) -> None:
    email = give_password(app, colleague(app))
    with standing_still():
        known = [attempt(client, email, "wrong password here") for _ in range(7)]
        unknown = [attempt(client, "nobody@team.example", "wrong password here", "203.0.113.2") for _ in range(7)]
    assert [answer.status_code for answer in known] == [401] * 5 + [429] * 2
    assert [(answer.status_code, answer.data) for answer in known] == [
        (answer.status_code, answer.data) for answer in unknown
    ]


def test_an_unknown_account_costs_the_same_work(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    email, verified = give_password(app, colleague(app)), []

    class Counting(PasswordHasher):
        def verify(self, *given: Any) -> bool:
            verified.append(given)
            return super().verify(*given)

    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=2, memory_cost=19_456, parallelism=1))
    for who in (email, "nobody@team.example"):
        attempt(client, who, "wrong password here")
    settings = [kept.rsplit("$", 2)[0] for kept, _ in verified]
    assert settings == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


def test_one_address_trying_many_accounts_waits(client: FlaskClient) -> None:
    with standing_still():
        answers = [attempt(client, f"person{n}@team.example", "wrong password here").status_code for n in range(21)]
    assert answers == [401] * 20 + [429]


def test_a_right_password_forgives_the_account_but_not_the_address(app: Flask, client: FlaskClient) -> None:
    email = give_password(app, colleague(app))
    with standing_still():
        for _ in range(4):
            attempt(client, email, "wrong password here")
        assert attempt(client, email, PASSWORD).status_code == 200
        for _ in range(4):
            assert attempt(client, email, "wrong password here").status_code == 401
        for n in range(12):
            assert attempt(client, f"person{n}@team.example", "wrong").status_code == 401
        assert attempt(client, "another@team.example", "wrong").status_code == 429


def test_a_patient_guesser_meets_the_hour_and_the_day(app: Flask) -> None:
    key = account_key("ada@team.example")
    with app.app_context(), standing_still() as clock:

        def tries(until: int) -> int:
            made = 0
            while clock.now < until:
                try:
                    throttle.take_try((key, throttle.ACCOUNT))
                    made += 1
                except TooMany as refused:
                    clock.advance(int(refused.headers["Retry-After"]) * SECOND)
            return made

        start = clock.now
        assert tries(start + HOUR) == 20
        assert tries(start + DAY) == 30


def test_counts_older_than_a_day_are_forgotten(app: Flask) -> None:
    with app.app_context(), standing_still() as clock:
        throttle.take_try((address_key("203.0.113.7"), throttle.ADDRESS))
        clock.advance(DAY + MINUTE)
        throttle.take_try((address_key("203.0.113.8"), throttle.ADDRESS))
        with reading() as connection:
            assert connection.scalar(select(func.count()).select_from(table(LoginFailure))) == 1


def test_counts_survive_a_restart(app: Flask, client: FlaskClient, make_app: Callable[..., Flask]) -> None:
    with standing_still():
        for _ in range(5):
            attempt(client, "ada@team.example", "wrong password here")
        assert attempt(make_app().test_client(), "ada@team.example", "wrong password here").status_code == 429


@pytest.mark.parametrize("keys", [(account_key("a@x.example"), account_key("b@x.example"))])
def test_accounts_do_not_share_their_tries(app: Flask, keys: tuple[str, str]) -> None:
    with app.app_context(), standing_still():
        for _ in range(5):
            throttle.take_try((keys[0], throttle.ACCOUNT))
        throttle.take_try((keys[1], throttle.ACCOUNT))
        with pytest.raises(TooMany):
            throttle.take_try((keys[0], throttle.ACCOUNT))
