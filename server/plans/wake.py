"""The way back for leads that are not ready: when to wake them (E3)."""

from calendar import monthrange
from datetime import datetime, timedelta

#: How long before the named time we come back, so that we are there when the decision starts.
LEAD_TIME = timedelta(days=14)


def wake_after(captured_at: datetime, months: int, lead_time: timedelta = LEAD_TIME) -> datetime:
    """ "Nothing for nine months": the capture plus so many months, less the lead time, never before the capture.

    A day the month does not have becomes its last one. Raises ValueError for less than one month.
    """
    if months < 1:
        raise ValueError("A lead sleeps for at least one month.")
    years, month = divmod(captured_at.month - 1 + months, 12)
    year = captured_at.year + years
    day = min(captured_at.day, monthrange(year, month + 1)[1])
    return max(captured_at, captured_at.replace(year=year, month=month + 1, day=day) - lead_time)
