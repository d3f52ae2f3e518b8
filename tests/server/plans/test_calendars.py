"""A team's working time: days, spans, the edges of a local day, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from server.plans.calendars import OFFICE_WEEK, Calendar, calendar_of
from server.plans.holiday_days import calendar_from, holiday_days

OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def test_a_stored_week_is_the_office_week() -> None:
    assert calendar_of("Europe/Berlin", OFFICE).week == OFFICE_WEEK


def test_a_shift_may_end_at_midnight() -> None:
    night = calendar_of("UTC", {"mon": [["18:00", "24:00"]]})
    assert night.spans(date(2025, 3, 3))[0][1] == datetime(2025, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "week",
    [
        {},
        {"mon": []},
        {"monday": [["09:00", "17:00"]]},
        {"mon": [["17:00", "09:00"]]},
        {"mon": [["09:00", "12:00"], ["11:00", "17:00"]]},
        {"mon": [["09:00", "25:00"]]},
        {"mon": [["09:70", "17:00"]]},
        {"mon": [["nine", "17:00"]]},
    ],
)
def test_a_week_that_cannot_be_is_refused(week: dict[str, list[list[str]]]) -> None:
    with pytest.raises(ValueError):
        calendar_of("UTC", week)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(KeyError):
        Calendar("Europe/Atlantis")


def test_work_in_the_skipped_hour_starts_when_the_clock_has_jumped() -> None:
    early = Calendar("Europe/Berlin", (((150, 300),),) * 7)
    assert early.spans(date(2025, 3, 30)) == (
        (datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 3, 30, 3, tzinfo=UTC)),
    )


def test_work_in_the_repeated_hour_counts_twice() -> None:
    early = Calendar("Europe/Berlin", (((120, 180),),) * 7)
    total = sum((end - start for start, end in early.spans(date(2025, 10, 26))), timedelta())
    assert total == timedelta(hours=2)


def test_a_day_begins_when_its_midnight_is_skipped() -> None:
    # Cairo goes from 23:59:59 to 01:00.
    assert Calendar("Africa/Cairo").start_of_day(date(2025, 4, 25)) == datetime(2025, 4, 24, 22, tzinfo=UTC)


def test_public_holidays_and_own_days_are_days_off() -> None:
    own = date(2025, 3, 4)
    calendar = calendar_from("Europe/Berlin", OFFICE, ["DE-BY"], [2025], [own])
    assert not calendar.is_working_day(own)
    assert not calendar.is_working_day(date(2025, 1, 6))
    assert calendar.working_day_from(date(2025, 5, 1)) == date(2025, 5, 2)


def test_a_region_has_holidays_its_country_has_not() -> None:
    epiphany = date(2025, 1, 6)
    assert epiphany in holiday_days(["DE-BY"], [2025])
    assert epiphany not in holiday_days(["DE"], [2025])


def test_a_country_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="'XX'"):
        holiday_days(["XX"], [2025])


def test_a_calendar_without_working_days_ahead_says_so() -> None:
    day = date(2025, 3, 3)
    closed = frozenset(day + timedelta(days=n) for n in range(1200))
    with pytest.raises(ValueError, match="no working day"):
        Calendar(holidays=closed).working_day_from(day)
