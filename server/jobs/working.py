"""Working the table: lease one job, run its function, note how it ended, and again until nothing is due."""

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from flask import Flask

from server.core.clock import HOUR, MINUTE, now_ms
from server.core.db import writing
from server.core.errors import Problem, Unavailable
from server.jobs.operations import LEASE, SOON, bury, enqueue, fail, finish, forget_old, lease, renew
from server.jobs.registry import KINDS, PERIODICS, Leased, Poison, periodic

log = structlog.get_logger(__name__)

#: seconds between two renewals of the lease of a job that takes long
BEAT = LEASE / 1000 / 3
#: renewals after which a job is given up as hanging: ten minutes
BEATS = round(10 * MINUTE / (BEAT * 1000))


def drain(app: Flask, stop: threading.Event | None = None) -> int:
    """Work everything that is due, the most urgent first. Returns how many jobs ended."""
    ended = 0
    with app.app_context():
        while stop is None or not stop.is_set():
            jobs = lease()
            if not jobs:
                break
            _work(app, jobs[0])
            ended += 1
    return ended


def _work(app: Flask, leased: Leased) -> None:
    error, poison = _try(app, leased)
    with writing() as connection:
        if not error:
            finish(connection, leased)
            return
        dead = fail(connection, leased, error, poison=poison)
    log.warning("job_failed", kind=leased.kind, key=leased.key, attempt=leased.attempts, error=error, dead=dead)
    if dead:
        _mourn(leased, error)


def _try(app: Flask, leased: Leased) -> tuple[str, bool]:
    """Run the job's function. Returns (what went wrong or "", whether it was poison)."""
    try:
        with _heartbeat(app, leased):
            KINDS[leased.kind].work(leased)
    except Poison as error:
        return error.code, True
    except Exception as error:  # noqa: BLE001 - whatever one job does wrong, the next one must run
        return describe(error), False
    return "", False


def describe(error: Exception) -> str:
    """What went wrong and where, without the message: database errors quote what people wrote."""
    code = error.code if isinstance(error, Problem) else type(error).__name__
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return " ".join([code, *(f"{frame.name}:{frame.lineno}" for frame in last)])


def _mourn(leased: Leased, error: str) -> None:
    """Tell the room of a dead job, so that a person learns of it."""
    kind = KINDS.get(leased.kind)
    if kind is not None and kind.on_dead is not None:
        kind.on_dead(leased, error)


@periodic("jobs.bury", MINUTE)
def bury_lost() -> None:
    """End the jobs that keep killing their workers."""
    for leased in bury():
        log.error("job_buried", kind=leased.kind, key=leased.key, attempts=leased.attempts)
        _mourn(leased, "worker_died")


periodic("jobs.forget", HOUR)(forget_old)


@contextmanager
def _heartbeat(app: Flask, leased: Leased) -> Iterator[None]:
    """Renew the lease from a second thread for as long as the work takes."""
    done = threading.Event()

    def beat() -> None:
        for _ in range(BEATS):
            if done.wait(BEAT) or not _still_held(app, leased):
                return

    thread = threading.Thread(target=beat, name=f"lease {leased.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _still_held(app: Flask, leased: Leased) -> bool:
    with app.app_context():
        try:
            return renew(leased)
        except Unavailable:
            return True  # the lock is taken; the lease has more beats before it runs out


class Rounds:
    """Queues each periodic function once per round, under a key all workers share."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def queue_due(self, app: Flask) -> None:
        """Queue the rounds that have begun since this worker last looked."""
        now = now_ms()
        begun = {name: now // periodic.every for name, periodic in PERIODICS.items()}
        new = {name: number for name, number in begun.items() if self._last.get(name) != number}
        if not new:
            return
        with app.app_context(), writing() as connection:
            for name, number in new.items():
                enqueue(connection, name, f"{name}@{number}", {}, priority=SOON)
        self._last = begun
