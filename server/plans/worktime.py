"""Adding and measuring time: absolute hours, or hours somebody works, both able to stand still in pauses."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

from server.plans.calendars import LONGEST_CLOSURE_DAYS, Calendar, Span, merged

#: Later than any due date; keeps the arithmetic away from the end of what datetime can hold.
FAR_FUTURE = datetime(9000, 1, 1, tzinfo=UTC)
NOTHING = timedelta()


def add_time(
    start: datetime, duration: timedelta, calendar: Calendar | None = None, pauses: Sequence[Span] = ()
) -> datetime:
    """The earliest instant by which `duration` has run since `start`.

    Without a calendar absolute time counts, which no change of clocks can disturb; with one, working time.
    Nothing counts inside `pauses`. Raises ValueError for a naive start or a negative duration.
    """
    if start.tzinfo is None or duration < NOTHING:
        raise ValueError("Time is added to an aware instant, forwards.")
    if start.tzinfo is not UTC:
        start = start.astimezone(UTC)
    left = duration
    if not left:
        return start
    if calendar is None and not pauses and left <= FAR_FUTURE - start:
        return start + left
    for begin, end in _counting(start, calendar, pauses):
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise ValueError("The calendar leaves no room for that much working time.")


def time_between(
    start: datetime, end: datetime, calendar: Calendar | None = None, pauses: Iterable[Span] = ()
) -> timedelta:
    """How much time counted from `start` to `end`; zero if `end` is not after `start`."""
    total = timedelta()
    for begin, stop in _counting(start.astimezone(UTC), calendar, pauses):
        if begin >= end:
            break
        total += min(stop, end) - begin
    return total


def _counting(start: datetime, calendar: Calendar | None, pauses: Iterable[Span]) -> Iterator[Span]:
    """The spans from `start` on in which time counts."""
    working, still = _working(start, calendar), merged(pauses)
    return chain.from_iterable(_without(span, still) for span in working) if still else working


def _working(start: datetime, calendar: Calendar | None) -> Iterator[Span]:
    if calendar is None:
        yield (start, FAR_FUTURE)
        return
    day = calendar.local_date(start)
    idle_days = 0
    while idle_days < LONGEST_CLOSURE_DAYS:
        spans = [(max(begin, start), end) for begin, end in calendar.spans(day) if end > start]
        yield from spans
        idle_days = 0 if spans else idle_days + 1
        day += timedelta(days=1)


def _without(span: Span, pauses: list[Span]) -> Iterator[Span]:
    begin, end = span
    for pause_start, pause_end in pauses:
        if pause_end <= begin:
            continue
        if pause_start >= end:
            break
        if pause_start > begin:
            yield (begin, pause_start)
        begin = pause_end
    if begin < end:
        yield (begin, end)
