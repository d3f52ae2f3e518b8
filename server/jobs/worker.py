"""The worker process: a huey consumer whose messages are doorbells, and which looks at the table every second anyway.

Kill it at any moment and nothing is lost: what it was doing is leased to another worker after fifteen seconds.
"""

import signal
import threading
from types import FrameType

import structlog
from flask import Flask, current_app
from huey import Huey
from huey.consumer import Consumer, Worker

from server.core.errors import Problem
from server.jobs.bell import bell_of
from server.jobs.working import Rounds, drain

log = structlog.get_logger(__name__)

#: seconds between two looks when nobody rings
LONGEST_WAIT = 1.0
#: seconds a stopping worker gives the job in its hands; the supervisor waits a little longer
LAST_JOB = 6.0
HEALTH_CHECK = 10.0


def run() -> None:
    """Work until TERM, INT or HUP, then end the job in hand and return. Needs an app context and the main thread."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    consumer = _consumer(app, bell_of(app).huey)
    consumer.start()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    log.info("worker_started")
    while not stop.wait(HEALTH_CHECK):
        consumer.check_worker_health()
    consumer.stop(graceful=True)
    log.info("worker_stopped")


def _consumer(app: Flask, huey: Huey) -> Consumer:
    rounds = Rounds()

    class Looker(Worker):
        """Waits for the bell, at most a second, then looks at the table whatever it heard."""

        def loop(self, now: object = None) -> None:
            super().loop(now)
            try:
                rounds.queue_due(app)
                drain(app, self.stop_flag)
            except Problem as problem:  # the database does not answer: it is asked again in a second
                log.warning("worker_waits", code=problem.code)

    class Looking(Consumer):
        worker_class = Looker

    return Looking(huey, workers=1, periodic=False, max_delay=LONGEST_WAIT, shutdown_timeout=LAST_JOB)
