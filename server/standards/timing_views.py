"""Clocks and calendars as standards: HTTP only."""

from typing import Any

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.standards import timing
from server.standards.schemas import ClockSet, ClockStandard, ClockStandards, HolidayCountry, TeamName, WorkCalendar

blueprint = Blueprint(
    "timing", __name__, url_prefix="/api/v1/standards", description="How fast, and when people work."
)


@blueprint.get("/clocks")
@blueprint.response(200, ClockStandards)
@requires("standards:read")
def clocks() -> dict[str, Any]:
    """The standards in force, those to come and those that were."""
    with reading() as connection:
        return timing.clocks(connection)


@blueprint.post("/clocks")
@blueprint.arguments(ClockStandard)
@blueprint.response(201, ClockSet)
@requires("standards:write")
def set_clock(body: dict[str, Any]) -> dict[str, Any]:
    """A new standard for clocks that start from now, or a later moment, on; it never reaches back."""
    return timing.set_clock(current_actor(), body)


@blueprint.get("/calendars")
@blueprint.response(200, WorkCalendar(many=True))
@requires("standards:read")
def calendars() -> list[dict[str, Any]]:
    """Every calendar, its teams and its next days off."""
    with reading() as connection:
        return timing.calendars(connection)


@blueprint.post("/calendars")
@blueprint.arguments(WorkCalendar)
@blueprint.response(201, WorkCalendar)
@requires("standards:write")
def create_calendar(body: dict[str, Any]) -> dict[str, Any]:
    """A new calendar."""
    return timing.create_calendar(current_actor(), body)


@blueprint.patch("/calendars/<id:calendar_id>")
@blueprint.arguments(WorkCalendar(partial=True))
@blueprint.response(200, WorkCalendar)
@requires("standards:write")
def change_calendar(body: dict[str, Any], calendar_id: str) -> dict[str, Any]:
    """Change a calendar; clocks that run are reckoned anew, finished ones keep what they said."""
    return timing.change_calendar(current_actor(), calendar_id, body)


@blueprint.delete("/calendars/<id:calendar_id>")
@blueprint.response(204)
@requires("standards:write")
def remove_calendar(calendar_id: str) -> None:
    """Take a calendar away; its teams work by the house's."""
    timing.remove_calendar(current_actor(), calendar_id)


@blueprint.get("/countries")
@blueprint.response(200, HolidayCountry(many=True))
@requires("standards:read")
def countries() -> list[dict[str, Any]]:
    """Countries whose public holidays are known, each with its regions."""
    return timing.countries()


@blueprint.get("/teams")
@blueprint.response(200, TeamName(many=True))
@requires("standards:read")
def teams() -> list[dict[str, Any]]:
    """Teams a calendar can be for."""
    with reading() as connection:
        return timing.teams(connection)
