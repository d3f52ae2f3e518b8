"""A clock that moves when a test says so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from server.core import clock as core_clock

#: Monday, 1 March 2027, ten o'clock in Berlin
MONDAY = 1_803_891_600_000


class Clock:
    """Stands still at `now` (milliseconds) until it is advanced."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self.now += ms


@contextmanager
def running_from(instant: int) -> Iterator[None]:
    """Inside this block the server's time runs on from the instant: a test says which day it is."""
    begun = time.monotonic()
    with core_clock.frozen(lambda: instant + round((time.monotonic() - begun) * core_clock.SECOND)):
        yield


@contextmanager
def standing_still() -> Iterator[Clock]:
    """Inside this block the server's time is what the clock says; it begins at the real time."""
    clock = Clock(core_clock.now_ms())
    with core_clock.frozen(clock):
        yield clock
