"""What a decision about two leads means for others: their person, and numbers nobody may use."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select, update

from server.core.db import table
from server.followups import suppression
from server.followups.consents import look_again, reach_others
from server.leads.models import Lead, Person
from server.leads.workspace import LeadState, Workspace

_person, _lead = table(Person), table(Lead)


def same_person(ws: Workspace, gone: str, stays: str) -> dict[str, Any]:
    """Two people turned out to be one. Returns what `parted` needs to take it back."""
    leads = list(ws.connection.execute(select(_lead.c.id).where(_lead.c.person_id == gone)).scalars())
    people = list(ws.connection.execute(select(_person.c.id).where(_person.c.same_as == gone)).scalars())
    ws.connection.execute(update(_person).where(_person.c.id.in_([gone, *people])).values(same_as=stays))
    _give(ws, leads, gone, stays)
    return {"gone": gone, "stays": stays, "leads": leads, "people": people}


def parted(ws: Workspace, said: Mapping[str, Any]) -> None:
    """Take back `same_person`."""
    gone, stays = said["gone"], said["stays"]
    ws.connection.execute(update(_person).where(_person.c.id.in_(said["people"])).values(same_as=gone))
    ws.connection.execute(update(_person).where(_person.c.id == gone).values(same_as=None))
    _give(ws, said["leads"], stays, gone)


def _give(ws: Workspace, lead_ids: list[str], before: str, person: str) -> None:
    ws.load(lead_ids)
    for lead in filter(None, map(ws.lead, lead_ids)):
        if lead.person_id == before:
            lead.person_id = person
            ws.touch(lead, stale=False)


@contextmanager
def watched(ws: Workspace, *leads: LeadState) -> Iterator[list[dict[str, Any]]]:
    """Inside, intake brings the list of numbers and addresses nobody may use in line with the leads.

    Afterwards the yielded list holds what it said before and says now of every entry that changed, and whoever has
    the same numbers is looked at again.
    """
    entries = frozenset[suppression.Entry]().union(*(suppression.entries_of(lead.fields) for lead in leads))
    before = suppression.known(ws.connection, entries)
    for lead in leads:
        look_again(ws, lead)
    changed: list[dict[str, Any]] = []
    yield changed
    now = suppression.known(ws.connection, entries)
    changed += [
        {"entry": list(entry), "before": _plain(before.get(entry)), "now": _plain(now.get(entry))}
        for entry in sorted(entries)
        if before.get(entry) != now.get(entry)
    ]
    if changed:
        _tell_others(ws, leads)


def give_back(ws: Workspace, changed: list[dict[str, Any]], *leads: LeadState) -> None:
    """Take the list back to what it said, where nothing was added since."""
    entries: dict[suppression.Entry, dict[str, Any]] = {(one["entry"][0], one["entry"][1]): one for one in changed}
    now = suppression.known(ws.connection, entries)
    untouched = {entry: one["before"] for entry, one in entries.items() if _plain(now.get(entry)) == one["now"]}
    suppression.forget(ws.connection, (entry for entry, before in untouched.items() if before is None))
    suppression.write(ws.connection, {e: suppression.Listed(*before) for e, before in untouched.items() if before})
    if untouched:
        _tell_others(ws, leads)


def _plain(listed: suppression.Listed | None) -> list[int | None] | None:
    return None if listed is None else [listed.at, listed.lifted_at]


def _tell_others(ws: Workspace, leads: tuple[LeadState, ...]) -> None:
    stale = [lead.stale for lead in leads]
    for lead in leads:
        reach_others(ws, lead)
    # each other's numbers may be the same: the two themselves were looked at already
    for lead, was in zip(leads, stale, strict=True):
        lead.stale = was
