"""What planning needs to know beside the lead: the plan of its class and the calendar of its team."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from server.auth.models import Team
from server.core import org
from server.core.clock import to_datetime
from server.core.db import table
from server.leads.workspace import LeadState, Workspace
from server.plans import models
from server.plans.calendars import Calendar
from server.plans.facts import LeadFacts
from server.plans.holiday_days import calendar_from
from server.plans.store import plans
from server.plans.templates import PlanTemplate, template_code

_team, _calendar = table(Team), table(models.Calendar)


def template_for(ws: Workspace, facts: LeadFacts) -> PlanTemplate:
    """The contact plan the lead is on."""
    if "plans" not in ws.memo:
        ws.memo["plans"] = plans(ws.connection)
    known: Mapping[str, PlanTemplate] = ws.memo["plans"]
    return known[template_code(facts)]


def calendar_for(ws: Workspace, lead: LeadState) -> Calendar:
    """Working time of the owner's team; the organisation's office week where no team has its own."""
    teams = ws.teams_of.get(lead.doc["owner"], ()) if lead.doc["owner"] else ()
    by_team = _calendars(ws)
    return next((by_team[team] for team in teams if team in by_team), by_team[None])


def _calendars(ws: Workspace) -> dict[str | None, Calendar]:
    if "calendars" not in ws.memo:
        organisation = org.find(ws.connection) or {}
        joined = select(_team.c.id.label("team_id"), _calendar).join(_calendar, _calendar.c.id == _team.c.calendar_id)
        rows = ws.connection.execute(joined).mappings()
        found: dict[str | None, Calendar] = {row["team_id"]: _built(dict(row), ws.now) for row in rows}
        found[None] = Calendar(tz=organisation.get("tz") or "UTC")
        ws.memo["calendars"] = found
    calendars: dict[str | None, Calendar] = ws.memo["calendars"]
    return calendars


def _built(row: dict[str, Any], now: int) -> Calendar:
    year = to_datetime(now).year
    own = [date.fromisoformat(day) for day in row["extra_days"]]
    countries = [row["country"]] if row["country"] else []
    return calendar_from(row["tz"], row["week"], countries, range(year - 1, year + 3), own)
