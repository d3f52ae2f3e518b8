"""A show on a Monday morning, with a clock that moves when a test says so."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.clock import MONDAY, Clock, standing_still
from tests.support.shows import Phone, Show, open_show, phone


@pytest.fixture
def clock() -> Iterator[Clock]:
    with standing_still() as clock:
        clock.now = MONDAY
        yield clock


@pytest.fixture
def show(app: Flask, clock: Clock) -> Show:
    return open_show(app)


@pytest.fixture
def ann(show: Show) -> Phone:
    return phone(show)


@pytest.fixture
def ben(show: Show) -> Phone:
    return phone(show)


@pytest.fixture
def eva(show: Show) -> Phone:
    """Supervisor of their team."""
    return phone(show, "supervisor", leads_team=True)
