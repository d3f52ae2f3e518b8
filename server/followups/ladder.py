"""Overdue work climbs a ladder: the owner is told, then the deputy, then the supervisor; at last it is the pool's.

`climb` acts, in a sweep; `settle_ladder` ends it as soon as somebody acted, and says when to look again.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from server.assignment.candidates import is_live, sellers
from server.assignment.escalation import LADDER, OverdueFacts, Rung, next_escalation, next_wait
from server.assignment.escalation import Escalation as Reached
from server.assignment.models import Escalation
from server.assignment.operations import set_owner
from server.auth.queries import leaders_by_team, staff_by_show
from server.core import signals
from server.core.clock import from_datetime, to_datetime
from server.core.db import table
from server.core.ids import new_id
from server.core.values import value
from server.leads.state import valid_touches
from server.leads.workspace import LeadState, Workspace
from server.plans.calendars import Calendar
from server.plans.queries import calendar_for
from server.plans.worktime import add_time, time_between

_escalation = table(Escalation)
#: what is overdue where nobody owns the lead
OWNER = "owner"
#: a lead nobody owns: the supervisor is told when the standard for finding an owner is broken
POOL_LADDER = (Rung(3, timedelta(), "supervisor"),)


@value(frozen=True, slots=True)
class Waiting:
    """What a lead waits for: a step, or an owner; `since` is the instant from which it is overdue."""

    subject: str
    since: int


def settle_ladder(ws: Workspace, lead: LeadState) -> None:
    """End what somebody acted on, and set the instant at which the next rung is reached."""
    doc = lead.doc
    waiting, current = _waiting(lead), doc.get("escalation")
    if current is not None and not _same(current, waiting):
        _end(ws, lead)
        doc["escalation"] = None
    doc["ladder_at"] = _next_at(ws, lead, waiting) if waiting else None


def climb(ws: Workspace, lead: LeadState) -> None:
    """Do what the highest rung reached asks for. Doing it twice changes nothing."""
    ws.touch(lead)
    waiting = _waiting(lead)
    if waiting is None or waiting.since > ws.now:
        return
    facts = replace(_facts(ws, lead, waiting, calendar_for(ws, lead)), supervisor_id=_supervisor(ws, lead))
    found = next_escalation(facts, _ladder(lead))
    if found is not None:
        _act(ws, lead, waiting, found)


def _act(ws: Workspace, lead: LeadState, waiting: Waiting, found: Reached) -> None:
    doc = lead.doc
    before = doc.get("escalation") or {}
    row = {"subject": waiting.subject, "since": waiting.since, "level": found.level, "action": found.action}
    _climbed(ws, lead, row, {"at": ws.now, "to_id": found.to_user, "why": found.why.words})
    told = found.action == "supervisor"
    doc["escalation"] = {
        **row,
        "at": ws.now,
        "to": found.to_user,
        "why": found.why.words,
        "supervisor": found.to_user if told else before.get("supervisor"),
        "told_at": ws.now if told else before.get("told_at"),
    }
    if found.action == "pool":
        _end(ws, lead)
        set_owner(ws, lead, None, how="escalation", why=found.why.words, by=None)
        # it stays on the supervisor's list until somebody takes it
        doc["escalation"].update(subject=OWNER, since=doc["pool_since"])
    signals.escalated.send(ws, lead=lead, level=found.level, action=found.action, to=found.to_user)


def _climbed(ws: Workspace, lead: LeadState, rung: dict[str, Any], told: dict[str, Any]) -> None:
    """Log the rung. A wait that had ended may begin anew as it was, when a lead is taken out of the bin say."""
    place = (_escalation.c[name] == rung[name] for name in ("subject", "since", "level"))
    again = ws.connection.execute(select(_escalation.c.id).where(_escalation.c.lead_id == lead.id, *place)).scalar()
    if again is None:
        ws.insert(_escalation, {**rung, **told, "id": new_id(), "lead_id": lead.id})
    else:
        ws.update(_escalation, again, {**rung, **told, "ended_at": None})


def _end(ws: Workspace, lead: LeadState) -> None:
    """Close the rungs climbed so far."""
    climbed = (_escalation.c.lead_id == lead.id, _escalation.c.ended_at.is_(None))
    ws.connection.execute(update(_escalation).where(*climbed).values(ended_at=ws.now))


def _waiting(lead: LeadState) -> Waiting | None:
    doc = lead.doc
    if not is_live(lead):
        return None
    if doc["owner"] is None:
        return Waiting(OWNER, doc.get("pool_since") or doc["received_at"])
    step = doc["next_step"]
    if step is None:
        return None
    # whoever is in touch is at work on it: the wait begins anew
    touched = [t["at"] for t in valid_touches(doc["touches"]) if not t["auto"]]
    return Waiting(step["id"], max([step["due_at"], doc["owner_since"] or 0, *touched[-1:]]))


def _same(current: dict[str, Any], waiting: Waiting | None) -> bool:
    return waiting is not None and (current["subject"], current["since"]) == (waiting.subject, waiting.since)


def _ladder(lead: LeadState) -> tuple[Rung, ...]:
    return LADDER if lead.doc["owner"] else POOL_LADDER


def _next_at(ws: Workspace, lead: LeadState, waiting: Waiting) -> int | None:
    start = waiting.since
    if waiting.subject == OWNER:
        start = _owner_due(lead) or ws.now
    current = lead.doc.get("escalation")
    if start > ws.now and current is None:
        return start
    calendar = calendar_for(ws, lead)
    wait = next_wait(_facts(ws, lead, waiting, calendar), _ladder(lead))
    if wait is None:
        return None
    return from_datetime(add_time(to_datetime(ws.now), wait, calendar))


def _owner_due(lead: LeadState) -> int | None:
    """Until when somebody should own the lead."""
    clocks = [c for c in lead.doc["clocks"] if c["clock"] == "ASSIGN" and c["state"] in ("running", "breached")]
    return max((clock["due_at"] for clock in clocks if not clock["stopped_at"]), default=None)


def _facts(ws: Workspace, lead: LeadState, waiting: Waiting, calendar: Calendar) -> OverdueFacts:
    doc = lead.doc
    current = doc.get("escalation") or {}
    now, told_at = to_datetime(ws.now), current.get("told_at")
    since = to_datetime(waiting.since if doc["owner"] else _owner_due(lead) or ws.now)
    return OverdueFacts(
        overdue=_overdue(since, now, calendar),
        done_levels=frozenset({current["level"]} if current else ()),
        told=time_between(to_datetime(told_at), now, calendar) if told_at else None,
        lead_class=doc["class"] or "C",
        sales_ready=bool(doc["sales_ready"]),
        owner_id=doc["owner"],
        owner_away=doc.get("acting_why") is not None,
        deputy_id=doc.get("acting"),
    )


def _overdue(since: datetime, now: datetime, calendar: Calendar) -> timedelta:
    """Working time since it was due; less than none before."""
    if since <= now:
        return time_between(since, now, calendar)
    # outside working hours no time lies between now and a due date, and yet it is not reached
    return -max(time_between(now, since, calendar), timedelta(seconds=1))


def _supervisor(ws: Workspace, lead: LeadState) -> str | None:
    """Who decides: a supervisor of the owner's teams or of the show's stand, one who is there before one away."""
    people, now = sellers(ws.connection), to_datetime(ws.now)
    leaders = leaders_by_team(ws.connection)
    owner = lead.doc["owner"]
    near = ws.teams_of.get(owner, ()) if owner else _teams_on_stand(ws, lead.doc["event"])
    of_teams = {id for team in near for id in leaders.get(team, ())}
    everybody = {id for ids in leaders.values() for id in ids}
    for group in (of_teams, everybody):
        fit = [people[id] for id in group if id in people and people[id].may_own(now)]
        if fit:
            return min(fit, key=lambda p: (p.user_id == owner, p.is_away(now), p.user_id)).user_id
    return None


def _teams_on_stand(ws: Workspace, event: str | None) -> set[str]:
    """Teams whose people staff the show."""
    staff = staff_by_show(ws.connection).get(event or "", ())
    return {team for id in staff for team in ws.teams_of.get(id, ())}
