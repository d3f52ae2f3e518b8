"""The program of a worker whose jobs take a moment and leave one mark each; started by test_worker.py."""

import sys
import time

from server import create_app
from server.core.db import writing
from server.jobs.operations import enqueue
from server.jobs.registry import Leased, job
from server.jobs.worker import run

FAR = 2**52


@job("test.slow")
def work(leased: Leased) -> None:
    """Leave a mark: a job nobody works for ages."""
    time.sleep(leased.payload["seconds"])
    with writing() as connection:
        enqueue(connection, "test.mark", f"mark:{leased.key}", {}, run_at=FAR)
        time.sleep(leased.payload["seconds"])


if __name__ == "__main__":
    with create_app().app_context():
        sys.stdout.write("started\n")
        sys.stdout.flush()
        run()
