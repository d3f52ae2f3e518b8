"""Days, months, quarters and fiscal years of the organisation, as instants. Pure.

A day begins at midnight on the clocks of the organisation's place; where summer time skips midnight, at the first
moment of the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: how many months one period has
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """A named stretch of time: from `start`, up to but without `end` (milliseconds)."""

    name: str
    start: int
    end: int


def day_start(day: date, tz: ZoneInfo) -> int:
    """The instant a calendar day begins."""
    return round(datetime.combine(day, time(), tz).timestamp() * 1000)


def day_of(ms: int, tz: ZoneInfo) -> date:
    """The calendar day an instant falls on."""
    return datetime.fromtimestamp(ms / 1000, tz).date()


def month_after(day: date, months: int) -> date:
    """The first of the month so many months after (or before) the month of a day."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def first_day(day: date, kind: str, fiscal_start: int = 1) -> date:
    """First day of the month, fiscal quarter or fiscal year a day lies in."""
    into = (day.month - fiscal_start) % MONTHS[kind]
    return month_after(day, -into)


def name_of(first: date, kind: str, fiscal_start: int = 1) -> str:
    """2026-03, 2026-Q1 or 2026; a fiscal year is called after the calendar year it begins in."""
    if kind == "month":
        return f"{first:%Y-%m}"
    opening = first_day(first, "year", fiscal_start)
    if kind == "year":
        return f"{opening.year}"
    months = (first.year - opening.year) * 12 + first.month - opening.month
    return f"{opening.year}-Q{months // 3 + 1}"


def spans(kind: str, begin: date, end: date, tz: ZoneInfo, fiscal_start: int = 1) -> Iterator[Span]:
    """The days, months, quarters or years from the one of `begin` to the one of `end`."""
    day = begin if kind == "day" else first_day(begin, kind, fiscal_start)
    while day <= end:
        following = day + timedelta(days=1) if kind == "day" else month_after(day, MONTHS[kind])
        name = day.isoformat() if kind == "day" else name_of(day, kind, fiscal_start)
        yield Span(name, day_start(day, tz), day_start(following, tz))
        day = following
