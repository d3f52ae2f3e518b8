"""What a merge keeps of a lead, so that it can become again what it was."""

from typing import Any

import orjson
from sqlalchemy import Connection, Table, select

from server.core.db import table
from server.leads.state import LeadState, packed_stamps, unpacked_stamps
from server.leads.workspace import Workspace
from server.plans.models import SlaClock, Step

#: rows a plan derives and a document shows only in part: kept whole
DERIVED: dict[str, Table] = {"steps": table(Step), "clocks": table(SlaClock)}
Snapshot = dict[str, Any]


def taken(ws: Workspace, lead: LeadState) -> Snapshot:
    """The lead as it is now, rows of steps and clocks included."""
    return {
        "doc": _copied(lead.doc),
        "meta": packed_stamps(lead.stamps, lead.ended),
        "person": lead.person_id,
        "company": lead.company_id,
        "rows": {name: rows_of(ws.connection, rows, lead.id) for name, rows in DERIVED.items()},
    }


def seen(lead: LeadState) -> Snapshot:
    """Document and stamps alone: what a later look is compared with."""
    return {"doc": _copied(lead.doc), "meta": packed_stamps(lead.stamps, lead.ended)}


def rows_of(connection: Connection, rows: Table, lead_id: str) -> list[dict[str, Any]]:
    """Every row of a lead."""
    found = connection.execute(select(rows).where(rows.c.lead_id == lead_id).order_by(rows.c.id))
    return [dict(row) for row in found.mappings()]


def stamps_of(snapshot: Snapshot) -> dict[str, Any]:
    """Field -> stamp."""
    return unpacked_stamps(snapshot["meta"])[0]


def ended_of(snapshot: Snapshot) -> dict[str, str]:
    """Key -> id of steps that were no longer planned."""
    return unpacked_stamps(snapshot["meta"])[1]


def _copied(doc: dict[str, Any]) -> dict[str, Any]:
    copy: dict[str, Any] = orjson.loads(orjson.dumps(doc))
    return copy
