"""Waiting for something that another process does, without guessing how long it takes."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(look: Callable[[], T | None], within: float = 30.0) -> T:
    """What `look` answers once it is true-ish; fails with what it saw last after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"not within {within:.0f} s; last seen: {seen!r}"
        time.sleep(0.05)
