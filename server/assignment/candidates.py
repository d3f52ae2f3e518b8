"""Who could own a lead: everybody whose work is selling, with what speaks for and against her right now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from server.assignment.facts import Candidate, Territory
from server.auth.models import EventStaff, Team, User
from server.core.clock import to_datetime
from server.core.db import table
from server.leads.models import OPEN_AB, Lead
from server.leads.workspace import LeadState, Workspace

_user, _team, _staff, _lead = map(table, (User, Team, EventStaff, Lead))
OWNERS = frozenset({"rep", "contractor", "supervisor"})
#: leads somebody still has to see to: open ones, and customers on their plan
LIVE = (~_lead.c.trashed, or_(_lead.c.status < 5, _lead.c.track == "customer"))


def candidates(ws: Workspace) -> dict[str, Candidate]:
    """Everybody who can own leads, with her open A and B load; loaded once in a transaction."""
    if "candidates" not in ws.memo:
        ws.memo["candidates"] = _load(ws)
    people: dict[str, Candidate] = ws.memo["candidates"]
    return people


def is_live(lead: LeadState) -> bool:
    """What `LIVE` says in SQL: somebody still has to see to this lead."""
    doc = lead.doc
    return not lead.fields.get("trashed") and (doc["status"] < 5 or doc["track"] == "customer")


def _load(ws: Workspace) -> dict[str, Candidate]:
    load = _open_load(ws)
    teams = {row["id"]: row for row in ws.connection.execute(select(_team)).mappings()}
    people = {}
    for row in ws.connection.execute(select(_user).where(_user.c.active)).mappings():
        if OWNERS.isdisjoint(row["roles"]):
            continue
        own = [teams[id] for id in ws.teams_of.get(row["id"], ())]
        people[row["id"]] = _candidate(row, own, *load.get(row["id"], (0, None)))
    return people


def _candidate(row: Mapping[Any, Any], teams: list[Any], count: int, latest: int | None) -> Candidate:
    kinds = {team["kind"] for team in teams}
    sold = row["products"] or [p for team in teams for p in team["territory"].get("products", ())]
    return Candidate(
        user_id=row["id"],
        name=row["name"],
        kind=kinds.pop() if len(kinds) == 1 else None,
        territories=_territories(teams),
        languages=tuple(row["languages"]),
        products=tuple(sold),
        open_ab=count,
        capacity=row["capacity"],
        last_assigned_at=_moment(latest),
        away_from=_moment(row["away_from"]),
        away_to=_moment(row["away_to"]),
        deputy_id=row["deputy_id"],
        contract_until=_moment(row["contract_until"]),
    )


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else to_datetime(ms)


def _territories(teams: list[Any]) -> tuple[Territory, ...]:
    """What the teams cover; one team without a territory covers everything."""
    if any(not team["territory"].get("countries") for team in teams):
        return ()
    return tuple(
        Territory(country, tuple(team["territory"].get("postcodes", ())))
        for team in teams
        for country in team["territory"]["countries"]
    )


def _open_load(ws: Workspace) -> dict[str, tuple[int, int | None]]:
    """Person -> (open A and B leads, when she last got one)."""
    rows = (
        select(_lead.c.owner_id, func.count(), func.max(_lead.c.received_at))
        .where(OPEN_AB)
        .group_by(_lead.c.owner_id)
    )
    return {owner: (count, latest) for owner, count, latest in ws.connection.execute(rows)}


def on_duty(ws: Workspace, lead: LeadState, people: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """Whom a rule may choose: the reps on the show's stand, else all reps, else supervisors."""
    staff, reps = _rosters(ws)
    on_stand = staff.get(lead.doc["event"], set())
    for group in (on_stand & reps, reps, on_stand, set(people)):
        chosen = {id: person for id, person in people.items() if id in group}
        if chosen:
            return chosen
    return {}


def _rosters(ws: Workspace) -> tuple[dict[str, set[str]], set[str]]:
    """(show -> people on its stand, everybody whose work is selling)."""
    if "rosters" not in ws.memo:
        staff: dict[str, set[str]] = {}
        for event, user in ws.connection.execute(select(_staff.c.event_id, _staff.c.user_id)):
            staff.setdefault(event, set()).add(user)
        rows = ws.connection.execute(select(_user.c.id, _user.c.roles).where(_user.c.active))
        reps = {id for id, roles in rows if {"rep", "contractor"} & set(roles)}
        ws.memo["rosters"] = (staff, reps)
    rosters: tuple[dict[str, set[str]], set[str]] = ws.memo["rosters"]
    return rosters


def count_on(ws: Workspace, owner: str, lead: LeadState) -> None:
    """The next lead of this transaction sees the load this one added: that is what makes turns fair."""
    people = candidates(ws)
    person = people[owner]
    added = lead.doc["class"] in ("A", "B")
    # a step of its own for each lead, so that of two given in one transaction one was the earlier
    ws.memo["turns"] = ws.memo.get("turns", 0) + 1
    last = to_datetime(ws.now + ws.memo["turns"])
    people[owner] = replace(person, open_ab=person.open_ab + added, last_assigned_at=last)


def names_of(ws: Workspace, ids: Iterable[str | None]) -> dict[str, str]:
    """Person -> name."""
    wanted = sorted({id for id in ids if id})
    return dict(ws.connection.execute(select(_user.c.id, _user.c.name).where(_user.c.id.in_(wanted))).all())
