"""The job table: queued with the thing it serves, leased once, given back, ended."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import MINUTE, now_ms
from server.core.db import reading, table, writing
from server.jobs import operations as jobs
from server.jobs import queries
from server.jobs.models import Job
from server.jobs.registry import Leased
from tests.support.clock import Clock

_job = table(Job)


def queue(key: str, **more: object) -> bool:
    with writing() as connection:
        return jobs.enqueue(connection, "test.note", key, {"key": key}, **more)


def queue_and_fail() -> None:
    with writing() as connection:
        jobs.enqueue(connection, "test.note", "a", {})
        raise RuntimeError("the write failed")


def state_of(key: str) -> str:
    with reading() as connection:
        return connection.execute(select(_job.c.state).where(_job.c.key == key)).scalar_one()


def fail(leased: Leased, **more: bool) -> bool:
    with writing() as connection:
        return jobs.fail(connection, leased, "boom", **more)


def test_the_same_key_is_queued_once(app: Flask) -> None:
    with app.app_context():
        assert queue("a") is True
        assert queue("a") is False
        assert [leased.key for leased in jobs.lease(5)] == ["a"]


def test_a_job_is_not_queued_when_the_thing_it_serves_is_not_written(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(RuntimeError):
            queue_and_fail()
        assert jobs.lease() == []


def test_urgent_jobs_first_then_those_that_wait_longest(app: Flask) -> None:
    with app.app_context():
        queue("late", run_at=2)
        queue("early", run_at=1)
        queue("urgent", priority=jobs.SOON)
        queue("tomorrow", run_at=now_ms() + 1_000_000)
        assert [leased.key for leased in jobs.lease(9)] == ["urgent", "early", "late"]


def test_somebody_looks_at_it_so_it_goes_first(app: Flask) -> None:
    with app.app_context():
        queue("a", run_at=1)
        queue("b")
        with writing() as connection:
            jobs.hurry(connection, ["b"])
        assert jobs.lease()[0].key == "b"


def test_many_workers_never_get_the_same_job(app: Flask, clock: Clock) -> None:
    with app.app_context():
        for number in range(40):
            queue(str(number))
    taken: list[str] = []

    def work() -> None:
        with app.app_context():
            while leased := jobs.lease(1):
                taken.append(leased[0].key)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(map(str, range(40)))


def test_a_lease_that_runs_out_gives_the_job_to_another_worker_and_the_first_cannot_finish_it(
    app: Flask, clock: Clock
) -> None:
    with app.app_context():
        queue("a")
        dead_worker = jobs.lease()[0]
        assert jobs.lease() == []
        clock.advance(jobs.LEASE)
        other_worker = jobs.lease()[0]
        assert other_worker.attempts == 2
        with writing() as connection:
            assert jobs.finish(connection, dead_worker) is False
            assert jobs.finish(connection, other_worker) is True
        assert state_of("a") == "done"


def test_a_renewed_lease_holds(app: Flask, clock: Clock) -> None:
    with app.app_context():
        queue("a")
        leased = jobs.lease()[0]
        clock.advance(jobs.LEASE - 1)
        assert jobs.renew(leased) is True
        clock.advance(jobs.LEASE - 1)
        assert jobs.lease() == []
        clock.advance(1)
        jobs.lease()
        assert jobs.renew(leased) is False


def test_a_failing_job_is_tried_five_times_with_growing_pauses(app: Flask, clock: Clock) -> None:
    with app.app_context():
        queue("a")
        for attempt in range(1, 6):
            leased = jobs.lease()[0]
            assert leased.attempts == attempt
            assert fail(leased) is (attempt == 5)
            assert jobs.lease() == []  # not at once
            clock.advance(jobs.LONGEST_PAUSE)
        assert jobs.lease() == []
        assert state_of("a") == "dead"


def test_pauses_double_up_to_ten_minutes() -> None:
    for attempts, longest in ((1, 2_000), (2, 4_000), (5, 32_000), (20, 10 * MINUTE)):
        assert longest / 2 <= jobs.pause(attempts) <= longest


def test_poison_is_tried_three_times(app: Flask, clock: Clock) -> None:
    with app.app_context():
        queue("a")
        ends = []
        for _ in range(3):
            ends.append(fail(jobs.lease()[0], poison=True))
            clock.advance(jobs.LONGEST_PAUSE)
        assert ends == [False, False, True]
        assert jobs.lease() == []


def test_a_job_that_kills_three_workers_is_buried(app: Flask, clock: Clock) -> None:
    with app.app_context():
        queue("a")
        for _ in range(3):
            assert jobs.bury() == []
            jobs.lease()
            clock.advance(jobs.LEASE)
        assert jobs.lease() == []
        assert [leased.key for leased in jobs.bury()] == ["a"]
        assert state_of("a") == "dead"


def test_finished_jobs_are_forgotten_after_a_week(app: Flask, clock: Clock) -> None:
    with app.app_context():
        queue("done")
        leased = jobs.lease()[0]
        with writing() as connection:
            jobs.finish(connection, leased)
        queue("waiting")
        clock.advance(jobs.KEEP_DONE + 1)
        jobs.forget_old()
        with reading() as connection:
            assert queries.counts(connection) == {"new": 1}


def test_waiting_jobs_are_counted_by_the_beginning_of_their_key(app: Flask) -> None:
    with app.app_context():
        for key in ("read:a:1", "read:a:2", "read:b:1", "read_a:1"):
            queue(key)
        with reading() as connection:
            assert queries.waiting(connection, "test.note", "read:a:") == 2
            assert queries.waiting(connection, "other", "read:a:") == 0
