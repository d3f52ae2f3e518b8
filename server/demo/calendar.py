"""The days of the demo: a show a week ago, one that is on, and the working days between, up to this moment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.core.clock import from_datetime, to_datetime
from server.demo.staff import ORGANISATION

ZONE = ZoneInfo(ORGANISATION["tz"])
#: the earlier show opened so many days ago; each lasts three
AGO = 9
SHOW_DAYS = 3
#: the hall is open, local hours
OPENS, CLOSES = 9.5, 17.5


class Calendar:
    """Instants in milliseconds, from what people say: "the second day at four", "two working days later"."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.today = to_datetime(now).astimezone(ZONE).date()
        self.past = [self.today - timedelta(AGO - day) for day in range(SHOW_DAYS)]
        self.running = [self.today + timedelta(day - 1) for day in range(SHOW_DAYS)]

    def at(self, day: date, hour: float) -> int:
        """A local day and hour, as 9.5 for half past nine."""
        begins = datetime.combine(day, time(), ZONE)
        return from_datetime(begins + timedelta(hours=hour))

    def workday(self, after: int, days: int, hour: float) -> int:
        """So many working days later, at an hour; 0 is the same day, whichever it is."""
        day = to_datetime(after).astimezone(ZONE).date()
        while days:
            day += timedelta(1)
            days -= day.weekday() < 5
        return self.at(day, hour)

    def open_hours(self, day: date) -> tuple[float, float]:
        """From when to when somebody may have been met on a show's day; empty before the hall opens today."""
        if day < self.today:
            return OPENS, CLOSES
        elapsed = (self.now - self.at(day, 0)) / 3_600_000
        return OPENS, min(CLOSES, elapsed - 0.25)
