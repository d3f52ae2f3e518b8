"""Writing jobs: queued in the transaction of the thing they serve, leased, finished, failed, swept."""

import random
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.core.clock import DAY, MINUTE, SECOND, now_ms
from server.core.db import after_commit, is_sqlite, reading, table, writing
from server.core.ids import new_id
from server.jobs.bell import ring
from server.jobs.models import Job
from server.jobs.registry import POISON_ATTEMPTS, Leased, attempts_of

#: a worker that has not renewed its lease for so long is dead
LEASE = 15 * SECOND
FIRST_PAUSE, LONGEST_PAUSE = 2 * SECOND, 10 * MINUTE
KEEP_DONE, KEEP_DEAD = 7 * DAY, 90 * DAY
USUAL, SOON = 100, 10

_job = table(Job)


def enqueue(
    connection: Connection,
    kind: str,
    key: str,
    payload: dict[str, Any],
    *,
    priority: int = USUAL,
    run_at: int | None = None,
) -> bool:
    """Queue work inside the caller's transaction; False when the same key was queued before. Smaller is sooner."""
    now = now_ms()
    row = {
        "id": new_id(),
        "kind": kind,
        "key": key,
        "payload": payload,
        "priority": priority,
        "state": "new",
        "attempts": 0,
        "run_at": now if run_at is None else run_at,
        "created_at": now,
    }
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    added = connection.execute(dialect.insert(_job).values(row).on_conflict_do_nothing().returning(_job.c.id))
    is_new = added.first() is not None
    if is_new:
        after_commit(ring)
    return is_new


def lease(limit: int = 1) -> list[Leased]:
    """Take the most urgent jobs that are due, or whose worker died. Two workers never get the same one."""
    now = now_ms()
    if not _anything_due(now):
        return []
    with writing() as connection:
        chosen = select(_job.c.id).where(_due(now)).order_by(_job.c.priority, _job.c.run_at, _job.c.id).limit(limit)
        if not is_sqlite():
            chosen = chosen.with_for_update(skip_locked=True)
        ids = connection.execute(chosen).scalars().all()
        taken = connection.execute(
            update(_job)
            .where(_job.c.id.in_(ids))
            .values(state="run", attempts=_job.c.attempts + 1, lease_until=now + LEASE)
            .returning(_job.c.id, _job.c.kind, _job.c.key, _job.c.payload, _job.c.attempts)
        )
        found = {row.id: Leased(*row) for row in taken}
    return [found[id] for id in ids]


def _due(now: int) -> Any:
    return or_(
        and_(_job.c.state == "new", _job.c.run_at <= now),
        # what took three workers down is left for `bury`
        and_(_job.c.state == "run", _job.c.lease_until <= now, _job.c.attempts < POISON_ATTEMPTS),
    )


def _anything_due(now: int) -> bool:
    # asked every second: the write lock is for those who have something to write
    with reading() as connection:
        return connection.execute(select(_job.c.id).where(_due(now)).limit(1)).first() is not None


def renew(leased: Leased) -> bool:
    """Keep a job that takes long; False when it was given to somebody else meanwhile."""
    with writing() as connection:
        held = connection.execute(update(_job).where(_is_mine(leased)).values(lease_until=now_ms() + LEASE))
        return held.rowcount == 1


def finish(connection: Connection, leased: Leased) -> bool:
    """Mark a job done; False when its lease was lost, and then nothing is changed."""
    done = {"state": "done", "finished_at": now_ms(), "lease_until": None, "last_error": None}
    return connection.execute(update(_job).where(_is_mine(leased)).values(done)).rowcount == 1


def fail(connection: Connection, leased: Leased, error: str, *, poison: bool = False) -> bool:
    """Note a failed attempt: tried again after a growing pause, or dead. True when it is dead now."""
    limit = attempts_of(leased.kind)
    dead = leased.attempts >= (min(limit, POISON_ATTEMPTS) if poison else limit)
    now = now_ms()
    values: dict[str, Any] = {"lease_until": None, "last_error": error}
    values |= (
        {"state": "dead", "finished_at": now} if dead else {"state": "new", "run_at": now + pause(leased.attempts)}
    )
    changed = connection.execute(update(_job).where(_is_mine(leased)).values(values)).rowcount == 1
    return dead and changed


def pause(attempts: int) -> int:
    """Milliseconds to wait after so many failed attempts: doubled each time, jittered to disperse a crowd."""
    longest = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return round(longest * random.uniform(0.5, 1))


def _is_mine(leased: Leased) -> Any:
    # the number of attempts names the lease: a worker that was thought dead cannot finish another one's
    return and_(_job.c.id == leased.id, _job.c.state == "run", _job.c.attempts == leased.attempts)


def bury() -> list[Leased]:
    """Declare dead the jobs that took their workers down so often that nobody should try again."""
    columns = (_job.c.id, _job.c.kind, _job.c.key, _job.c.payload, _job.c.attempts)
    lapsed = and_(_job.c.state == "run", _job.c.lease_until <= now_ms(), _job.c.attempts >= POISON_ATTEMPTS)
    with writing() as connection:
        lost = [Leased(*row) for row in connection.execute(select(*columns).where(lapsed))]
        return [leased for leased in lost if fail(connection, leased, "worker_died", poison=True)]


def hurry(connection: Connection, keys: Iterable[str]) -> None:
    """Put waiting jobs in front: somebody is looking at what they are about."""
    waiting = and_(_job.c.key.in_(list(keys)), _job.c.state == "new", _job.c.priority > SOON)
    connection.execute(update(_job).where(waiting).values(priority=SOON))


def forget_old() -> None:
    """Remove jobs finished so long ago that nobody asks for them."""
    now = now_ms()
    with writing() as connection:
        for state, keep in (("done", KEEP_DONE), ("dead", KEEP_DEAD)):
            connection.execute(delete(_job).where(_job.c.state == state, _job.c.finished_at < now - keep))
