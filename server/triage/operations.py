"""Bulk work of a manager: many leads in one go, each answered on its own, first as a preview if wanted."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson

from server.assignment import batches
from server.assignment.facts import Ownership
from server.assignment.operations import give
from server.assignment.spreading import Spread
from server.assignment.tally import Tally
from server.auth.actor import Actor
from server.core.errors import Conflict, Problem
from server.core.ids import new_id
from server.core.why import Why
from server.leads.workspace import LeadState, Workspace, rehearsal, workspace

MOST_UNDONE = 500
Choose = Callable[[LeadState], Ownership]


def assign_many(
    actor: Actor,
    lead_ids: list[str],
    to: str | None,
    reason: str,
    *,
    preview: bool,
    by_rule: bool = False,
    seen: str | None = None,
) -> dict[str, Any]:
    """Give leads to somebody, back to the pool, or to whoever the rules choose; what is refused harms no other.

    Returns `{changed: [{id, from, to, why}], skipped: [{id, code, title}], people, seen, batch}`; a preview writes
    nothing. A preview's `seen`, given back, is compared: Conflict `preview_stale` when something else would change.
    """
    batch = None if preview else new_id()
    with (rehearsal if preview else workspace)(actor) as ws:
        ws.load(lead_ids)
        leads = {id: ws.lead(id) for id in dict.fromkeys(lead_ids)}
        bulk = _Bulk(ws, _chooser(ws, list(leads.values()), to, by_rule), reason, by_rule, batch)
        for id, lead in leads.items():
            bulk.give(id, lead)
        done = bulk.outcome()
        if seen is not None and done["seen"] != seen:
            raise Conflict("Something changed since the preview. Look at it again.", code="preview_stale")
    return done


def undo_many(actor: Actor, batch: str) -> dict[str, Any]:
    """Give every lead of a bulk assignment back to whom it belonged, but for those somebody else changed since."""
    with workspace(actor) as ws:
        made, standing = batches.sizes(ws.connection, batch)
        changed, skipped = batches.undo(ws, batch, "", MOST_UNDONE)
    return {"changed": changed, "skipped": skipped, "kept": made - standing, "left": standing - len(changed)}


def _chooser(ws: Workspace, leads: list[LeadState | None], to: str | None, by_rule: bool) -> Choose:
    if not by_rule:
        return lambda lead: Ownership(to, to, Why("chosen", ""))
    spread = Spread(ws)
    spread.look_at([lead for lead in leads if lead is not None])
    return spread.choose


class _Bulk:
    """What happens to each lead of one bulk assignment."""

    def __init__(self, ws: Workspace, choose: Choose, reason: str, by_rule: bool, batch: str | None) -> None:
        self.ws, self.choose, self.reason, self.by_rule, self.batch = ws, choose, reason, by_rule, batch
        self.changed: list[dict[str, Any]] = []
        self.skipped: list[dict[str, str]] = []
        self.tally = Tally()

    def give(self, id: str, lead: LeadState | None) -> None:
        """One lead: changed, or skipped with the reason."""
        before = lead.doc["owner"] if lead else None
        try:
            chosen = self.choose(lead) if lead else Ownership(None, None, Why("none", ""))
            why = " ".join(filter(None, (self.reason, chosen.why.words if self.by_rule else "")))
            trail = chosen.trail if self.by_rule else ()
            given = give(self.ws, id, chosen.owner_id, why, batch=self.batch, trail=trail)
        except Problem as problem:
            self.skipped.append({"id": id, "code": problem.code, "title": problem.title})
            return
        if not given or before == chosen.owner_id:
            self.skipped.append({"id": id, "code": "unchanged", "title": "It is theirs already."})
            return
        self.tally.count(chosen)
        self.changed.append({"id": id, "from": before, "to": chosen.owner_id, "why": why})

    def outcome(self) -> dict[str, Any]:
        """The answer; `seen` names it, so that doing it can be held against its preview."""
        pairs = sorted((one["id"], one["from"] or "", one["to"] or "") for one in self.changed)
        return {
            "changed": self.changed,
            "skipped": self.skipped,
            "people": self.tally.people(self.ws.connection),
            "seen": hashlib.sha256(orjson.dumps(pairs)).hexdigest(),
            "batch": self.batch,
        }
