"""What planning needs to know beside the lead: the plan it is on, the standards, the calendar of its team."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from server.auth.models import Team
from server.core import org
from server.core.clock import to_datetime
from server.core.db import table
from server.core.standing import standing
from server.leads.workspace import LeadState, Workspace
from server.plans import models
from server.plans.calendars import Calendar
from server.plans.facts import LeadFacts
from server.plans.holiday_days import calendar_from
from server.plans.policies import DEFAULT_POLICIES, ClockPolicy
from server.plans.store import PlanBook, plan_book
from server.plans.templates import PlanTemplate, template_code

_team, _calendar, _policy = table(Team), table(models.Calendar), table(models.SlaPolicy)


def template_for(ws: Workspace, facts: LeadFacts) -> PlanTemplate:
    """The contact plan the lead is on."""
    return template_of(plan_book(ws.connection), facts)


def template_of(book: PlanBook, facts: LeadFacts) -> PlanTemplate:
    """The plan of a lead: the version it runs on; another class, track or round begins with the newest."""
    code, plan = template_code(facts), facts.plan
    goes_on = plan is not None and (plan.code, plan.round_no) == (code.removesuffix("-mail"), facts.round_no)
    return book.plan(code, plan.version if plan and goes_on else None)


def policies_for(ws: Workspace) -> tuple[ClockPolicy, ...]:
    """The standards of the clocks."""
    return policies(ws.connection)


@standing
def policies(connection: Connection) -> tuple[ClockPolicy, ...]:
    """The shipped standards and everything the house set since."""
    rows = connection.execute(select(_policy).order_by(_policy.c.active_from, _policy.c.id)).mappings()
    own = tuple(
        ClockPolicy(
            clock=row["clock"],
            hours=row["hours"],
            mode=row["mode"],
            grace_h=row["grace_h"],
            lead_class=row["class"],
            active_from=to_datetime(row["active_from"]),
            id=row["id"],
            applies=row["applies"],
        )
        for row in rows
    )
    return DEFAULT_POLICIES + own


def calendar_for(ws: Workspace, lead: LeadState) -> Calendar:
    """Working time of the owner's team; the house's where no team has its own."""
    by_team = calendars(ws.connection, ws.now)
    teams = ws.teams_of.get(lead.doc["owner"], ()) if lead.doc["owner"] else ()
    return next((by_team[team] for team in teams if team in by_team), by_team[None])


def calendars(connection: Connection, now: int) -> Mapping[str | None, Calendar]:
    """Team -> its calendar; None: the house's, an office week in the organisation's zone where it has none."""
    return _calendars(connection, to_datetime(now).year)


@standing
def _calendars(connection: Connection, year: int) -> Mapping[str | None, Calendar]:
    joined = select(_team.c.id.label("team_id"), _calendar).join(_calendar, _calendar.c.id == _team.c.calendar_id)
    found: dict[str | None, Calendar] = {
        row["team_id"]: built(row, year) for row in connection.execute(joined).mappings()
    }
    house = connection.execute(select(_calendar).where(_calendar.c.house).limit(1)).mappings().first()
    tz = (org.find(connection) or {}).get("tz") or "UTC"
    found[None] = built(house, year) if house else Calendar(tz=tz)
    return MappingProxyType(found)


def built(row: Mapping[Any, Any], year: int) -> Calendar:
    """A calendar of its row, with the public holidays of the years around this one. Raises ValueError."""
    own = [date.fromisoformat(day) for day in row["extra_days"]]
    return calendar_from(row["tz"], row["week"], row["countries"], range(year - 1, year + 3), own)
