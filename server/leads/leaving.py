"""Lead data that leaves the house is written down: who took what, when, with which filters."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from server.auth.actor import Actor
from server.core import audit
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.ids import new_id
from server.leads.models import ExportLog


def log_export(
    actor: Actor, *, kind: str, form: str, filters: Mapping[str, Any], columns: Sequence[str], leads: int
) -> None:
    """One row for one file. `kind`: what made it, like `report:box`; `form`: csv, xlsx, vcf …"""
    with writing() as connection:
        connection.execute(
            insert(table(ExportLog)).values(
                id=new_id(),
                at=now_ms(),
                by=actor.user_id or "",
                kind=kind,
                form=form,
                filters=dict(filters),
                columns=list(columns),
                leads=leads,
            )
        )
        audit.record(connection, "lead.exported", object=kind, **actor.trace(), diff={"leads": [None, leads]})
