"""A team's working time as a value: time zone, hours of the week, days off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

#: Working spans of one day as minutes after local midnight, end exclusive: ((540, 1020),) is 9:00-17:00.
DaySpans = tuple[tuple[int, int], ...]
#: A span of instants, end exclusive.
Span = tuple[datetime, datetime]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NINE_TO_FIVE: DaySpans = ((540, 1020),)
OFFICE_WEEK: tuple[DaySpans, ...] = (NINE_TO_FIVE,) * 5 + ((), ())
#: Longest row of days off a calendar may hold before it counts as a mistake.
LONGEST_CLOSURE_DAYS = 1100


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working time of a team. `week` is Monday to Sunday; `holidays` are local dates nobody works.

    Raises ValueError for a week without working time or spans that overlap, end early or leave the day.
    """

    tz: str = "UTC"
    week: tuple[DaySpans, ...] = OFFICE_WEEK
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        ZoneInfo(self.tz)
        if len(self.week) != 7 or not any(self.week):
            raise ValueError("A working week needs seven days and at least one span of work.")
        for spans in self.week:
            edges = [minute for span in spans for minute in span]
            if any(start >= end for start, end in spans) or edges != sorted(edges):
                raise ValueError("Working spans of a day must follow each other without overlap.")
            if edges and not (edges[0] >= 0 and edges[-1] <= 1440):
                raise ValueError("Working spans must lie between 0 and 1440 minutes after midnight.")

    def __hash__(self) -> int:
        # asked several times for every step that is dated
        return hash((self.tz, self.holidays))

    def local_date(self, at: datetime) -> date:
        """The date on the wall where the team works."""
        return at.astimezone(ZoneInfo(self.tz)).date()

    def is_working_day(self, day: date) -> bool:
        """Whether anybody works on this local date."""
        return bool(self.week[day.weekday()]) and day not in self.holidays

    def working_day_from(self, day: date) -> date:
        """This local date if somebody works, else the next on which somebody does."""
        for ahead in range(LONGEST_CLOSURE_DAYS):
            candidate = day + timedelta(days=ahead)
            if self.is_working_day(candidate):
                return candidate
        raise ValueError(f"The calendar has no working day within {LONGEST_CLOSURE_DAYS} days of {day}.")

    def spans(self, day: date) -> tuple[Span, ...]:
        """The working spans of a local date as UTC instants, exact on nights when the clocks change."""
        return _spans(self, day)

    def start_of_day(self, day: date) -> datetime:
        """The first instant of a local date."""
        return datetime.combine(day, time(), ZoneInfo(self.tz)).astimezone(UTC)

    def end_of_day(self, day: date) -> datetime:
        """The instant at which a local date is over."""
        return self.start_of_day(day + timedelta(days=1))

    def working_day_at(self, at: datetime) -> Span:
        """First and last working instant of the local day of `at`, or of the next day somebody works."""
        return _working_day(self, self.local_date(at))


def calendar_of(tz: str, week: Mapping[str, Iterable[Sequence[str]]], holidays: Iterable[date] = ()) -> Calendar:
    """A Calendar from the shape a JSON column holds: {"mon": [["09:00", "17:00"]], ...}.

    A day may end at "24:00". Raises ValueError for a day or an hour that does not exist.
    """
    if unknown := set(week) - set(WEEKDAYS):
        raise ValueError(f"Unknown days of the week: {', '.join(sorted(unknown))}.")
    days = tuple(tuple((_minutes(start), _minutes(end)) for start, end in week.get(name, ())) for name in WEEKDAYS)
    return Calendar(tz=tz, week=days, holidays=frozenset(holidays))


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    if not 0 <= int(minutes) < 60:
        raise ValueError(f"{clock!r} is not a time of day.")
    return int(hours) * 60 + int(minutes)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined, empty ones dropped."""
    joined: list[Span] = []
    if not spans:
        return joined
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=4096)
def _working_day(calendar: Calendar, day: date) -> Span:
    spans = calendar.spans(calendar.working_day_from(day))
    return (spans[0][0], spans[-1][1])


@lru_cache(maxsize=4096)
def _spans(calendar: Calendar, day: date) -> tuple[Span, ...]:
    if not calendar.is_working_day(day):
        return ()
    zone = ZoneInfo(calendar.tz)
    midnight = datetime.combine(day, time(), UTC)
    # Wide enough to hold the local day in every zone of the world, UTC-12 to UTC+14.
    early, late = midnight - timedelta(hours=15), midnight + timedelta(hours=37)
    change = _offset_change(zone, early, late)
    pieces: list[Span] = []
    for start, end in calendar.week[day.weekday()]:
        opens, closes = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
        before = opens - _offset(zone, early), closes - _offset(zone, early)
        after = opens - _offset(zone, late), closes - _offset(zone, late)
        if change is None:
            pieces.append(before)
        else:
            pieces.append((before[0], min(before[1], change)))
            pieces.append((max(after[0], change), after[1]))
    return tuple(merged(pieces))


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _offset_change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime | None:
    """The instant between two others at which the zone's offset changes, to the minute."""
    if _offset(zone, early) == _offset(zone, late):
        return None
    low, high = 0, int((late - early) / timedelta(minutes=1))
    while high - low > 1:
        middle = (low + high) // 2
        same = _offset(zone, early + timedelta(minutes=middle)) == _offset(zone, early)
        low, high = (middle, high) if same else (low, middle)
    return early + timedelta(minutes=high)
