"""Standards of time: how fast what must be done, and when people work. A new standard never reaches back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from server.auth.actor import Actor
from server.auth.models import Team
from server.auth.queries import unknown_teams
from server.core import audit, changes
from server.core.clock import MINUTE, from_datetime, now_ms, to_datetime
from server.core.db import table, writing
from server.core.errors import Invalid, NotFound
from server.core.ids import new_id
from server.leads.workspace import LeadState, Workspace
from server.plans.calendars import calendar_of
from server.plans.holiday_days import holiday_days, known_countries
from server.plans.models import Calendar
from server.plans.operations import is_behind
from server.plans.policies import ALWAYS, ClockPolicy
from server.plans.queries import built, policies
from server.plans.standards import add_policy, in_force, policy_mistakes
from server.standards import runs

_calendar, _team = table(Calendar), table(Team)
#: days off shown of a calendar
NEXT_DAYS = 8
#: how far a browser's clock may be behind ours
SLACK = 5 * MINUTE


def clocks(connection: Connection) -> dict[str, Any]:
    """The standards in force, and those that come into force later or were in force before."""
    now = to_datetime(now_ms())
    every = policies(connection)
    present = in_force(every, now)
    kept = {id(policy) for _, _, policy in present}
    return {
        "in_force": [_shown(policy) for _, _, policy in present],
        "coming": [_shown(policy) for policy in every if policy.active_from > now],
        "past": [_shown(policy) for policy in every if policy.active_from <= now and id(policy) not in kept],
    }


def _shown(policy: ClockPolicy) -> dict[str, Any]:
    names = ("id", "clock", "hours", "grace_h", "mode", "applies")
    since = None if policy.active_from == ALWAYS else from_datetime(policy.active_from)
    return {**{name: getattr(policy, name) for name in names}, "lead_class": policy.lead_class, "active_from": since}


def set_clock(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new standard for a clock, from now or a later moment on. Returns {clocks, run}. Raises Invalid."""
    faults: dict[str, list[str]] = {}
    for field, words in policy_mistakes(values):
        faults.setdefault(field, []).append(words)
    now = now_ms()
    active_from = max(now, values["active_from"] or now)
    if values["active_from"] is not None and values["active_from"] < now - SLACK:
        faults["active_from"] = ["A standard does not reach back: clocks that run keep the one of their day."]
    if faults:
        raise Invalid(errors={"json": faults})
    with writing() as connection:
        changes.take(connection)
        policy = add_policy(connection, values, active_from, actor.user_id)
        diff = {name: [None, value] for name, value in values.items()}
        audit.record(connection, "clock.standard_set", object=policy, diff=diff, **actor.trace())
        # only clocks that start in the future can follow by then: promises do
        run = runs.start(connection, actor, "clocks", at=active_from)
        return {"clocks": clocks(connection), "run": run}


def calendars(connection: Connection) -> list[dict[str, Any]]:
    """Every calendar with its teams and its next days off, by name."""
    rows = connection.execute(select(_calendar).order_by(_calendar.c.name, _calendar.c.id)).mappings()
    teams: dict[str, list[str]] = {}
    for id, calendar in connection.execute(select(_team.c.id, _team.c.calendar_id).order_by(_team.c.id)):
        teams.setdefault(calendar, []).append(id)
    return [_shown_calendar(dict(row), teams.get(row["id"], [])) for row in rows]


def _shown_calendar(row: dict[str, Any], teams: list[str]) -> dict[str, Any]:
    now = now_ms()
    calendar = built(row, to_datetime(now).year)
    today = calendar.local_date(to_datetime(now))
    coming = sorted(day for day in calendar.holidays if day >= today)
    return {**row, "team_ids": teams, "next_days_off": [day.isoformat() for day in coming[:NEXT_DAYS]]}


def calendar(connection: Connection, calendar_id: str) -> dict[str, Any]:
    """One of `calendars`. Raises NotFound."""
    found = next((row for row in calendars(connection) if row["id"] == calendar_id), None)
    if found is None:
        raise NotFound()
    return found


def create_calendar(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new calendar; running clocks of its teams are reckoned anew. Raises Invalid."""
    id = new_id()
    with writing() as connection:
        changes.take(connection)
        _refuse_unfit(connection, values)
        connection.execute(insert(_calendar).values(id=id, **_columns(values)))
        return _follow(connection, actor, "calendar.created", id, {}, values)


def change_calendar(actor: Actor, calendar_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Change a calendar; clocks that have ended keep what they said. Raises NotFound, Invalid."""
    with writing() as connection:
        changes.take(connection)
        before = calendar(connection, calendar_id)
        _refuse_unfit(connection, {**before, **values})
        columns = _columns(values)
        if columns:
            connection.execute(update(_calendar).where(_calendar.c.id == calendar_id).values(**columns))
        return _follow(connection, actor, "calendar.changed", calendar_id, before, values)


def remove_calendar(actor: Actor, calendar_id: str) -> None:
    """Take a calendar away; its teams work by the house's. Raises NotFound."""
    with writing() as connection:
        changes.take(connection)
        before = calendar(connection, calendar_id)
        connection.execute(update(_team).where(_team.c.calendar_id == calendar_id).values(calendar_id=None))
        connection.execute(delete(_calendar).where(_calendar.c.id == calendar_id))
        diff = {"name": [before["name"], None]}
        audit.record(connection, "calendar.removed", object=calendar_id, diff=diff, **actor.trace())
        runs.start(connection, actor, "clocks", calendar_id)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "team_ids"}


def _follow(
    connection: Connection,
    actor: Actor,
    action: str,
    id: str,
    before: Mapping[str, Any],
    values: Mapping[str, Any],
) -> dict[str, Any]:
    """Teams, the one house calendar, the log, and the leads."""
    if "team_ids" in values:
        connection.execute(update(_team).where(_team.c.calendar_id == id).values(calendar_id=None))
        connection.execute(update(_team).where(_team.c.id.in_(values["team_ids"])).values(calendar_id=id))
    if values.get("house"):
        connection.execute(update(_calendar).where(_calendar.c.id != id).values(house=False))
    diff = {name: [before.get(name), value] for name, value in values.items() if before.get(name) != value}
    audit.record(connection, action, object=id, diff=diff, **actor.trace())
    runs.start(connection, actor, "clocks", id)
    return calendar(connection, id)


def _refuse_unfit(connection: Connection, values: Mapping[str, Any]) -> None:
    faults: dict[str, list[str]] = {}
    try:
        calendar_of(values["tz"], values["week"])
    except ValueError as wrong:
        faults["week"] = [str(wrong)]
    strange = [code for code in values["countries"] if not _is_known(code)]
    if strange:
        faults["countries"] = [f"No public holidays are known for {', '.join(strange)}. Write it like DE or DE-BY."]
    if unknown := unknown_teams(connection, set(values["team_ids"])):
        faults["team_ids"] = [f"There is no team {id}." for id in sorted(unknown)]
    if faults:
        raise Invalid(errors={"json": faults})


def _is_known(code: str) -> bool:
    try:
        holiday_days([code], [to_datetime(now_ms()).year])
    except ValueError:
        return False
    return True


def teams(connection: Connection) -> list[dict[str, Any]]:
    """Teams by name, for the form of a calendar."""
    query = select(_team.c.id, _team.c.name).order_by(_team.c.name, _team.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def countries() -> list[dict[str, Any]]:
    """Countries whose public holidays are known, each with its regions."""
    return [{"code": code, "regions": regions} for code, regions in known_countries().items()]


@runs.follows("clocks")
def follows(ws: Workspace, lead: LeadState, run: Mapping[str, Any]) -> bool:
    """Whether a step or a running clock of the lead would come out otherwise now."""
    return is_behind(ws, lead)
