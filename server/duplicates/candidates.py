"""Pairs of leads that may be one person's: kept with what speaks for it, and with what a person said."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from server.core.db import table
from server.core.ids import new_id
from server.duplicates.models import DupCandidate
from server.leads.workspace import Workspace

_candidate = table(DupCandidate)
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """The two ids in their order."""
    return (one, other) if one < other else (other, one)


def of_pair(ws: Workspace, leads: Pair) -> Mapping[str, Any] | None:
    """What is known about the two."""
    row = select(_candidate).where(_candidate.c.a == leads[0], _candidate.c.b == leads[1])
    found = ws.connection.execute(row).mappings().first()
    return dict(found) if found else None


def settle_pair(ws: Workspace, leads: Pair, state: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Write what a person decided about two leads. Returns what stood there, for `restore_pair`.

    `before`: what taking it back needs to know.
    """
    known = of_pair(ws, leads)
    id, score = (known["id"], known["score"]) if known else (new_id(), 0)
    decision = {
        "state": state,
        "decided_by": ws.actor.user_id,
        "decided_at": ws.now,
        "decided_score": score,
        "before": before,
    }
    if known:
        ws.connection.execute(update(_candidate).where(_candidate.c.id == id).values(decision))
    else:
        found: dict[str, Any] = {
            "id": id,
            "a": leads[0],
            "b": leads[1],
            "score": score,
            "reasons": [],
            "found_at": ws.now,
        }
        ws.connection.execute(_candidate.insert().values(found | decision))
    return {"id": id, "row": known and {name: known[name] for name in decision}}


def restore_pair(ws: Workspace, settled: Mapping[str, Any]) -> None:
    """Take a decision back: the pair is what it was, or gone when nobody had noticed it."""
    same = _candidate.c.id == settled["id"]
    if settled["row"] is None:
        ws.connection.execute(_candidate.delete().where(same))
    else:
        ws.connection.execute(update(_candidate).where(same).values(settled["row"]))
