"""A show with a supervisor and a rep, and what tests of two leads ask of the server."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.clock import Clock, standing_still
from tests.support.shows import Phone, Show, open_show, phone


@pytest.fixture
def clock() -> Iterator[Clock]:
    with standing_still() as clock:
        yield clock


@pytest.fixture
def show(app: Flask, clock: Clock) -> Show:
    return open_show(app)


@pytest.fixture
def boss(show: Show) -> Phone:
    return phone(show, "supervisor", leads_team=True)


@pytest.fixture
def rep(show: Show) -> Phone:
    return phone(show)
