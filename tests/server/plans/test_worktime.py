"""The arithmetic of clocks against a count of single minutes, over zones that change their clocks in every way."""

import random
from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest

from server.plans.calendars import OFFICE_WEEK, Calendar, DaySpans
from server.plans.worktime import add_time, time_between

CASES_PER_ZONE = 1700
MINUTE = timedelta(minutes=1)
WINDOW = timedelta(days=45)
#: Zone -> starts of windows; each holds a night in which the clocks change, if the zone has one.
#: Santiago and Cairo change at midnight, Lord Howe by half an hour, Kolkata never.
ZONES = {
    "Europe/Berlin": ("2025-03-10", "2025-10-06"),
    "America/New_York": ("2025-02-24", "2025-10-20"),
    "America/Santiago": ("2025-03-20", "2025-08-20"),
    "Africa/Cairo": ("2025-04-10", "2025-10-15"),
    "Australia/Lord_Howe": ("2025-03-20", "2025-09-20"),
    "Asia/Kolkata": ("2025-01-01", "2025-07-01"),
}
SPLIT: DaySpans = ((480, 735), (780, 1050))
NIGHT: DaySpans = ((0, 45), (90, 165), (1350, 1440))
WEEKS = (
    OFFICE_WEEK,
    (SPLIT,) * 5 + (((540, 720),), ()),
    (NIGHT,) * 7,
    (((0, 1440),),) * 7,
)


@cache
def minutes_of(zone: str, begins: str) -> tuple[tuple[date, int], ...]:
    """Local date and minute of the day of every minute of the window."""
    start, tz = datetime.fromisoformat(begins).replace(tzinfo=UTC), ZoneInfo(zone)
    local = ((start + MINUTE * n).astimezone(tz) for n in range(WINDOW // MINUTE))
    return tuple((at.date(), at.hour * 60 + at.minute) for at in local)


def counts(calendar: Calendar, day: date, minute: int) -> bool:
    """Whether somebody works in this minute, read off the week table."""
    spans = () if day in calendar.holidays else calendar.week[day.weekday()]
    return any(opens <= minute < closes for opens, closes in spans)


@cache
def worked(zone: str, begins: str, calendar: Calendar) -> tuple[int, ...]:
    """For every minute of the window whether it counts."""
    return tuple(int(counts(calendar, *minute)) for minute in minutes_of(zone, begins))


@cache
def calendars_of(zone: str, begins: str) -> tuple[Calendar, ...]:
    first = date.fromisoformat(begins)
    days_off = frozenset(first + timedelta(days=n) for n in (3, 4, 17, 25))
    return tuple(Calendar(zone, week, days_off) for week in WEEKS)


@pytest.mark.parametrize("zone", ZONES)
def test_every_minute_is_counted_as_it_would_be_by_hand(zone: str) -> None:
    draw = random.Random(zone)
    compared = 0
    while compared < CASES_PER_ZONE:
        begins = draw.choice(ZONES[zone])
        calendar = draw.choice((None, *calendars_of(zone, begins)))
        compared += compare(zone, begins, calendar, draw)


def compare(zone: str, begins: str, calendar: Calendar | None, draw: random.Random) -> bool:
    """One random sum, the product's way and minute by minute; False if it does not end in the window."""
    origin = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    start, needed = draw.randrange(0, 20 * 1440), draw.randrange(1, 40 * 60)
    pauses = [
        (p, p + draw.randrange(0, 3000)) for p in (draw.randrange(0, 25 * 1440) for _ in range(draw.randrange(3)))
    ]
    flags = list(worked(zone, begins, calendar)[start:]) if calendar else [1] * (WINDOW // MINUTE - start)
    for opens, closes in pauses:
        for n in range(max(0, opens - start), min(len(flags), closes - start)):
            flags[n] = 0
    passed = list(accumulate(flags))
    if passed[-1] < needed:
        return False
    by_hand = origin + MINUTE * (start + bisect_left(passed, needed) + 1)
    spans = [(origin + MINUTE * opens, origin + MINUTE * closes) for opens, closes in pauses]
    due = add_time(origin + MINUTE * start, MINUTE * needed, calendar, spans)
    assert due == by_hand, (zone, begins, calendar, start, needed, pauses)
    assert time_between(origin + MINUTE * start, due, calendar, spans) == MINUTE * needed
    return True


def test_four_working_hours_from_friday_afternoon_end_on_monday() -> None:
    friday = datetime(2025, 3, 7, 14, 30, tzinfo=UTC)
    assert add_time(friday, timedelta(hours=4), Calendar("Europe/Berlin")) == datetime(
        2025, 3, 10, 10, 30, tzinfo=UTC
    )


def test_absolute_hours_ignore_the_night_the_clocks_change() -> None:
    evening = datetime(2025, 3, 29, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    assert add_time(evening, timedelta(hours=24)) - evening.astimezone(UTC) == timedelta(hours=24)


def test_time_stands_still_in_overlapping_pauses_only_once() -> None:
    noon = datetime(2025, 3, 3, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    pauses = [(noon + hour, noon + 3 * hour), (noon + 2 * hour, noon + 5 * hour)]
    assert add_time(noon, 2 * hour, None, pauses) == noon + 6 * hour


@pytest.mark.parametrize(("start", "hours"), [(datetime(2025, 3, 3), 1), (datetime(2025, 3, 3, tzinfo=UTC), -1)])  # noqa: DTZ001
def test_naive_instants_and_negative_durations_are_refused(start: datetime, hours: int) -> None:
    with pytest.raises(ValueError, match="aware instant, forwards"):
        add_time(start, timedelta(hours=hours))


def test_a_calendar_closed_for_years_says_so() -> None:
    start = datetime(2025, 3, 3, tzinfo=UTC)
    closed = frozenset(start.date() + timedelta(days=n) for n in range(1500))
    with pytest.raises(ValueError, match="no room"):
        add_time(start, timedelta(hours=1), Calendar("UTC", holidays=closed))
