"""Bringing the leads there are in line with a standard: batch by batch, resumed where a worker died.

Each batch is a transaction of its own that also moves the run's cursor, so a batch is done whole or not at all, and
phones that push meanwhile wait for one batch at most.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update

from server.auth.actor import SYSTEM, Actor
from server.core.clock import now_ms
from server.core.db import table
from server.core.ids import new_id
from server.jobs.operations import enqueue
from server.jobs.registry import Leased, job
from server.leads.models import Lead
from server.leads.workspace import LeadState, Workspace, workspace
from server.standards.models import StandardRun

_run, _lead = table(StandardRun), table(Lead)
BATCH = 100
JOB = "standards.run"
#: whether this lead has to follow, and what makes intake see to it; kinds add theirs at import
Follows = Callable[[Workspace, LeadState, Mapping[str, Any]], bool]
FOLLOWS: dict[str, Follows] = {}
LATEST = 20


def follows(kind: str) -> Callable[[Follows], Follows]:
    """Decorator: this function decides for each lead of a run of that kind whether it changes."""

    def add(decide: Follows) -> Follows:
        FOLLOWS[kind] = decide
        return decide

    return add


def start(
    connection: Connection,
    actor: Actor,
    kind: str,
    subject: str = "",
    event_id: str | None = None,
    at: int | None = None,
) -> str:
    """Begin a run inside the caller's transaction, now or `at` an instant. Returns its id."""
    id = new_id()
    row = {"id": id, "kind": kind, "subject": subject, "event_id": event_id, "by": actor.user_id}
    connection.execute(insert(_run).values(**row, started_at=now_ms()))
    enqueue(connection, JOB, f"{id}:", {"run": id, "cursor": ""}, run_at=at)
    return id


@job(JOB)
def work(leased: Leased) -> None:
    """Do the next batch and queue the one after it."""
    with workspace(SYSTEM) as ws:
        row = ws.connection.execute(select(_run).where(_run.c.id == leased.payload["run"])).mappings().first()
        # whoever comes too late finds the cursor moved on
        if row is None or row["state"] == "done" or row["cursor"] != leased.payload["cursor"]:
            return
        ids = list(ws.connection.execute(_next(row)).scalars())
        ws.load(ids)
        changed = sum(_brought_in_line(ws, id, row) for id in ids)
        values: dict[str, Any] = {"looked": row["looked"] + len(ids), "changed": row["changed"] + changed}
        if len(ids) < BATCH:
            values |= {"state": "done", "finished_at": ws.now}
        else:
            values["cursor"] = ids[-1]
            enqueue(ws.connection, JOB, f"{row['id']}:{ids[-1]}", {"run": row["id"], "cursor": ids[-1]})
        ws.connection.execute(update(_run).where(_run.c.id == row["id"]).values(values))


def _next(run: Mapping[Any, Any]) -> Select[Any]:
    query = open_leads(_lead.c.id, event_id=run["event_id"]).where(_lead.c.id > run["cursor"])
    return query.order_by(_lead.c.id).limit(BATCH)


def open_leads(*columns: Any, event_id: str | None = None) -> Select[Any]:
    """SELECT over the leads a standard still moves: open ones and customers, all or those of a show."""
    query = select(*columns).where(or_(_lead.c.status < 5, _lead.c.track == "customer"), ~_lead.c.trashed)
    return query if event_id is None else query.where(_lead.c.event_id == event_id)


def _brought_in_line(ws: Workspace, id: str, run: Mapping[Any, Any]) -> bool:
    lead = ws.lead(id)
    if lead is None or not FOLLOWS[run["kind"]](ws, lead, run):
        return False
    ws.touch(lead)
    return True


def runs(connection: Connection) -> list[dict[str, Any]]:
    """The latest runs, the newest first."""
    newest = select(_run).order_by(_run.c.started_at.desc(), _run.c.id.desc()).limit(LATEST)
    return [dict(row) for row in connection.execute(newest).mappings()]
