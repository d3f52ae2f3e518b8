"""Putting back what a merge changed on one lead: its fields, its derived rows, and everything plain about it."""

from typing import Any

from sqlalchemy import Table, delete, update

from server.duplicates.merge import LOSER, WINNER
from server.duplicates.moving import OPEN, PARTS
from server.duplicates.snapshot import DERIVED, Snapshot, ended_of, rows_of, stamps_of
from server.leads.state import LeadState
from server.leads.workspace import Workspace

#: parts of the document that are put back on their own
APART = frozenset({"id", "rev", "fields", "origin", "flags", "readings", "assignments", "encounters", *DERIVED})
APART |= {part.name for part in PARTS}
Entry = dict[str, Any]


def restore_fields(winner: LeadState, loser: LeadState, kept: dict[str, Any], captures: set[str]) -> None:
    """Fields nobody touched since the merge become what they were. `captures`: those that go back to the loser, and
    take along what was read on them since."""
    for lead, was in ((winner, kept[WINNER]), (loser, kept[LOSER])):
        before, after = stamps_of(was["before"]), stamps_of(was["after"])
        for name in {*lead.fields, *before}:
            said_since = lead.stamps.get(name) != after.get(name)
            if said_since and lead is winner and _read_on(lead, name, captures):
                _set(loser, name, lead)
            elif said_since:
                continue
            _reset(lead, name, was["before"], before.get(name))


def _read_on(lead: LeadState, name: str, captures: set[str]) -> bool:
    return lead.doc["origin"].get(name, {}).get("capture") in captures


def _set(loser: LeadState, name: str, winner: LeadState) -> None:
    """A reading that came since fills what is empty on the lead its card belongs to."""
    if loser.fields.get(name) is None:
        loser.fields[name], loser.stamps[name] = winner.fields[name], winner.stamps[name]
        loser.doc["origin"][name] = winner.doc["origin"][name]


def _reset(lead: LeadState, name: str, before: Snapshot, stamp: Any) -> None:
    for values, old in (
        (lead.fields, before["doc"]["fields"]),
        (lead.doc["origin"], before["doc"]["origin"]),
        (lead.doc["flags"], before["doc"]["flags"]),
    ):
        if name in old:
            values[name] = old[name]
        else:
            values.pop(name, None)
    if stamp is None:
        lead.stamps.pop(name, None)
    else:
        lead.stamps[name] = stamp


def restore_scalars(lead: LeadState, was: dict[str, Snapshot]) -> None:
    """Every other part of the document nobody changed since becomes what it was."""
    before, after = was["before"]["doc"], was["after"]["doc"]
    for name in {*lead.doc, *before} - APART:
        if lead.doc.get(name) != after.get(name):
            continue
        if name in before:
            lead.doc[name] = before[name]
        else:
            lead.doc.pop(name, None)


def restore_derived(ws: Workspace, winner: LeadState, loser: LeadState, kept: dict[str, Any]) -> None:
    """Steps and clocks as they were, with what people did to steps since; intake brings them up to date."""
    sides = ((winner, kept[WINNER]), (loser, kept[LOSER]))
    for lead, was in sides:
        lead.ended = ended_of(was["before"])
    for name, rows in DERIVED.items():
        stay = _staying(name, winner, loser, kept)
        for lead, was in sides:
            ids = {one["id"] for one in stay[lead.id]}
            lead.doc[name] = [one for one in was["before"]["doc"][name] if one["id"] not in ids] + stay[lead.id]
            lead.ended = {key: id for key, id in lead.ended.items() if id not in ids}
        old = [row for _, was in sides for row in was["before"]["rows"][name]]
        _restore_rows(ws, rows, {lead_id: {one["id"] for one in ones} for lead_id, ones in stay.items()}, old)


def _staying(name: str, winner: LeadState, loser: LeadState, kept: dict[str, Any]) -> dict[str, list[Entry]]:
    """Lead id -> steps or clocks that are not put back: made since, or changed by a person since."""
    known = {one["id"]: one for side in (WINNER, LOSER) for one in kept[side]["after"]["doc"][name]}
    losers = {row["id"] for row in kept[LOSER]["before"]["rows"][name]}
    winners = {row["id"] for row in kept[WINNER]["before"]["rows"][name]}
    subjects = {id for name in ("promises", "requests") for id in kept["children"][name]}
    stay: dict[str, list[Entry]] = {winner.id: [], loser.id: []}
    for one in [*winner.doc[name], *loser.doc[name]]:
        if one["id"] in known:
            if one["id"] in winners | losers and one != known[one["id"]] and _is_by_hand(one):
                stay[loser.id if one["id"] in losers else winner.id].append(one)
        elif not subjects & {one.get("subject"), one.get("key", "").partition(":")[2]} and not _is_plan(one):
            stay[winner.id].append(one)
    return stay


def _is_by_hand(one: Entry) -> bool:
    return one.get("why_code") == "by_hand" or bool(one.get("pinned"))


def _is_plan(one: Entry) -> bool:
    """A step the plan asks for again by itself if it is still wanted."""
    return one.get("origin") == "plan" and one["state"] in OPEN


def _restore_rows(ws: Workspace, rows: Table, stay: dict[str, set[str]], before: list[Entry]) -> None:
    """Rows of both leads as they were; rows the merge brought go."""
    kept = set().union(*stay.values())
    old = [row for row in before if row["id"] not in kept]
    stored = {row["id"] for lead_id in stay for row in rows_of(ws.connection, rows, lead_id)}
    gone = (stored | {row["id"] for row in old}) - kept
    ws.connection.execute(delete(rows).where(rows.c.id.in_(sorted(gone))))
    for lead_id, ids in stay.items():
        ws.connection.execute(update(rows).where(rows.c.id.in_(sorted(ids))).values(lead_id=lead_id))
    if old:
        ws.connection.execute(rows.insert(), old)
