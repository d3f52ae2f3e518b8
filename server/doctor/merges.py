"""What must hold for leads that were merged: the loser is closed as a duplicate, and nothing of it was lost."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, Table, select

from server.core.db import table
from server.doctor.checks import Violation
from server.duplicates.merge import LOSER
from server.duplicates.models import Merge
from server.duplicates.moving import OWN_STEPS, PARTS
from server.leads.models import Lead
from server.plans.models import Step

_merge, _lead, _step = table(Merge), table(Lead), table(Step)


def examine_merges(connection: Connection) -> Iterator[Violation]:
    """Every merge that stands, against the leads and rows it speaks of."""
    standing = select(_merge).where(_merge.c.undone_at.is_(None)).order_by(_merge.c.id)
    merges = [dict(row) for row in connection.execute(standing).mappings()]
    heirs = {merge["loser"]: merge["winner"] for merge in merges}
    outcomes = dict(connection.execute(select(_lead.c.id, _lead.c.outcome).where(_lead.c.id.in_(heirs))).all())
    for merge in merges:
        if outcomes.get(merge["loser"]) != "duplicate":
            yield Violation("merged_not_closed", merge["loser"], "it was merged, and is not closed as a duplicate")
        heir = _last(heirs, merge["winner"])
        kept = orjson.loads(merge["kept"])
        for rows, ids in _moved(kept):
            there = select(rows.c.id).where(rows.c.id.in_(ids), rows.c.lead_id == heir)
            lost = len(set(ids) - set(connection.execute(there).scalars()))
            if lost:
                says = f"{lost} of table {rows.name} are not with {heir}, which took it over"
                yield Violation("merged_rows_lost", merge["loser"], says)


def _last(heirs: Mapping[str, str], lead: str) -> str:
    while lead in heirs:
        lead = heirs[lead]
    return lead


def _moved(kept: Mapping[str, Any]) -> Iterator[tuple[Table, list[str]]]:
    """(table, ids) of everything that went to the winner."""
    for part in PARTS:
        yield part.rows, kept["children"][part.name]
    before = kept[LOSER]["before"]["rows"]["steps"]
    yield _step, [row["id"] for row in before if row["key"].startswith(OWN_STEPS)]
