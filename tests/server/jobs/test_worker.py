"""A real worker process: it is killed without warning, and stopped with one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from server.core.db import reading, table, writing
from server.jobs.bell import bell_of
from server.jobs.models import Job
from server.jobs.operations import enqueue
from tests.support.databases import SECRET_KEY, Database
from tests.support.waiting import eventually

_job = table(Job)
PROGRAM = Path(__file__).with_name("slow_worker.py")
ROOT = Path(__file__).resolve().parents[3]


#: seconds a worker may take to end
PATIENT_S = 60


@contextmanager
def worker(database: Database, folder: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process on this database, killed at the end if it still runs."""
    environment = {"DATABASE_URL": database.url, "DATA_DIR": str(folder), "SECRET_KEY": SECRET_KEY, **settings}
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, str(PROGRAM)],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert process.stdout is not None
    try:
        assert b"started\n" in process.stdout, (folder / "worker.log").read_text()
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def queue(app: Flask, *payloads: Mapping[str, Any]) -> None:
    with app.app_context(), writing() as connection:
        for number, payload in enumerate(payloads):
            enqueue(connection, "test.slow", str(number), dict(payload))


def number_of(app: Flask, kind: str, state: str) -> int:
    with app.app_context(), reading() as connection:
        counted = select(func.count()).where(_job.c.kind == kind, _job.c.state == state)
        return connection.execute(counted).scalar_one()


def let_leases_run_out(app: Flask) -> int:
    with app.app_context(), writing() as connection:
        return connection.execute(update(_job).where(_job.c.state == "run").values(lease_until=0)).rowcount


def test_workers_killed_in_the_middle_lose_no_job_and_apply_each_once(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    places = ("before the write", "in the write", "after the write")
    queue(app, *({"stuck": place} if n == 0 else {} for place in places for n in range(4)))
    for _ in places:
        with worker(database, tmp_path) as process:
            assert process.stdout is not None
            assert b"stuck\n" in process.stdout, (tmp_path / "worker.log").read_text()
            process.kill()
            process.wait()
        assert let_leases_run_out(app) == 1
    with worker(database, tmp_path), worker(database, tmp_path):
        eventually(lambda: number_of(app, "test.slow", "done") == 12)
    assert number_of(app, "test.mark", "new") == 12


def test_a_worker_that_is_asked_to_stop_ends_the_job_in_its_hands(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    # more than the slowest machine ends before it has sent the signal
    queue(app, *[{"seconds": 0.8}] * 100)
    with worker(database, tmp_path) as process:
        eventually(lambda: number_of(app, "test.slow", "run") == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENT_S) == 0
    assert number_of(app, "test.slow", "run") == 0
    assert number_of(app, "test.slow", "done") >= 1
    assert number_of(app, "test.slow", "new") >= 1


def test_a_lost_bell_only_costs_a_moment(app: Flask, database: Database, tmp_path: Path) -> None:
    with worker(database, tmp_path):
        queue(app, {})
        bell_of(app).huey.storage.flush_queue()
        eventually(lambda: number_of(app, "test.slow", "done") == 1)


@pytest.mark.any_database
def test_a_worker_without_its_redis_still_works(app: Flask, database: Database, tmp_path: Path) -> None:
    with worker(database, tmp_path, REDIS_URL="redis://127.0.0.1:1/0"):
        queue(app, {})
        eventually(lambda: number_of(app, "test.slow", "done") == 1)


@pytest.mark.any_database
def test_the_bell_goes_through_redis(
    make_app: Callable[..., Flask], database: Database, tmp_path: Path, redis_url: str
) -> None:
    app = make_app(REDIS_URL=redis_url)
    queue(app, {})
    assert bell_of(app).huey.pending_count() == 1
    with worker(database, tmp_path, REDIS_URL=redis_url):
        eventually(lambda: number_of(app, "test.slow", "done") == 1)
        eventually(lambda: bell_of(app).huey.pending_count() == 0)
