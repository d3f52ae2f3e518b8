"""The program of a worker whose jobs leave one mark each, slowly or not at all; started by test_worker.py."""

import sys
import time

from server import create_app
from server.core.db import writing
from server.jobs.operations import enqueue
from server.jobs.registry import Leased, job
from server.jobs.worker import run

FAR = 2**52


def say(word: str) -> None:
    """Tell the test how far we are."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


@job("test.slow")
def work(leased: Leased) -> None:
    """Leave a mark: a job nobody works for ages. Who first gets a job with `stuck` stays there until it is killed."""
    stuck = leased.payload.get("stuck") if leased.attempts == 1 else None

    def reach(place: str) -> None:
        if place == stuck:
            say("stuck")
            time.sleep(600)

    time.sleep(leased.payload.get("seconds", 0))
    reach("before the write")
    with writing() as connection:
        enqueue(connection, "test.mark", f"mark:{leased.key}", {}, run_at=FAR)
        reach("in the write")
    reach("after the write")


if __name__ == "__main__":
    with create_app().app_context():
        say("started")
        run()
