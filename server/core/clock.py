"""The one place that knows what time it is. Instants are integers: milliseconds since 1970, UTC."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def _system() -> int:
    return time.time_ns() // 1_000_000


_source: Callable[[], int] = _system


def now_ms() -> int:
    """The current instant in milliseconds."""
    return _source()


@contextmanager
def frozen(source: Callable[[], int]) -> Iterator[None]:
    """Run with another source of time; simulators and tests use it."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


#: 1 January 2200: nobody plans beyond it; a later date is a slip of a finger
LATEST = 7_258_118_400_000


def to_datetime(ms: int) -> datetime:
    """Aware UTC datetime of an instant in milliseconds."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def from_datetime(moment: datetime) -> int:
    """Milliseconds of an aware datetime. Raises ValueError for a naive one: its instant is unknown."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime names no instant")
    return round(moment.timestamp() * 1000)


def iso(ms: int | None) -> str | None:
    """ISO 8601 with milliseconds and Z, or None."""
    if ms is None:
        return None
    return to_datetime(ms).isoformat(timespec="milliseconds").replace("+00:00", "Z")
