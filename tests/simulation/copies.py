"""The database under the simulated server: read past the server, copied as a backup, put back as a restore."""

import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests.support.postgres import Cluster


class Copied(ABC):
    """A database the server uses by its `url`. Nobody else may be connected while it is copied."""

    url: str

    @abstractmethod
    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the query answers, seen from outside the server."""

    @abstractmethod
    def copy(self) -> Any:
        """A backup of everything."""

    @abstractmethod
    def put_back(self, copy: Any) -> None:
        """Everything as it was when the backup was made."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it."""


class SqliteCopied(Copied):
    """One file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "boxless.db"
        self.url = f"sqlite:///{self._path}"
        self._looking: sqlite3.Connection | None = None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the query answers."""
        if self._looking is None:
            self._looking = sqlite3.connect(self._path, isolation_level=None)
        return self._looking.execute(query).fetchall()

    def copy(self) -> bytes:
        """The file, whole."""
        self.close()
        with closing(sqlite3.connect(self._path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._path.read_bytes()

    def put_back(self, copy: bytes) -> None:
        """The file as it was."""
        self.close()
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._path.write_bytes(copy)

    def close(self) -> None:
        """Let go of the file."""
        if self._looking is not None:
            self._looking.close()
            self._looking = None


class PostgresCopied(Copied):
    """One database of a cluster; a copy is another one made after it."""

    NAME = "simulated"

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.url = cluster.create(self.NAME)
        self._looking: psycopg.Connection[Any] | None = None
        self._numbers = count(1)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the query answers."""
        if self._looking is None:
            self._looking = psycopg.connect(self.url, autocommit=True)
        return self._looking.execute(query.encode()).fetchall()

    def copy(self) -> str:
        """The name of the copy."""
        self.close()
        name = f"copy_{next(self._numbers)}"
        self._cluster.create(name, self.NAME)
        return name

    def put_back(self, copy: str) -> None:
        """A new database after the copy."""
        self.close()
        self._cluster.drop(self.NAME)
        self._cluster.create(self.NAME, copy)

    def close(self) -> None:
        """Let go of the database."""
        if self._looking is not None:
            self._looking.close()
            self._looking = None
