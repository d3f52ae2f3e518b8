"""Parting two leads again: both become what they were, and what happened since stays where it belongs.

Everything is compared three ways, before the merge, after it and now: what nobody touched since goes back, what
somebody touched since stays on the winner. What was added since stays on the winner too, unless it hangs on
something that goes back: the reading of a card, the correction of a contact.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import delete, select, update

from server.assignment.models import Assignment, Escalation
from server.auth.actor import Actor
from server.core import audit
from server.core.db import table
from server.core.errors import Conflict, NotFound
from server.duplicates import spreading
from server.duplicates.candidates import restore_pair
from server.duplicates.merge import LOSER, WINNER
from server.duplicates.models import Merge
from server.duplicates.moving import PARTS, Part
from server.duplicates.permission import held
from server.duplicates.restoring import restore_derived, restore_fields, restore_scalars
from server.duplicates.snapshot import Snapshot
from server.followups.consents import look_again
from server.leads.workspace import LeadState, Workspace, workspace

_merge, _assignment, _escalation = table(Merge), table(Assignment), table(Escalation)
Entry = dict[str, Any]


def undo(actor: Actor, merge_id: str) -> dict[str, Any]:
    """Part two merged leads. Answers {"winner", "loser"}: both documents.

    Raises NotFound, Forbidden, Conflict `merge_undone`, `merge_not_last`.
    """
    with workspace(actor) as ws:
        row = ws.connection.execute(select(_merge).where(_merge.c.id == merge_id)).mappings().first()
        if row is None:
            raise NotFound()
        winner, loser = held(ws, row["winner"], row["loser"])
        _check(dict(row), winner)
        _part(ws, winner, loser, orjson.loads(row["kept"]))
        done = {"undone_at": ws.now, "undone_by": ws.actor.user_id}
        ws.update(_merge, merge_id, done)
        diff = {"loser": [loser.id, None]}
        audit.record(ws.connection, "lead.unmerged", object=winner.id, diff=diff, **ws.actor.trace())
    return {"winner": winner.doc, "loser": loser.doc}


def _check(row: Mapping[str, Any], winner: LeadState) -> None:
    if row["undone_at"] is not None:
        raise Conflict("This merge was undone already.", code="merge_undone")
    if winner.doc.get("merged_into") or winner.doc["merges"][-1]["merge"] != row["id"]:
        raise Conflict("This lead was merged again later. Undo that first.", code="merge_not_last")


def _part(ws: Workspace, winner: LeadState, loser: LeadState, kept: dict[str, Any]) -> None:
    ws.touch(winner)
    ws.touch(loser)
    captures = set(kept["children"]["captures"])
    restore_fields(winner, loser, kept, captures)
    for part in PARTS:
        _part_children(ws, part, (winner, loser), kept)
    _part_readings(winner, loser, kept, captures)
    restore_derived(ws, winner, loser, kept)
    _forget_assignments(ws, winner, kept[WINNER])
    for lead, was in ((winner, kept[WINNER]), (loser, kept[LOSER])):
        restore_scalars(lead, was)
        look_again(ws, lead)
        _climb_again(ws, lead, was)
    spreading.give_back(ws, kept["suppression"], winner, loser)
    if kept["person"] is not None:
        spreading.parted(ws, kept["person"])
    _restore_identity(winner, kept)
    restore_pair(ws, kept["candidate"])


def _climb_again(ws: Workspace, lead: LeadState, was: dict[str, Snapshot]) -> None:
    """A ladder the merge ended goes on where it was."""
    current = lead.doc.get("escalation")
    if current is not None and was["after"]["doc"].get("escalation") is None:
        same = [_escalation.c[name] == current[name] for name in ("subject", "since")]
        rows = update(_escalation).where(_escalation.c.lead_id == lead.id, *same)
        ws.connection.execute(rows.values(ended_at=None))


def _restore_identity(winner: LeadState, kept: dict[str, Any]) -> None:
    """Person and company the winner had only from the loser are the loser's again."""
    before, other = kept[WINNER]["before"], kept[LOSER]["before"]
    if winner.person_id == other["person"] and kept["person"] is None:
        winner.person_id = before["person"]
    if winner.company_id == other["company"]:
        winner.company_id = before["company"]


def _by_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry["id"]: entry for entry in entries}


def _part_children(ws: Workspace, part: Part, leads: tuple[LeadState, LeadState], kept: dict[str, Any]) -> None:
    """Rows and entries of one kind go back to where they were."""
    winner, loser = leads
    back = set(kept["children"][part.name])
    if part.name in winner.doc:
        now, after = _by_id(winner.doc[part.name]), _by_id(kept[WINNER]["after"]["doc"].get(part.name, []))
        was = {side: kept[side]["before"]["doc"].get(part.name, []) for side in (WINNER, LOSER)}
        old = {entry["id"] for entries in was.values() for entry in entries}
        since = [entry for id, entry in now.items() if id not in old]
        along = _hanging_on(since, back)
        winner.doc[part.name] = [_restored(ws, part, one, now, after) for one in was[WINNER]]
        winner.doc[part.name] += [entry for entry in since if entry["id"] not in along]
        moved = [_restored(ws, part, one, now, after) for one in was[LOSER]]
        _give_list(loser, part.name, [*moved, *(one for one in since if one["id"] in along)], kept[LOSER]["before"])
        back |= along
    if back:
        change = update(part.rows).where(part.rows.c.id.in_(sorted(back)), part.rows.c.lead_id == winner.id)
        ws.connection.execute(change.values(lead_id=loser.id))


def _give_list(lead: LeadState, name: str, entries: list[Entry], before: Snapshot) -> None:
    lead.doc[name] = entries
    if not entries and name not in before["doc"]:
        del lead.doc[name]


def _hanging_on(since: list[Entry], back: set[str]) -> set[str]:
    """Entries made since that correct one of those that go back, or correct such a correction."""
    along: set[str] = set()
    while True:
        more = {one["id"] for one in since if one.get("corrects") in back | along} - along
        if not more:
            return along
        along |= more


def _restored(ws: Workspace, part: Part, was: Entry, now: dict[str, Entry], after: dict[str, Entry]) -> Entry:
    """The entry as it was, unless somebody changed it since."""
    current = now.get(was["id"], was)
    if current != after.get(was["id"]):
        return current
    columns = {column: was[name] for name, column in part.changing.items() if was[name] != current[name]}
    if columns:
        ws.update(part.rows, was["id"], columns)
    return was


def _part_readings(winner: LeadState, loser: LeadState, kept: dict[str, Any], captures: set[str]) -> None:
    readings = winner.doc["readings"]
    winner.doc["readings"] = [one for one in readings if one["capture"] not in captures]
    loser.doc["readings"] = [one for one in readings if one["capture"] in captures]


def _forget_assignments(ws: Workspace, winner: LeadState, was: dict[str, Snapshot]) -> None:
    """The owner the merge brought along is no owner any more: his entry goes, what came later stays."""
    before, after = was["before"]["doc"]["assignments"], was["after"]["doc"]["assignments"]
    brought = [entry for entry in after if entry not in before]
    for entry in brought:
        same = (
            _assignment.c.lead_id == winner.id,
            _assignment.c.at == entry["at"],
            _assignment.c.how == entry["how"],
        )
        ws.connection.execute(delete(_assignment).where(*same))
    since = [entry for entry in winner.doc["assignments"] if entry not in after]
    winner.doc["assignments"] = [*before, *since]
