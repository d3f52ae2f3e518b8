"""Fixtures of the tests about jobs."""

from collections.abc import Iterator

import pytest

from tests.support.clock import Clock, standing_still


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Time that moves when the test says so."""
    with standing_still() as clock:
        yield clock
