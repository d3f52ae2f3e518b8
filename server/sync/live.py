"""Live: a device asks whether something changed for it and is kept waiting until something does (docs/sync.md).

A waiting request is a sleeping thread with an event, without a database connection. One watcher thread of the process
looks at the revision clock twice a second while anybody waits, whichever process wrote, and wakes those whose
scopes moved. That costs the same for one waiting phone and for a thousand (docs/decisions/0105-live-by-long-poll.md).
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from flask import Flask, current_app
from sqlalchemy import Connection, text

from server.auth.actor import Actor
from server.core import changes
from server.core.db import is_sqlite, reading
from server.core.errors import Unavailable
from server.sync.pull import since_of
from server.sync.settings import settings_etag

log = structlog.get_logger(__name__)

LOOK_EVERY = 0.5
#: Seconds a request waits at most: less than the minute after which proxies give up on a silent line.
LONGEST = 45
#: Requests that may wait at once: each is a sleeping thread of some 70 KB.
PLACES = 1200
WAIT_PATH = "/api/sync/v1/wait"
_KEY = "boxless.live"
_NEWER = text("SELECT 1 FROM lead_scope WHERE scope = :scope AND rev > :after LIMIT 1")
#: Last revision of each of many scopes: one seek in the feed's index for each.
_HEADS_SQLITE = text(
    "SELECT wanted.value, (SELECT rev FROM lead_scope WHERE scope = wanted.value ORDER BY rev DESC LIMIT 1) "
    "FROM json_each(:scopes) AS wanted"
)
_HEADS = text(
    "SELECT wanted.scope, (SELECT rev FROM lead_scope s WHERE s.scope = wanted.scope ORDER BY rev DESC LIMIT 1) "
    "FROM unnest(CAST(:scopes AS text[])) AS wanted(scope)"
)


@dataclass(eq=False)
class Place:
    """One waiting request."""

    scopes: frozenset[str]
    woken: threading.Event = field(default_factory=threading.Event)


class Watch:
    """Who waits in this process, and the thread that wakes them."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._guard = threading.Lock()
        self._places: set[Place] = set()
        self._running = False

    @contextmanager
    def place(self, scopes: Iterable[str]) -> Iterator[Place]:
        """Wait in here; whatever happens from the moment of entry on wakes the place.

        Raises `Unavailable` when every place is taken: the device polls instead.
        """
        mine = Place(frozenset(scopes))
        with self._guard:
            if len(self._places) >= PLACES:
                raise Unavailable(headers={"Retry-After": "60"})
            self._places.add(mine)
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, args=(self._seen(),), name="live", daemon=True).start()
        try:
            yield mine
        finally:
            with self._guard:
                self._places.discard(mine)

    def _seen(self) -> "Seen":
        with self._app.app_context(), reading() as connection:
            return Seen.now(connection)

    def _run(self, seen: "Seen") -> None:
        """Look until nobody waits any more. An error wakes everybody: they look for themselves and come back."""
        pause = threading.Event()
        while not pause.wait(LOOK_EVERY):
            with self._guard:
                if not self._places:
                    self._running = False
                    return
            try:
                with self._app.app_context():
                    seen = seen.wake(self._waiting)
            except Exception:
                log.exception("live_watch_failed")
                for place in self._waiting():
                    place.woken.set()

    def _waiting(self) -> tuple[Place, ...]:
        with self._guard:
            return tuple(self._places)


@dataclass(frozen=True)
class Seen:
    """What the watcher last saw of the database."""

    rev: int
    epoch: str
    settings: str

    @classmethod
    def now(cls, connection: Connection) -> "Seen":
        """The state of this snapshot."""
        rev, epoch = changes.read(connection)
        return cls(rev, epoch, settings_etag(connection))

    def wake(self, who_waits: Callable[[], Iterable[Place]]) -> "Seen":
        """Wake whoever has something new since; answers what is seen now."""
        with reading() as connection:
            now = Seen.now(connection)
            if now == self:
                return self
            # Asked after the snapshot was taken: whoever comes later looks at a later one herself.
            waiting = tuple(who_waits())
            everybody = (now.epoch, now.settings) != (self.epoch, self.settings)
            moved = set() if everybody else self._moved(connection, waiting)
        for place in waiting:
            if everybody or not moved.isdisjoint(place.scopes):
                place.woken.set()
        return now

    def _moved(self, connection: Connection, waiting: Iterable[Place]) -> set[str]:
        wanted = sorted(set().union(*(place.scopes for place in waiting)))
        return {scope for scope, rev in heads(connection, wanted) if rev is not None and rev > self.rev}


def heads(connection: Connection, scopes: list[str]) -> Iterator[tuple[str, int | None]]:
    """Each scope with the last revision in it, None when it holds nothing."""
    if is_sqlite():
        rows = connection.execute(_HEADS_SQLITE, {"scopes": orjson.dumps(scopes).decode()})
    else:
        rows = connection.execute(_HEADS, {"scopes": scopes})
    yield from ((scope, rev) for scope, rev in rows)


def watch() -> Watch:
    """The app's one watch."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    mine: Watch = app.extensions.setdefault(_KEY, Watch(app))
    return mine


def wait_for_change(actor: Actor, request: Mapping[str, Any]) -> bool:
    """True as soon as a pull with this cursor would bring something, False when the time is over."""
    # The place is taken before looking: what is committed in between wakes it.
    with watch().place(actor.scopes) as place:
        with reading() as connection:
            if is_behind(connection, actor, request):
                return True
        return place.woken.wait(min(request["seconds"], LONGEST))


def is_behind(connection: Connection, actor: Actor, request: Mapping[str, Any]) -> bool:
    """Whether a pull with this cursor would bring something."""
    clock, epoch = changes.read(connection)
    since = since_of(request["cursor"], epoch, clock)
    if since is None or set(since) != set(actor.scopes) or settings_etag(connection) != request["settings"]:
        return True
    return any(connection.execute(_NEWER, {"scope": scope, "after": after}).first() for scope, after in since.items())
