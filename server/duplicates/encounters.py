"""What a lead's document says of other meetings with the same person, certain or to be looked at.

Show, day and colleague, and nothing of the other card: whoever sees this lead need not see that one.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from server.core.db import table
from server.duplicates.models import DupCandidate
from server.leads.models import Lead
from server.leads.workspace import LeadState, Workspace

_lead, _candidate = table(Lead), table(DupCandidate)
#: the latest meetings a document shows
SHOWN = 20
#: what an entry says of the other lead
SAID = ("lead", "event", "captured_at", "captured_by")
Entry = dict[str, Any]


def of_person(connection: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    """Lead id -> other leads of the same person, those merged or thrown away left out."""
    mine, other = _lead.alias(), _lead.alias()
    rows = (
        select(mine.c.id, other.c.id)
        .join(other, other.c.person_id == mine.c.person_id)
        .where(mine.c.id.in_(list(ids)), other.c.id != mine.c.id, ~other.c.trashed)
        .where(or_(other.c.outcome.is_(None), other.c.outcome != "duplicate"))
    )
    found: dict[str, set[str]] = {}
    for one, another in connection.execute(rows):
        found.setdefault(one, set()).add(another)
    return found


def show_encounters(ws: Workspace, ids: Iterable[str]) -> None:
    """Bring the documents of these leads, and of those they were met with, in line with what is known."""
    wanted = set(ids)
    known = of_person(ws.connection, wanted)
    wanted |= {other for others in known.values() for other in others}
    known = of_person(ws.connection, wanted)
    asked = _open_candidates(ws.connection, wanted)
    facts = _facts(
        ws.connection, wanted | {other for others in known.values() for other in others} | {*_others(asked)}
    )
    ws.load(sorted(wanted))
    for id in sorted(wanted):
        lead = ws.lead(id)
        if lead is None:
            continue
        met = {other: {"state": "same_person"} for other in known.get(id, ())} | asked.get(id, {})
        entries = [{**facts[other], **more} for other, more in met.items() if other in facts]
        entries = sorted(entries, key=lambda one: (one["captured_at"], one["lead"]))[-SHOWN:]
        if entries != lead.doc.get("encounters", []):
            lead.doc["encounters"] = entries
            ws.touch(lead, stale=False)


def settle_encounters(leads: Sequence[LeadState], state: str | None) -> None:
    """Say at once what was decided about two leads; the next comparison says the rest. None: they no longer meet."""
    for lead, other in zip(leads, reversed(leads), strict=True):
        kept = []
        for entry in lead.doc.get("encounters", []):
            if entry["lead"] != other.id:
                kept.append(entry)
            elif state is not None:
                kept.append({name: entry[name] for name in SAID} | {"state": state})
        if "encounters" in lead.doc:
            lead.doc["encounters"] = kept


def _others(asked: dict[str, dict[str, Entry]]) -> Iterable[str]:
    return (other for others in asked.values() for other in others)


def _open_candidates(connection: Connection, ids: set[str]) -> dict[str, dict[str, Entry]]:
    """Lead id -> the other lead -> {state, candidate, score}."""
    wanted = sorted(ids)
    rows = select(_candidate).where(
        or_(_candidate.c.a.in_(wanted), _candidate.c.b.in_(wanted)), _candidate.c.state == "open"
    )
    found: dict[str, dict[str, Entry]] = {}
    for row in connection.execute(rows).mappings():
        entry = {"state": "open", "candidate": row["id"], "score": row["score"]}
        for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            found.setdefault(one, {})[other] = entry
    return found


def _facts(connection: Connection, ids: set[str]) -> dict[str, Entry]:
    columns = (_lead.c.id.label("lead"), _lead.c.event_id.label("event"), _lead.c.captured_at, _lead.c.captured_by)
    rows = connection.execute(select(*columns).where(_lead.c.id.in_(sorted(ids)))).mappings()
    return {row["lead"]: dict(row) for row in rows}
