"""A real worker process: it is killed without warning, and stopped with one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def worker(database: Database, folder: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process on this database, killed at the end if it still runs."""
    environment = {"DATABASE_URL": database.url, "DATA_DIR": str(folder), "SECRET_KEY": SECRET_KEY, **settings}
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"started\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def queue(app: Flask, count: int, seconds: float) -> None:
    with app.app_context(), writing() as connection:
        for number in range(count):
            enqueue(connection, "test.slow", str(number), {"seconds": seconds})


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
    queue(app, 24, 0.03)
    interrupted = 0
    for round_ in range(1, 5):
        with worker(database, tmp_path) as process:
            eventually(lambda goal=round_ * 4: number_of(app, "test.slow", "done") >= goal)
            eventually(lambda: number_of(app, "test.slow", "run") == 1)
            process.kill()
            process.wait()
        interrupted += let_leases_run_out(app)
    assert interrupted >= 3  # else the test proves nothing
    with worker(database, tmp_path), worker(database, tmp_path):
        eventually(lambda: number_of(app, "test.slow", "done") == 24)
    assert number_of(app, "test.mark", "new") == 24


def test_a_worker_that_is_asked_to_stop_ends_the_job_in_its_hands(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    queue(app, 100, 0.4)  # more than the slowest machine ends before it has sent the signal
    with worker(database, tmp_path) as process:
        eventually(lambda: number_of(app, "test.slow", "run") == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert number_of(app, "test.slow", "run") == 0
    assert number_of(app, "test.slow", "done") >= 1
    assert number_of(app, "test.slow", "new") >= 1


def test_a_lost_bell_only_costs_a_moment(app: Flask, database: Database, tmp_path: Path) -> None:
    with worker(database, tmp_path):
        queue(app, 1, 0)
        bell_of(app).huey.storage.flush_queue()
        eventually(lambda: number_of(app, "test.slow", "done") == 1)


def test_a_worker_without_its_redis_still_works(app: Flask, database: Database, tmp_path: Path) -> None:
    with worker(database, tmp_path, REDIS_URL="redis://127.0.0.1:1/0"):
        queue(app, 1, 0)
        eventually(lambda: number_of(app, "test.slow", "done") == 1)


def test_the_bell_goes_through_redis(
    make_app: Callable[..., Flask], database: Database, tmp_path: Path, redis_url: str
) -> None:
    app = make_app(REDIS_URL=redis_url)
    queue(app, 1, 0)
    assert bell_of(app).huey.pending_count() == 1
    with worker(database, tmp_path, REDIS_URL=redis_url):
        eventually(lambda: number_of(app, "test.slow", "done") == 1)
        eventually(lambda: bell_of(app).huey.pending_count() == 0)
