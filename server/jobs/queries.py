"""Reading the queue: how much waits, what died."""

from sqlalchemy import Connection, func, select

from server.core.db import table
from server.jobs.models import Job

_job = table(Job)


def waiting(connection: Connection, kind: str, key_prefix: str = "") -> int:
    """How many jobs of a kind wait, by the beginning of their key: what fairness between shows goes by."""
    of_kind = select(func.count()).where(_job.c.kind == kind, _job.c.state == "new")
    return connection.execute(of_kind.where(_job.c.key.startswith(key_prefix, autoescape=True))).scalar_one()


def counts(connection: Connection) -> dict[str, int]:
    """State -> number of jobs."""
    rows = connection.execute(select(_job.c.state, func.count()).group_by(_job.c.state))
    return {state: number for state, number in rows}  # noqa: C416 - a row is no pair to mypy
