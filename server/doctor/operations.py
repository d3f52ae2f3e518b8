"""Examining all leads, and mending what is derived."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from server.auth.actor import SYSTEM
from server.core.db import reading
from server.doctor.checks import Violation, examine
from server.doctor.children import CHILDREN, Child, Row
from server.doctor.merges import examine_merges
from server.doctor.queries import cases
from server.followups.consents import look_again
from server.leads.workspace import LeadState, Workspace, workspace

#: leads mended in one transaction: others must get their turn at the lock
BATCH = 100


def examine_all() -> list[Violation]:
    """Every rule any lead breaks, from one snapshot."""
    with reading() as connection:
        return [*(found for case in cases(connection) for found in examine(case)), *examine_merges(connection)]


def rebuild(lead_ids: Iterable[str]) -> None:
    """Mend leads through the workspace: rows win over the document, then the rest is derived anew.

    Nothing is deleted: an entry of a document that has no row stays, and is reported again.
    """
    for ids in _batches(sorted(set(lead_ids))):
        with workspace(SYSTEM) as ws:
            ws.load(ids)
            for id in ids:
                lead = ws.lead(id)
                if lead is not None:
                    _mend(ws, lead)


def _batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _mend(ws: Workspace, lead: LeadState) -> None:
    for child in CHILDREN:
        stored = select(child.rows).where(child.rows.c.lead_id == lead.id)
        _copy(child, lead, ws.connection.execute(stored).mappings().all())
    look_again(ws, lead)
    ws.touch(lead)


def _copy(child: Child, lead: LeadState, rows: Sequence[Row]) -> None:
    """Bring entries of the document in line with their rows; add the missing ones where a row says enough."""
    entries = {entry["id"]: entry for entry in lead.doc[child.name] if "id" in entry}
    for row in rows:
        if child.hidden(row) or "id" not in child.same:
            continue
        if row["id"] in entries:
            entries[row["id"]].update(child.shown(row))
        elif child.alone is not None:
            lead.doc[child.name].append({**child.alone, **child.shown(row)})
