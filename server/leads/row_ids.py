"""Ids that devices make: each names one row, whatever another lead or a forger sends."""

from sqlalchemy import Table, select

from server.core.errors import Conflict
from server.leads.workspace import Workspace


def claim_id(ws: Workspace, rows: Table, id: str) -> None:
    """Reserve the id of a row about to be inserted. Raises Conflict `replay_mismatch` when it is in use."""
    taken: set[str] = ws.memo.setdefault(f"ids:{rows.name}", set())
    if id in taken or ws.connection.execute(select(rows.c.id).where(rows.c.id == id)).first() is not None:
        raise Conflict("Another entry has this id already.", code="replay_mismatch")
    taken.add(id)
