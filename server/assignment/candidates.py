"""Who could own a lead: everybody whose work is selling, with what speaks for and against her right now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, func, or_, select

from server.assignment.facts import Candidate, Territory
from server.auth.models import Team
from server.auth.queries import colleagues, staff_by_show, teams_by_person
from server.core.clock import to_datetime
from server.core.db import table
from server.core.standing import standing
from server.leads.models import OPEN_AB, Lead
from server.leads.workspace import LeadState, Workspace

_team, _lead = table(Team), table(Lead)
OWNERS = frozenset({"rep", "contractor", "supervisor"})
REPS = frozenset({"rep", "contractor"})
#: leads somebody still has to see to: open ones, and customers on their plan
LIVE = (~_lead.c.trashed, or_(_lead.c.status < 5, _lead.c.track == "customer"))
#: built once: building a statement costs more than running it
_OPEN_LOAD = (
    select(_lead.c.owner_id, func.count(), func.max(_lead.c.received_at)).where(OPEN_AB).group_by(_lead.c.owner_id)
)
#: people with their load, and who was given a lead before anybody asked for that
_CANDIDATES, _GIVEN = "candidates", "candidates:given"


@standing
def sellers(connection: Connection) -> Mapping[str, Candidate]:
    """Everybody who can own leads, whatever she holds: `candidates` says that too."""
    teams = {row["id"]: row for row in connection.execute(select(_team)).mappings()}
    teams_of = teams_by_person(connection)
    return MappingProxyType(
        {
            id: _candidate(row, [teams[team] for team in teams_of.get(id, ())])
            for id, row in colleagues(connection).items()
            if row["active"] and not OWNERS.isdisjoint(row["roles"])
        }
    )


def candidates(ws: Workspace) -> dict[str, Candidate]:
    """Everybody who can own leads, with her open A and B load; counted once in a transaction."""
    if _CANDIDATES not in ws.memo:
        load = _open_load(ws)
        people = {id: _loaded(person, load) for id, person in sellers(ws.connection).items()}
        for given in ws.memo.pop(_GIVEN, ()):
            _count(people, *given)
        ws.memo[_CANDIDATES] = people
    counted: dict[str, Candidate] = ws.memo[_CANDIDATES]
    return counted


def is_live(lead: LeadState) -> bool:
    """What `LIVE` says in SQL: somebody still has to see to this lead."""
    doc = lead.doc
    return not lead.fields.get("trashed") and (doc["status"] < 5 or doc["track"] == "customer")


def _candidate(row: Mapping[str, Any], teams: list[Any]) -> Candidate:
    kinds = {team["kind"] for team in teams}
    sold = row["products"] or [p for team in teams for p in team["territory"].get("products", ())]
    return Candidate(
        user_id=row["id"],
        name=row["name"],
        kind=kinds.pop() if len(kinds) == 1 else None,
        territories=_territories(teams),
        languages=row["languages"],
        products=tuple(sold),
        capacity=row["capacity"],
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


def _open_load(ws: Workspace) -> dict[str, tuple[int, int]]:
    """Person -> (open A and B leads, when she last got one)."""
    return {owner: (count, latest) for owner, count, latest in ws.connection.execute(_OPEN_LOAD)}


def _loaded(person: Candidate, load: Mapping[str, tuple[int, int]]) -> Candidate:
    if person.user_id not in load:
        return person
    count, latest = load[person.user_id]
    return replace(person, open_ab=count, last_assigned_at=to_datetime(latest))


def on_duty(ws: Workspace, lead: LeadState, people: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """Whom a rule may choose: the reps on the show's stand, else all reps, else supervisors."""
    on_stand = staff_by_show(ws.connection).get(lead.doc["event"], frozenset())
    reps = _reps(ws.connection)
    for group in (on_stand & reps, reps, on_stand, frozenset(people)):
        chosen = {id: person for id, person in people.items() if id in group}
        if chosen:
            return chosen
    return {}


@standing
def _reps(connection: Connection) -> frozenset[str]:
    """Everybody whose work is selling."""
    people = colleagues(connection).items()
    return frozenset(id for id, row in people if row["active"] and not REPS.isdisjoint(row["roles"]))


def count_on(ws: Workspace, owner: str, lead: LeadState) -> None:
    """The next lead of this transaction sees the load this one added: that is what makes turns fair."""
    # a step of its own for each lead, so that of two given in one transaction one was the earlier
    ws.memo["turns"] = ws.memo.get("turns", 0) + 1
    given = (owner, lead.doc["class"] in ("A", "B"), to_datetime(ws.now + ws.memo["turns"]))
    if _CANDIDATES in ws.memo:
        _count(ws.memo[_CANDIDATES], *given)
    else:
        ws.memo.setdefault(_GIVEN, []).append(given)


def _count(people: dict[str, Candidate], owner: str, added: bool, last: datetime) -> None:
    person = people[owner]
    people[owner] = replace(person, open_ab=person.open_ab + added, last_assigned_at=last)


def names_of(ws: Workspace, ids: Iterable[str | None]) -> dict[str, str]:
    """Person -> name."""
    people = colleagues(ws.connection)
    return {id: people[id]["name"] for id in ids if id and id in people}
