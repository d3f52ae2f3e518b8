"""What is done by itself: the forecast of each day is kept."""

from server.auth.actor import SYSTEM
from server.core.clock import HOUR
from server.core.db import writing
from server.jobs.registry import periodic
from server.reports.asking import ask
from server.reports.operations import keep_forecast


@periodic("reports.forecast", HOUR)
def keep_the_day() -> None:
    """Once a day of the organisation; the first hour in which a worker runs does it."""
    with writing() as connection:
        keep_forecast(connection, ask(connection, SYSTEM, {}).today.isoformat())
