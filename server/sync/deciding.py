"""A manager's word on what was refused: done in her name, or laid aside."""

from collections.abc import Mapping
from typing import Any

import orjson
from marshmallow import ValidationError
from sqlalchemy import Connection, select, update

from server.auth.actor import Actor
from server.core.clock import iso
from server.core.db import table
from server.core.errors import Conflict, Invalid, NotFound
from server.core.ids import new_id
from server.leads.models import Lead
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.queries import loaded, visible
from server.leads.workspace import LeadState, Workspace, workspace
from server.sync.kinds import apply, read_body
from server.sync.models import Proposal

_proposal, _lead = table(Proposal), table(Lead)
MOST = 200


def open_proposals(connection: Connection, actor: Actor, lead_id: str | None = None) -> list[dict[str, Any]]:
    """What waits for a decision on leads the actor sees, the oldest first, at most MOST."""
    query = (
        visible(actor, _proposal, _lead.c.doc)
        .join(_proposal, _proposal.c.lead_id == _lead.c.id)
        .where(_proposal.c.state == "open")
        .order_by(_proposal.c.at, _proposal.c.id)
    )
    if lead_id is not None:
        query = query.where(_lead.c.id == lead_id)
    return [_shown(row) for row in connection.execute(query.limit(MOST)).mappings()]


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    fields, op = loaded(row["doc"])["fields"], orjson.loads(row["payload"])
    wanted = op.get("set") if row["kind"] == "put" else None
    names = ("given_name", "family_name", "company", "email")
    return {
        **{name: row[name] for name in ("id", "lead_id", "user_id", "kind", "code", "text")},
        "at": iso(row["at"]),
        "lead": {name: fields.get(name) for name in names},
        # a put is shown field by field beside what stands there now
        "set": wanted,
        "now": {name: fields.get(name) for name in wanted} if wanted else None,
        "body": op.get("body"),
    }


def decide(actor: Actor, id: str, *, accept: bool) -> dict[str, Any]:
    """Do the refused operation in the manager's name, or lay it aside. Answers with the lead's document.

    Raises NotFound, Conflict `decided`, and whatever refuses the operation to the manager as well.
    """
    with workspace(actor) as ws:
        row = ws.connection.execute(select(_proposal).where(_proposal.c.id == id)).mappings().first()
        if row is None:
            raise NotFound()
        lead = seen(ws, row["lead_id"])
        if row["state"] != "open":
            raise Conflict("Somebody has decided this already.", code="decided")
        if accept:
            _do(ws, lead, row)
        done = {"state": "accepted" if accept else "dismissed", "decided_by": actor.user_id, "decided_at": ws.now}
        ws.connection.execute(update(_proposal).where(_proposal.c.id == id).values(done))
        return lead.doc


def _do(ws: Workspace, lead: LeadState, row: Mapping[Any, Any]) -> None:
    raw = orjson.loads(row["payload"])
    try:
        body = read_body(row["kind"], raw)
    except ValidationError as error:
        raise Invalid(errors=error.messages) from error
    # without a device and on the present revision: the manager decides with today's values before her
    apply(ws, Op(new_id(), row["kind"], lead.id, ws.now, body, said_at=ws.now, base=None))
