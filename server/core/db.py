"""The database: base model, column types, the write transaction and its lock, the revision clock.

Every write takes the one `sync_clock` row first, so revision order is commit order on SQLite and on PostgreSQL
(docs/sync.md). Writers of one process queue for it fairly before they begin: SQLite's own busy handler sleeps and
polls, and on PostgreSQL each would hold a connection while it waits, for which new ones are opened.
"""

import fcntl
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import orjson
from flask import Flask, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    event,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase

from server.core.errors import Unavailable
from server.core.text import clean

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base; the naming convention is what lets SQLite's batch migrations find a constraint."""

    metadata = MetaData(naming_convention=NAMING)


#: models, engine and migrations; its session is not used: every statement runs inside `reading` or `writing`
db = SQLAlchemy(model_class=Base)

#: an id: UUID in canonical form
Id = String(36)
#: an instant: milliseconds since 1970, UTC
Millis = BigInteger
#: money: integer minor units
Minor = BigInteger


class SafeText(TypeDecorator[str]):
    """Text in NFC without NUL and control characters, whatever came in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def table(model: type[Base]) -> Table:
    """The model's table, for bulk statements that go past the ORM."""
    return cast(Table, model.__table__)


def one_of(column: str, *values: str | int) -> CheckConstraint:
    """CHECK that a column holds one of the codes (or NULL where the column allows it)."""
    # For `IN` with three codes or more SQLite would fill a table of its own for every row written.
    codes = (str(v) if isinstance(v, int) else f"'{v}'" for v in values)
    return CheckConstraint(" OR ".join(f"{column} = {code}" for code in codes), name=column)


class FairLock:
    """First come, first served, between the threads of this process; `flock` of a file keeps other processes out."""

    def __init__(self, path: Path | None = None) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False
        self._file = path.open("w") if path else None

    def acquire(self, timeout: float) -> bool:
        """Take the lock, waiting in line for at most `timeout` seconds."""
        with self._guard:
            if not self._held:
                self._held = True
                mine = None
            else:
                mine = threading.Event()
                self._waiting.append(mine)
        if mine is not None and not mine.wait(timeout):
            with self._guard:
                if not mine.is_set():
                    self._waiting.remove(mine)
                    return False
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        return True

    def release(self) -> None:
        """Hand the lock to whoever has waited longest."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False

    def close(self) -> None:
        """Let go of the lock's file."""
        if self._file is not None:
            self._file.close()


LOCK_WAIT_S = 20.0
_KEY = "boxless.write_lock"


def init_app(app: Flask) -> None:
    """Bind the database of the settings and prepare each connection."""
    url: str = app.config["DATABASE_URL"]
    lite = url.startswith("sqlite")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # the connection used last has the pages of the database in its cache
    options: dict[str, Any] = {"pool_size": 10, "max_overflow": 20, "pool_use_lifo": True}
    # errors are logged, and what people wrote down about others has no place there
    options["hide_parameters"] = True
    options["json_serializer"], options["json_deserializer"] = _json, orjson.loads
    if lite:
        options["connect_args"] = {"timeout": LOCK_WAIT_S, "isolation_level": None}
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    else:
        options["pool_pre_ping"] = True
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    app.extensions[_KEY] = FairLock(Path(url.removeprefix("sqlite:///") + ".lock") if lite else None)
    with app.app_context():
        _prepare(db.engine, lite)


def close(app: Flask) -> None:
    """Let go of every connection and file; whoever makes apps by the hundred (tests) calls it."""
    with app.app_context():
        db.engine.dispose()
    app.extensions[_KEY].close()


def _prepare(engine: Engine, lite: bool) -> None:
    if not lite:
        return

    @event.listens_for(engine, "connect")
    def pragmas(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # the phone stops re-sending once we answered: an answer must survive a power cut
            "foreign_keys=ON",
            "cache_size=-65536",
            "mmap_size=268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("write"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # waits for nobody, so it cannot fail; past SQLAlchemy it costs a tenth
            cast(Any, connection.connection.dbapi_connection).execute("BEGIN")


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return db.engine.dialect.name == "sqlite"


@dataclass
class _Write:
    """The write transaction an app context is in."""

    connection: Connection
    #: done once it is committed, each once, in this order
    afterwards: dict[Callable[[], object], None] = field(default_factory=dict)


def _running() -> _Write | None:
    found: _Write | None = g.get("boxless_write")
    return found


def is_writing() -> bool:
    """Whether a write transaction is open here."""
    return _running() is not None


@contextmanager
def writing() -> Iterator[Connection]:
    """One write transaction: commits at the end, rolls back on any error. Nested use joins the outer one.

    Raises `Unavailable` when the lock or the database does not come free in time.
    """
    outer = _running()
    if outer is not None:
        yield outer.connection
        return
    lock: FairLock = current_app.extensions[_KEY]
    if not lock.acquire(LOCK_WAIT_S):
        raise Unavailable(headers={"Retry-After": "2"})
    try:
        with _write() as write:
            yield write.connection
    except OperationalError as error:
        raise Unavailable(headers={"Retry-After": "2"}) from error
    finally:
        lock.release()
    for call in write.afterwards:
        call()


@contextmanager
def _write() -> Iterator[_Write]:
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        g.boxless_write = write = _Write(connection)
        try:
            yield write
        finally:
            del g.boxless_write


def after_commit(call: Callable[[], object]) -> None:
    """Have something done once the running write transaction, the outermost one, is committed; never if it fails.

    The same thing is done once, however often it is asked for.
    """
    write = _running()
    if write is None:
        raise RuntimeError("nothing is being written")
    write.afterwards[call] = None


@contextmanager
def reading() -> Iterator[Connection]:
    """One read snapshot: everything inside sees the same state of the database."""
    write = _running()
    if write is not None:
        yield write.connection
        return
    with db.engine.connect() as connection:
        if not is_sqlite():
            connection.execution_options(isolation_level="REPEATABLE READ")
        # closing the connection ends the transaction
        connection.begin()
        yield connection
