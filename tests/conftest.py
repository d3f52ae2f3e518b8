"""Fixtures every test may use. Tests that use `app` run on SQLite and on PostgreSQL."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings
from sqlalchemy import event
from sqlalchemy.engine import Engine

from server import create_app
from server.core.db import close
from tests.support.apps import SharedApp, settings_of_tests
from tests.support.databases import Database, PostgresDatabase, SqliteDatabase
from tests.support.mailbox import Mailbox, mailbox
from tests.support.postgres import Cluster
from tests.support.redis import redis_server

# how long an example takes says more about the machine than about the code
settings.register_profile("boxless", deadline=None)
settings.load_profile("boxless")

BACKENDS = ("sqlite", "postgresql")
#: memory where there is some: SQLite waits for the disk at every commit, and no test of behaviour needs that
FAST_DISK = Path("/dev/shm")

AppFactory = Callable[..., Flask]


@event.listens_for(Engine, "connect")
def _rows_in_no_order(connection: object, _record: object) -> None:
    # Without ORDER BY rows come as they lie: nearly always as they were written, and on PostgreSQL one day otherwise.
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects=ON")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=(*BACKENDS, "both"), default="both", help="database for tests that use `app`")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        backends = BACKENDS if chosen == "both" else (chosen,)
        enough = 1 if metafunc.definition.get_closest_marker("any_database") else len(backends)
        metafunc.parametrize("backend", backends[:enough], scope="session")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The session's PostgreSQL; each xdist worker is a session and has its own."""
    running = Cluster()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def session_dir() -> Iterator[Path]:
    """A folder for the databases of this session, in memory where possible."""
    with tempfile.TemporaryDirectory(prefix="boxless-", dir=FAST_DISK if FAST_DISK.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def migrated(backend: str, session_dir: Path, request: pytest.FixtureRequest) -> Database:
    """The session's migrated database of the back end."""
    if backend == "sqlite":
        return SqliteDatabase(session_dir)
    return PostgresDatabase(request.getfixturevalue("cluster"), "boxless", session_dir)


@pytest.fixture
def database(migrated: Database) -> Iterator[Database]:
    """A migrated database without a trace of other tests."""
    yield migrated
    migrated.reset()


@pytest.fixture
def make_app(database: Database, tmp_path: Path) -> Iterator[AppFactory]:
    """`make_app(REDIS_URL=...)`: a new app on this test's database, with other settings."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        made.append(create_app({**settings_of_tests(database.url, tmp_path), **settings}))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture
def own_app(make_app: AppFactory) -> Flask:
    """An app of this test's own, to which it may add routes."""
    return make_app()


@pytest.fixture(scope="session")
def shared_app(migrated: Database, session_dir: Path) -> Iterator[SharedApp]:
    """The app of this session and back end."""
    shared = SharedApp(migrated.url, session_dir)
    yield shared
    shared.close()


@pytest.fixture
def app(shared_app: SharedApp, database: Database, tmp_path: Path) -> Iterator[Flask]:
    """The app, on SQLite and on PostgreSQL in turn, as if it had just been made."""
    with shared_app.lent(tmp_path) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs the app's commands."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """REDIS_URL of a private Redis."""
    with redis_server() as url:
        yield url


@pytest.fixture
def mail() -> Iterator[tuple[Mailbox, str]]:
    """A mail box and its SMTP_URL."""
    with mailbox() as box:
        yield box
