"""A migrated database per session and back end, put back to its first state between tests."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from flask_migrate import upgrade
from psycopg import sql

from server import create_app
from server.core.db import close
from tests.support.postgres import Cluster

#: what the tests' apps sign with
SECRET_KEY = "only-for-tests-0123456789-abcdefghij"
KEPT = "alembic_version"
CLOCK = "sync_clock"
#: seconds until whoever else works on the database lets us at it
PATIENT_S = 60
Rows = Mapping[str, list[tuple[Any, ...]]]


def migrate(url: str, data_dir: Path) -> None:
    """Bring the database at the URL to the newest migration."""
    app = create_app({"DATABASE_URL": url, "DATA_DIR": str(data_dir), "SECRET_KEY": SECRET_KEY, "TESTING": True})
    with app.app_context():
        upgrade()
    close(app)


def _sorted(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows in an order of their own: PostgreSQL answers in the order of wherever it found room for them."""
    return sorted(rows, key=repr)


class Database(ABC):
    """A migrated database. `url` goes into DATABASE_URL, `reset` undoes whatever a test wrote."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self.url = url
        migrate(url, data_dir)
        self.first_rows = self.rows()

    @abstractmethod
    def rows(self) -> Rows:
        """Every row there is, by table; sorted."""

    @abstractmethod
    def reset(self) -> None:
        """Bring back exactly the rows the migrations made."""


class SqliteDatabase(Database):
    """A file in the given folder."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "boxless.db"
        super().__init__(f"sqlite:///{self._path}", data_dir)

    def rows(self) -> Rows:
        """Every row there is, by table."""
        with closing(sqlite3.connect(self._path)) as connection:
            return {name: _sorted(connection.execute(f'SELECT * FROM "{name}"')) for name in self._tables(connection)}

    def reset(self) -> None:
        """Bring back exactly the rows the migrations made."""
        with closing(sqlite3.connect(self._path, timeout=PATIENT_S)) as connection, connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            # the clock last: triggers write to it when other tables are put back
            for name, rows in sorted(self.first_rows.items(), key=lambda table: table[0] == CLOCK):
                connection.execute(f'DELETE FROM "{name}"')
                if rows:
                    connection.executemany(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(rows[0]))})', rows)

    def _tables(self, connection: sqlite3.Connection) -> list[str]:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        return [name for (name,) in found if name != KEPT]


class PostgresDatabase(Database):
    """A database of its own in the session's cluster."""

    def __init__(self, cluster: Cluster, name: str, data_dir: Path) -> None:
        super().__init__(cluster.create(name), data_dir)

    def rows(self) -> Rows:
        """Every row there is, by table."""
        with psycopg.connect(self.url) as connection:
            return {name: self._all(connection, name) for name in self._tables(connection)}

    def reset(self) -> None:
        """Bring back exactly the rows the migrations made."""
        with psycopg.connect(self.url) as connection:
            # Foreign keys are triggers: this role does not fire them, so the order of tables is free.
            connection.execute("SET session_replication_role = replica")
            tables = map(sql.Identifier, self.first_rows)
            connection.execute(sql.SQL(";").join(sql.SQL("DELETE FROM {}").format(table) for table in tables))
            for name, rows in self.first_rows.items():
                if rows:
                    self._insert(connection, name, rows)

    def _all(self, connection: psycopg.Connection, name: str) -> list[tuple[Any, ...]]:
        # As text, so that JSON and arrays go back as they came.
        columns = [
            sql.SQL("{}::text").format(sql.Identifier(column))
            for (column,) in connection.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
                [name],
            )
        ]
        query = sql.SQL("SELECT {} FROM {}").format(sql.SQL(",").join(columns), sql.Identifier(name))
        return _sorted(connection.execute(query))

    def _insert(self, connection: psycopg.Connection, name: str, rows: list[tuple[Any, ...]]) -> None:
        values = sql.SQL(",").join(sql.SQL("({})").format(sql.SQL(",").join(map(sql.Literal, row))) for row in rows)
        connection.execute(sql.SQL("INSERT INTO {} VALUES {}").format(sql.Identifier(name), values))

    def _tables(self, connection: psycopg.Connection) -> list[str]:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in found if name != KEPT]
