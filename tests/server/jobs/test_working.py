"""What a worker does with the jobs it leases."""

import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import HOUR, MINUTE
from server.core.db import reading, table, writing
from server.core.errors import NotFound
from server.jobs import operations as jobs
from server.jobs.bell import bell_of
from server.jobs.models import Job
from server.jobs.registry import KINDS, PERIODICS, Leased, Poison, job, periodic
from server.jobs.working import Rounds, drain
from tests.support.clock import Clock

_job = table(Job)


@pytest.fixture(autouse=True)
def _own_kinds() -> Iterator[None]:
    kinds, periodics = dict(KINDS), dict(PERIODICS)
    KINDS.clear()
    PERIODICS.clear()
    yield
    KINDS.clear()
    PERIODICS.clear()
    KINDS.update(kinds)
    PERIODICS.update(periodics)


def queue(app: Flask, kind: str, key: str) -> None:
    with app.app_context(), writing() as connection:
        jobs.enqueue(connection, kind, key, {"n": key})


def queue_and_fail() -> None:
    with writing() as connection:
        jobs.enqueue(connection, "test.note", "a", {})
        raise RuntimeError("the write failed")


def row(app: Flask, key: str) -> dict[str, object]:
    with app.app_context(), reading() as connection:
        return dict(connection.execute(select(_job).where(_job.c.key == key)).mappings().one())


def test_work_is_done_and_noted(app: Flask) -> None:
    seen: list[Leased] = []
    job("test.note")(seen.append)
    queue(app, "test.note", "a")
    assert drain(app) == 1
    assert [(leased.key, leased.payload, leased.attempts) for leased in seen] == [("a", {"n": "a"}, 1)]
    assert row(app, "a")["state"] == "done"
    assert drain(app) == 0


def test_one_bad_job_does_not_stop_the_others(app: Flask) -> None:
    done: list[str] = []

    @job("test.note")
    def work(leased: Leased) -> None:
        if leased.key == "bad":
            raise NotFound()
        done.append(leased.key)

    for key in ("bad", "good"):
        queue(app, "test.note", key)
    drain(app)
    assert done == ["good"]
    assert row(app, "bad")["state"] == "new"
    assert str(row(app, "bad")["last_error"]).startswith("not_found work:")


def test_what_people_wrote_does_not_get_into_the_error(app: Flask) -> None:
    @job("test.note")
    def work(leased: Leased) -> None:
        raise ValueError("Anna Albrecht, +44 20 7946 0100")

    queue(app, "test.note", "a")
    drain(app)
    assert str(row(app, "a")["last_error"]).startswith("ValueError work:")
    assert "Anna" not in str(row(app, "a")["last_error"])


def test_poison_is_buried_after_three_attempts_and_its_room_is_told(app: Flask, clock: Clock) -> None:
    told: list[tuple[str, str]] = []

    @job("test.note", on_dead=lambda leased, error: told.append((leased.key, error)))
    def work(leased: Leased) -> None:
        raise Poison("reader_crashed")

    queue(app, "test.note", "a")
    for _ in range(4):
        drain(app)
        clock.advance(jobs.LONGEST_PAUSE)
    assert row(app, "a")["attempts"] == 3
    assert told == [("a", "reader_crashed")]


def test_a_kind_nobody_knows_waits_for_a_newer_version(app: Flask) -> None:
    queue(app, "test.future", "a")
    drain(app)
    assert row(app, "a")["state"] == "new"
    assert str(row(app, "a")["last_error"]).startswith("KeyError")


def test_a_job_rolled_back_by_an_error_leaves_nothing_open(app: Flask) -> None:
    @job("test.note")
    def work(leased: Leased) -> None:
        with writing() as connection:
            jobs.enqueue(connection, "test.note", "child", {})
            raise RuntimeError("after the write")

    queue(app, "test.note", "a")
    drain(app)
    with app.app_context(), reading() as connection:
        assert connection.execute(select(_job.c.key)).scalars().all() == ["a"]


def test_a_round_is_worked_once_however_many_workers_there_are(app: Flask, clock: Clock) -> None:
    rounds: list[int] = []
    periodic("test.sweep", MINUTE)(lambda: rounds.append(clock.now // MINUTE))
    periodic("test.rare", HOUR * 1000)(lambda: None)
    workers = Rounds(), Rounds()
    clock.advance(MINUTE - clock.now % MINUTE)
    first = clock.now // MINUTE
    for _ in range(3):
        for worker in workers:
            worker.queue_due(app)
            worker.queue_due(app)
            drain(app)
        clock.advance(MINUTE)
    assert rounds == [first, first + 1, first + 2]


def test_a_failed_round_is_not_repeated_the_next_one_comes(app: Flask, clock: Clock) -> None:
    rounds: list[int] = []

    @periodic("test.sweep", MINUTE)
    def sweep() -> None:
        rounds.append(1)
        raise RuntimeError("no luck")

    worker = Rounds()
    for _ in range(2):
        worker.queue_due(app)
        for _ in range(3):
            drain(app)
            clock.advance(MINUTE // 3)
    assert len(rounds) == 2


def test_the_bell_rings_after_the_commit_once_until_somebody_hears(app: Flask) -> None:
    huey = bell_of(app).huey
    with app.app_context():
        with writing() as connection:
            jobs.enqueue(connection, "test.note", "a", {})
            assert huey.pending_count() == 0
        assert huey.pending_count() == 1
        queue(app, "test.note", "b")
        assert huey.pending_count() == 1


def test_a_write_without_jobs_or_rolled_back_rings_no_bell(app: Flask) -> None:
    huey = bell_of(app).huey
    with app.app_context():
        with pytest.raises(RuntimeError):
            queue_and_fail()
        with writing():
            pass
    assert huey.pending_count() == 0


def test_a_broken_bell_fails_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> int:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(bell_of(app).huey, "pending_count", broken)
    queue(app, "test.note", "a")
    assert row(app, "a")["state"] == "new"


def test_a_redis_that_is_down_fails_nothing(make_app: object) -> None:
    app = make_app(REDIS_URL="redis://127.0.0.1:1/0")  # type: ignore[operator]
    queue(app, "test.note", "a")
    assert row(app, "a")["state"] == "new"
