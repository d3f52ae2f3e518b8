"""A server that dies at a chosen point of a request, and chance that comes from one seed."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from flask import Flask
from sqlalchemy import Connection, event

from server.core import changes, ids, signals
from server.core.db import db


class ServerDied(BaseException):
    """The process ended here: no handler of the server may catch it."""


class Crashes:
    """Arms one death: at the n-th statement, just before the commit, or after it and before the answer."""

    def __init__(self, app: Flask) -> None:
        self._at: str | None = None
        self._statements_left = 0
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._on_statement)
            event.listen(db.engine, "commit", self._on_commit)
        signals.leads_committed.connect(self._on_committed)

    def arm(self, point: str, statements: int = 0) -> None:
        """`point`: "statement" (die before the one of this number), "commit" or "committed"."""
        self._at, self._statements_left = point, statements

    def disarm(self) -> None:
        """Live on."""
        self._at = None

    def _die(self) -> None:
        self._at = None
        raise ServerDied()

    def _on_statement(self, _connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if self._at != "statement" or statement.startswith("BEGIN"):
            return
        self._statements_left -= 1
        if self._statements_left < 0:
            self._die()

    def _on_commit(self, _connection: Connection) -> None:
        if self._at == "commit":
            self._die()

    def _on_committed(self, _workspace: Any, **_: Any) -> None:
        if self._at == "committed":
            self._die()


def number_as_id(rng: random.Random, ms: int) -> str:
    """A UUIDv7 whose chance comes from `rng`."""
    number = (ms & ((1 << 48) - 1)) << 80 | rng.getrandbits(76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62
    return str(uuid.UUID(int=number))


@contextmanager
def chance_from(rng: random.Random) -> Iterator[None]:
    """The server's own ids and epochs come from `rng` too."""
    epochs = SimpleNamespace(uuid4=lambda: uuid.UUID(int=rng.getrandbits(128), version=4))
    with (
        mock.patch.object(ids, "os", SimpleNamespace(urandom=rng.randbytes)),
        mock.patch.object(changes, "uuid", epochs),
    ):
        yield
