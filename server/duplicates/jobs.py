"""Once a minute, leads that changed are compared with those they may repeat. Capturing never waits for it."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from server.auth.actor import SYSTEM
from server.core.clock import MINUTE
from server.core.db import reading, table
from server.duplicates.candidates import Pair
from server.duplicates.comparing import compare, documents, write_candidates, write_keys
from server.duplicates.encounters import of_person, show_encounters
from server.duplicates.evidence import pictures_of
from server.duplicates.models import DupProgress
from server.duplicates.pictures import learn_looks
from server.jobs.registry import periodic
from server.leads.models import Lead, LeadScope
from server.leads.scopes import EVERYTHING
from server.leads.workspace import workspace

_lead, _scope, _progress = table(Lead), table(LeadScope), table(DupProgress)
#: every lead by its latest change
_FEED = select(_scope.c.rev, _scope.c.lead_id).where(_scope.c.scope == EVERYTHING)
#: leads compared in one transaction: others must get their turn at the lock
BATCH = 100


@periodic("duplicates.find", MINUTE)
def find() -> None:
    """Compare every lead that changed since the last time. A worker that dies goes on where it was."""
    with reading() as connection:
        last = connection.execute(_FEED.order_by(_scope.c.rev.desc()).limit(1)).scalar() or 0
    while True:
        with reading() as connection:
            batch = _changed(connection, last)
        if not batch:
            return
        _examine([id for id, _ in batch], max(rev for _, rev in batch))


def _changed(connection: Connection, last: int) -> list[tuple[str, int]]:
    """The next leads to compare. What this work itself writes lies behind `last` and waits for the next round."""
    since = connection.execute(select(_progress.c.rev)).scalar() or 0
    rows = _FEED.where(_scope.c.rev > since, _scope.c.rev <= last).order_by(_scope.c.rev).limit(BATCH)
    return [(id, rev) for rev, id in connection.execute(rows)]


def _examine(ids: list[str], rev: int) -> None:
    with reading() as connection:
        docs = documents(connection, ids)
    learn_looks(sha for doc in docs.values() for sha in pictures_of(doc))
    write_keys(ids)
    found = compare(ids)
    with workspace(SYSTEM) as ws:
        write_candidates(ws.connection, found, _met_before(ws.connection, found))
        show_encounters(ws, {*ids, *(id for two in found for id in two)})
        _remember(ws.connection, rev)


def _met_before(connection: Connection, found: Any) -> set[Pair]:
    """Pairs that are one person's leads at two shows."""
    ids = sorted({id for two in found for id in two})
    same = of_person(connection, ids)
    rows = connection.execute(select(_lead.c.id, _lead.c.event_id).where(_lead.c.id.in_(ids)))
    shows: dict[str, str | None] = dict(rows.all())
    return {(a, b) for a, b in found if b in same.get(a, ()) and len({shows[a], shows[b]} - {None}) > 1}


def _remember(connection: Connection, rev: int) -> None:
    if not connection.execute(update(_progress).values(rev=rev)).rowcount:
        connection.execute(insert(_progress).values(id=1, rev=rev))
