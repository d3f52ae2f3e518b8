"""What the machine itself can do, in the same run: plain rows into a database, a lead into JSON and back."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import orjson
import psycopg

ROWS, BATCH, ROUNDS = 4_000, 200, 5
TABLE = "CREATE TABLE floor (id TEXT PRIMARY KEY, doc TEXT)"


def per_second(items: int, work: Callable[[], object]) -> float:
    """The best of some rounds: what the machine can do when nobody disturbs it."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return items / best


def of_json(doc: str) -> dict[str, float]:
    """Documents encoded and decoded per second."""
    lead, times = orjson.loads(doc), 2_000
    return {
        "encode": per_second(times, lambda: [orjson.dumps(lead) for _ in range(times)]),
        "decode": per_second(times, lambda: [orjson.loads(doc) for _ in range(times)]),
    }


def sqlite(url: str) -> closing[sqlite3.Connection]:
    """The database of a SQLite URL."""
    return closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None))


def of_sqlite(folder: Path, doc: str) -> dict[str, float]:
    """Rows of one document and a key per second, committed to the disk by 200 and one by one."""
    with sqlite(f"sqlite:///{folder / 'floor.db'}") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return _of(connection.execute, connection.executemany, "INSERT INTO floor VALUES (?, ?)", doc)


def of_postgresql(url: str, doc: str) -> dict[str, float]:
    """As `of_sqlite`."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        cursor = connection.cursor()
        try:
            return _of(cursor.execute, cursor.executemany, "INSERT INTO floor VALUES (%s, %s)", doc)
        finally:
            cursor.execute("DROP TABLE floor")


def _of(
    execute: Callable[[str], object], many: Callable[[str, list[tuple[str, str]]], object], insert: str, doc: str
) -> dict[str, float]:
    execute(TABLE)
    numbers = iter(range(10**9))

    def write(rows: int, at_once: int) -> None:
        for _ in range(rows // at_once):
            execute("BEGIN")
            many(insert, [(f"{next(numbers):036}", doc) for _ in range(at_once)])
            execute("COMMIT")

    return {
        "insert by 200": per_second(ROWS, lambda: write(ROWS, BATCH)),
        "insert by 1": per_second(ROWS // 10, lambda: write(ROWS // 10, 1)),
    }
