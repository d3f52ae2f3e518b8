"""A clock that moves when a test says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from server.core import clock as core_clock


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
def standing_still() -> Iterator[Clock]:
    """Inside this block the server's time is what the clock says; it begins at the real time."""
    clock = Clock(core_clock.now_ms())
    with core_clock.frozen(clock):
        yield clock
