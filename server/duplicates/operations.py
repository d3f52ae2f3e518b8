"""Making two leads one, first as a preview if wanted."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import select

from server.auth.actor import Actor
from server.core import audit, signals
from server.core.db import table
from server.core.errors import Conflict, Invalid
from server.core.ids import new_id
from server.duplicates import spreading
from server.duplicates.candidates import pair, settle_pair
from server.duplicates.encounters import settle_encounters
from server.duplicates.joining import join_fields, join_rest
from server.duplicates.merge import LOSER, WINNER, differing
from server.duplicates.models import Merge
from server.duplicates.moving import children_of, move_all
from server.duplicates.permission import held
from server.duplicates.snapshot import seen, taken
from server.leads.models import LeadScope, Person
from server.leads.workspace import LeadState, Workspace, workspace

_merge, _scope, _person = table(Merge), table(LeadScope), table(Person)


class _Preview(Exception):
    """Ends a transaction without writing it."""


def merge(
    actor: Actor, winner_id: str, loser_id: str, fields: Mapping[str, str], *, preview: bool = False
) -> dict[str, Any]:
    """Make the loser part of the winner; the loser stays, closed as its duplicate. `fields`: field -> whose value.

    Answers {"id", "fields": what was chosen, "lead": the winner's document}. Raises NotFound, Forbidden, Conflict
    `lead_merged`, `merge_two_shows`, `merge_into_closed`, Invalid for a field that does not differ.
    """
    answer: dict[str, Any] = {}
    try:
        with workspace(actor) as ws:
            winner, loser = held(ws, winner_id, loser_id)
            named = differing(winner.fields, loser.fields)
            _check(winner, loser, set(fields) - set(named))
            sides = {name: {WINNER: _value(winner, name), LOSER: _value(loser, name)} for name in named}
            id, chosen = _merge_leads(ws, winner, loser, fields)
            shown = {name: {**sides[name], "chosen": side} for name, side in chosen.items()}
            answer = {"id": id, "fields": shown, "lead": winner.doc}
            if preview:
                raise _Preview
    except _Preview:
        answer["id"] = None
    return answer


def _value(lead: LeadState, name: str) -> dict[str, Any]:
    return {"value": lead.fields.get(name), **lead.doc["origin"].get(name, {})}


def _check(winner: LeadState, loser: LeadState, unknown: set[str]) -> None:
    if winner.id == loser.id:
        raise Invalid(errors={"json": {"loser": ["A lead cannot be merged with itself."]}})
    for lead in (winner, loser):
        if lead.doc.get("merged_into") or lead.fields.get("trashed"):
            raise Conflict("One of these leads was merged or thrown away already. Reload.", code="lead_merged")
    shows = {lead.doc["event"] for lead in (winner, loser)} - {None}
    if len(shows) > 1:
        words = "Two shows are two encounters: say that it is the same person instead, both leads stay."
        raise Conflict(words, code="merge_two_shows")
    if winner.doc["status"] == 5 and loser.doc["status"] < 5:
        raise Conflict("Keep the lead that is still open.", code="merge_into_closed")
    if unknown:
        raise Invalid(errors={"json": {"fields": {name: ["Both say the same."] for name in sorted(unknown)}}})


def _merge_leads(
    ws: Workspace, winner: LeadState, loser: LeadState, fields: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    id = new_id()
    kept: dict[str, Any] = {side: {"before": taken(ws, lead)} for side, lead in ((WINNER, winner), (LOSER, loser))}
    kept["children"] = children_of(ws.connection, loser.id)
    ws.touch(winner)
    ws.touch(loser)
    chosen = join_fields(ws, winner, loser, fields)
    join_rest(ws, winner, loser)
    move_all(ws, loser, winner)
    _close(ws, winner, loser, id)
    _let_witnesses_in(ws, winner, loser)
    kept["person"] = _one_person(ws, winner, loser)
    kept["suppression"] = _settle(ws, winner, loser)
    kept[WINNER]["after"], kept[LOSER]["after"] = seen(winner), seen(loser)
    settle_encounters((winner, loser), None)
    kept["candidate"] = settle_pair(ws, pair(winner.id, loser.id), "merged")
    row = {"id": id, "winner": winner.id, "loser": loser.id, "by": ws.actor.user_id, "at": ws.now}
    nothing_yet = {"undone_at": None, "undone_by": None}
    ws.insert(_merge, {**row, "field_choices": dict(fields), "kept": orjson.dumps(kept).decode(), **nothing_yet})
    audit.record(ws.connection, "lead.merged", object=winner.id, diff={"loser": [None, loser.id]}, **ws.actor.trace())
    return id, chosen


def _close(ws: Workspace, winner: LeadState, loser: LeadState, id: str) -> None:
    by = ws.actor.user_id
    loser.doc.update(
        status=5,
        outcome="duplicate",
        outcome_reason=f"Merged by {ws.actor.name}.",
        closed_at=loser.doc["closed_at"] or ws.now,
        closed_by=loser.doc["closed_by"] or by,
        merged_into={"lead": winner.id, "merge": id, "at": ws.now, "by": by},
    )
    entry = {"merge": id, "lead": loser.id, "at": ws.now, "by": by}
    winner.doc["merges"] = [*winner.doc.get("merges", []), entry]


def _let_witnesses_in(ws: Workspace, winner: LeadState, loser: LeadState) -> None:
    """Whoever saw the loser may still tell what happened: it belongs on the winner now."""
    ever = select(_scope.c.scope).where(_scope.c.lead_id == loser.id)
    winner.witnesses = frozenset(ws.connection.execute(ever).scalars())


def _one_person(ws: Workspace, winner: LeadState, loser: LeadState) -> dict[str, Any] | None:
    """Cards of the loser's person mean the winner's person from now on."""
    gone, stays = loser.person_id, winner.person_id
    if gone is None or gone == stays:
        return None
    if stays is None:
        winner.person_id = gone
        return None
    return spreading.same_person(ws, gone, stays)


def _settle(ws: Workspace, winner: LeadState, loser: LeadState) -> list[dict[str, Any]]:
    """Let intake answer at once, so that what it made of the two can be kept. Returns what the list of numbers and
    addresses nobody may use said before and says now, where that changed."""
    with spreading.watched(ws, winner, loser) as changed:
        signals.leads_changing.send(ws, leads=[winner, loser])
        winner.stale = loser.stale = False
    return changed
