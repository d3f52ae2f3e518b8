"""Quarantine: what was refused is kept for a manager to decide about, so that nothing vanishes (docs/sync.md)."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import select

from server.core.db import table
from server.core.errors import Conflict, Forbidden, Invalid, NotFound
from server.leads.op import Op
from server.leads.operations import witnessed
from server.leads.workspace import Workspace
from server.sync.models import Proposal

_proposal = table(Proposal)
#: refused because the lead is somebody else's by now: the edit itself may be right
LOST_LEAD = "forbidden"
LARGEST = 64 << 10


def keep_refused(ws: Workspace, raw: Mapping[str, Any], code: str, at: int) -> None:
    """Propose an edit whose author lost the lead meanwhile. A stranger's edit is not kept."""
    if raw["kind"] != "put" or raw.get("src", "human") != "human" or code != LOST_LEAD:
        return
    try:
        witnessed(ws, raw["lead"])
    except (Forbidden, NotFound):
        return
    _add(ws, raw["id"], raw["lead"], raw, code, "", at)


def hand_over(ws: Workspace, op: Op) -> None:
    """A person leaves one of her refused operations to the manager; the same one again changes its text only.

    Raises NotFound, Forbidden, Invalid for what is no operation, Conflict for somebody else's proposal.
    """
    body, refused = op.body, op.body["op"]
    witnessed(ws, op.lead_id)
    if not isinstance(refused.get("kind"), str) or len(orjson.dumps(refused)) > LARGEST:
        raise Invalid(errors={"op": ["Not an operation that can be handed over."]})
    known = _author(ws, body["id"])
    if known is None:
        at = op.instant(refused["at"]) if type(refused.get("at")) is int else op.at
        _add(ws, body["id"], op.lead_id, refused, body["code"], body["text"], at)
    elif known != ws.actor.user_id:
        raise Conflict("Another entry has this id already.", code="replay_mismatch")
    else:
        ws.update(_proposal, body["id"], {"text": body["text"]})


def _author(ws: Workspace, id: str) -> str | None:
    """Who made the proposal with this id, in this batch or before."""
    fresh: set[str] = ws.memo.setdefault("proposals", set())
    if id in fresh:
        return ws.actor.user_id
    found: str | None = ws.connection.execute(select(_proposal.c.user_id).where(_proposal.c.id == id)).scalar()
    return found


def _add(ws: Workspace, id: str, lead: str, raw: Mapping[str, Any], code: str, text: str, at: int) -> None:
    ws.memo.setdefault("proposals", set()).add(id)
    row = {"id": id, "lead_id": lead, "user_id": ws.actor.user_id, "at": at, "kind": raw["kind"], "code": code}
    ws.insert(_proposal, {**row, "payload": orjson.dumps(raw).decode(), "text": text, "state": "open"})
