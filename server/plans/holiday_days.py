"""Public holidays by country list: the one door to the `holidays` package."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

import holidays as public_holidays

from server.plans.calendars import Calendar, calendar_of


def holiday_days(countries: Iterable[str], years: Iterable[int]) -> frozenset[date]:
    """Days off in any of the countries. A country is `DE`, or with its region `DE-BY`.

    Raises ValueError with the code that is not known.
    """
    wanted = tuple(years)
    return frozenset[date]().union(*(_days_of(code, wanted) for code in countries))


# every write that plans asks for these, and working them out takes longer than the write
@lru_cache(maxsize=256)
def _days_of(code: str, years: tuple[int, ...]) -> frozenset[date]:
    country, _, region = code.partition("-")
    try:
        return frozenset(public_holidays.country_holidays(country, subdiv=region or None, years=years))
    except NotImplementedError as unknown:  # how the package says that it knows no such country or region
        raise ValueError(f"No public holidays are known for {code!r}.") from unknown


@cache
def known_countries() -> dict[str, list[str]]:
    """ISO country code -> the regions whose own holidays are known."""
    return {code: list(regions) for code, regions in sorted(public_holidays.list_supported_countries().items())}


def calendar_from(
    tz: str,
    week: Mapping[str, Iterable[Sequence[str]]],
    countries: Iterable[str],
    years: Iterable[int],
    own_days: Iterable[date] = (),
) -> Calendar:
    """A team's calendar: its week, the public holidays of its countries, and its own days off."""
    return calendar_of(tz, week, holiday_days(countries, years) | frozenset(own_days))
