"""Writing ownership: by claim, by a supervisor, by the rules; every change is logged with its reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from server.assignment.facts import AssignFacts, Candidate, Territory
from server.assignment.models import Assignment
from server.assignment.rules import assign as assign_by_rules
from server.auth.models import EventStaff, Team, TeamMember, User
from server.core.clock import to_datetime
from server.core.db import table
from server.core.errors import Conflict, Forbidden, Invalid, NotFound
from server.core.ids import new_id
from server.leads.models import Lead
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.registers import products_of
from server.leads.workspace import LeadState, Workspace

_assignment, _user, _team, _member, _staff, _lead = map(table, (Assignment, User, Team, TeamMember, EventStaff, Lead))
OWNERS = frozenset({"rep", "contractor", "supervisor"})
#: assignments shown on the lead; older ones stay in the table
SHOWN = 20


def set_owner(ws: Workspace, lead: LeadState, to: str | None, *, how: str, why: str, by: str | None) -> None:
    """Change the owner and log it. The caller has checked that it may be done."""
    doc = lead.doc
    ws.touch(lead)
    entry = {"at": ws.now, "from": doc["owner"], "to": to, "by": by, "how": how, "why": why}
    row = {"id": new_id(), "lead_id": lead.id, "from_id": doc["owner"], "to_id": to}
    ws.insert(_assignment, {**row, "at": ws.now, "by": by, "how": how, "why": why})
    doc["assignments"] = [*doc["assignments"], entry][-SHOWN:]
    doc["pool_since"] = ws.now if to is None else None
    doc.update(owner=to, owner_since=ws.now if to else None, owner_how=how, owner_why=why)


def claim(ws: Workspace, op: Op) -> None:
    """ "Mine": the first on the server wins. Raises NotFound, Conflict `claimed` with the winner's name."""
    lead = ws.lead(op.lead_id)
    if lead is None:
        raise NotFound(code="unknown_lead")
    owner = lead.doc["owner"]
    if owner == ws.actor.user_id:
        return
    if owner is not None:
        name = _name(ws, owner)
        raise Conflict(f"{name} was faster: the lead is theirs.", code="claimed", winner=name)
    seen(ws, op.lead_id)
    set_owner(ws, lead, ws.actor.user_id, how="claim", why=f'{ws.actor.name} said "mine".', by=ws.actor.user_id)


def assign(ws: Workspace, op: Op) -> None:
    """Give the lead to somebody, or back to the pool. Raises NotFound, Forbidden, Invalid for who cannot own."""
    lead = seen(ws, op.lead_id)
    to = op.body["to"]
    if not may_assign(ws, lead, to):
        raise Forbidden("Only a supervisor gives leads to others. Ask yours.")
    # a fresh lead is owned by nobody too, but nobody decided so yet
    if to == lead.doc["owner"] and (to is not None or lead.doc["owner_how"] is not None):
        return
    if to is not None and to not in _candidates(ws):
        raise Invalid(
            "This person cannot own leads. Choose somebody active.",
            code="unknown_person",
            errors={"to": ["Nobody who can own leads."]},
        )
    why = op.body["reason"] or f"Assigned by {ws.actor.name}."
    set_owner(ws, lead, to, how="assign", why=why, by=ws.actor.user_id)


def may_assign(ws: Workspace, lead: LeadState, to: str | None) -> bool:
    """Supervisors give any lead they see to anybody; a rep may only put an own lead back into the pool."""
    if ws.actor.user_id is None or ws.actor.has("supervisor"):
        return True
    return to is None and (lead.doc["owner"] or lead.doc["captured_by"]) == ws.actor.user_id


def assign_by_rule(ws: Workspace, lead: LeadState, owners: Mapping[str, str]) -> None:
    """Find an owner for a lead nobody owns, in the order of the method; nobody fits: it waits in the pool.

    `owners`: person or company id -> owner of her other leads.
    """
    facts = _facts(lead, owners)
    people = _candidates(ws)
    known = (facts.person_owner_id, facts.company_owner_id, facts.mine_by)
    team = people if any(id in people for id in known) else _on_duty(ws, lead, people)
    chosen = assign_by_rules(facts, team.values(), to_datetime(ws.now))
    if chosen.owner_id is None:
        lead.doc["owner_why"] = chosen.why.words
        return
    how = "claim" if chosen.why.code == "mine" else "rule"
    set_owner(ws, lead, chosen.owner_id, how=how, why=chosen.why.words, by=facts.mine_by if how == "claim" else None)
    _count(ws, people, chosen.owner_id, lead)


def _facts(lead: LeadState, owners: Mapping[str, str]) -> AssignFacts:
    doc, fields = lead.doc, lead.fields
    country = fields.get("country")
    return AssignFacts(
        lead_id=lead.id,
        kind=doc["kind"] or "desk",
        country=country if isinstance(country, str) and len(country) == 2 else None,
        postcode=fields.get("postcode"),
        language=fields.get("language"),
        products=products_of(fields),
        person_owner_id=owners.get(lead.person_id or ""),
        company_owner_id=owners.get(lead.company_id or ""),
        mine_by=doc["captured_by"] if doc["mine"] else None,
    )


def _candidates(ws: Workspace) -> dict[str, Candidate]:
    """Everybody who can own leads, with her open A and B load."""
    if "candidates" not in ws.memo:
        ws.memo["candidates"] = _load_candidates(ws)
    people: dict[str, Candidate] = ws.memo["candidates"]
    return people


def _load_candidates(ws: Workspace) -> dict[str, Candidate]:
    load = _open_load(ws)
    teams = {row["id"]: row for row in ws.connection.execute(select(_team)).mappings()}
    people = {}
    for row in ws.connection.execute(select(_user).where(_user.c.active)).mappings():
        if OWNERS.isdisjoint(row["roles"]):
            continue
        own = [teams[id] for id in ws.teams_of.get(row["id"], ())]
        kinds = {team["kind"] for team in own}
        count, latest = load.get(row["id"], (0, None))
        people[row["id"]] = Candidate(
            user_id=row["id"],
            name=row["name"],
            kind=kinds.pop() if len(kinds) == 1 else None,
            territories=_territories(own),
            languages=tuple(row["languages"]),
            products=tuple(p for team in own for p in team["territory"].get("products", ())),
            open_ab=count,
            last_assigned_at=to_datetime(latest) if latest else None,
            away_from=_moment(row["away_from"]),
            away_to=_moment(row["away_to"]),
            deputy_id=row["deputy_id"],
            contract_until=_moment(row["contract_until"]),
        )
    return people


def _moment(ms: int | None) -> Any:
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
        .where(_lead.c.owner_id.is_not(None), _lead.c.status < 5, _lead.c["class"].in_(("A", "B")))
        .group_by(_lead.c.owner_id)
    )
    return {owner: (count, latest) for owner, count, latest in ws.connection.execute(rows)}


def _on_duty(ws: Workspace, lead: LeadState, people: dict[str, Candidate]) -> dict[str, Candidate]:
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


def _count(ws: Workspace, people: dict[str, Candidate], owner: str, lead: LeadState) -> None:
    """The next lead of this transaction sees the load this one added: that is what makes turns fair."""
    person = people[owner]
    added = lead.doc["class"] in ("A", "B")
    people[owner] = replace(
        person, open_ab=person.open_ab + added, last_assigned_at=to_datetime(ws.now + ws.rev % 1000)
    )


def _name(ws: Workspace, user_id: str) -> str:
    name = ws.connection.execute(select(_user.c.name).where(_user.c.id == user_id)).scalar()
    return name or "A colleague"
