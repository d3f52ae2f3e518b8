"""Public holidays by country list: the one door to the `holidays` package."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import holidays as public_holidays

from server.plans.calendars import Calendar, calendar_of


def holiday_days(countries: Iterable[str], years: Iterable[int]) -> frozenset[date]:
    """Days off in any of the countries. A country is `DE`, or with its region `DE-BY`.

    Raises ValueError with the code that is not known.
    """
    wanted = list(years)
    days: set[date] = set()
    for code in countries:
        country, _, region = code.partition("-")
        try:
            days.update(public_holidays.country_holidays(country, subdiv=region or None, years=wanted))
        except NotImplementedError as unknown:
            raise ValueError(f"No public holidays are known for {code!r}.") from unknown
    return frozenset(days)


def calendar_from(
    tz: str,
    week: Mapping[str, Iterable[Sequence[str]]],
    countries: Iterable[str],
    years: Iterable[int],
    own_days: Iterable[date] = (),
) -> Calendar:
    """A team's calendar: its week, the public holidays of its countries, and its own days off."""
    return calendar_of(tz, week, holiday_days(countries, years) | frozenset(own_days))
