"""The doorbell of the workers: a huey message that only says "look at the job table".

The table is the truth; a lost, doubled or late message changes nothing but how soon a worker looks.
"""

import sqlite3
import time
from pathlib import Path

import structlog
from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

_KEY = "boxless.bell"
#: seconds a broken bell is left alone: a request must not wait for it again and again
QUIET = 30.0


class Bell:
    """Rings at most once until somebody hears."""

    def __init__(self, huey: Huey) -> None:
        self.huey = huey
        self._look = huey.task(name="look")(look)
        self._quiet_until = 0.0

    def ring(self) -> None:
        """Tell a worker to look. Never fails: workers look by themselves every second."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            if not self.huey.pending_count():
                self._look()
        except (RedisError, sqlite3.Error, OSError) as error:
            self._quiet_until = time.monotonic() + QUIET
            log.warning("bell_broken", error=type(error).__name__)


def look() -> None:
    """The whole message: a worker looks at the table after each one it takes."""


def bell_of(app: Flask) -> Bell:
    """The app's bell, made when it is first needed."""
    if _KEY not in app.extensions:
        app.extensions[_KEY] = Bell(_huey(app))
    bell: Bell = app.extensions[_KEY]
    return bell


def _huey(app: Flask) -> Huey:
    if app.config["REDIS_URL"]:
        return RedisHuey("boxless", url=app.config["REDIS_URL"], results=False)
    folder = Path(app.config["DATA_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    # no fsync: what a power cut takes from here, the job table still has
    return SqliteHuey("boxless", filename=str(folder / "bell.db"), results=False, fsync=False, cache_mb=1)


def ring() -> None:
    """Tell a worker of this app to look."""
    bell_of(current_app).ring()
