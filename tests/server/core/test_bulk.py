"""Bulk statements store what SQLAlchemy's own would store, only faster."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import JSON, Boolean, Column, Connection, Integer, MetaData, String, Table, insert, select
from sqlalchemy.exc import IntegrityError

from server.core.bulk import execute_many, insert_many, update_many
from server.core.db import SafeText, writing

probe = Table(
    "bulk_probe",
    MetaData(),
    Column("id", String(8), primary_key=True),
    Column("text", SafeText),
    Column("flag", Boolean),
    Column("data", JSON),
    Column("class", String(1)),
    Column("count", Integer, default=7),
)
lists = Table(
    "bulk_lists",
    MetaData(),
    Column("id", String(8), primary_key=True),
    Column("held", JSON, default=list),
)
ROWS = [
    {"id": "a", "text": "Zo\u0308e\0", "flag": True, "data": {"ü": [1, None]}, "class": "A"},
    {"id": "b", "text": None, "flag": False, "data": [], "class": None},
    {"id": "c", "text": "tab\tstays", "flag": None, "data": None, "class": "B"},
]


@pytest.fixture
def connection(app: Flask) -> Iterator[Connection]:
    with app.app_context(), writing() as connection:
        for made in (probe, lists):
            made.create(connection)
        yield connection
        for made in (probe, lists):
            made.drop(connection)


def stored(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(select(probe).order_by(probe.c.id))]


def test_rows_are_stored_as_sqlalchemy_stores_them(connection: Connection) -> None:
    connection.execute(insert(probe), ROWS)
    expected = stored(connection)
    connection.execute(probe.delete())

    insert_many(connection, probe, ROWS)

    assert stored(connection) == expected
    assert expected[0][1:] == ("Zöe", True, {"ü": [1, None]}, "A", 7)


def test_a_default_made_for_each_row_is_made(connection: Connection) -> None:
    insert_many(connection, lists, [{"id": "a"}, {"id": "b"}])

    assert [tuple(row) for row in connection.execute(select(lists).order_by(lists.c.id))] == [("a", []), ("b", [])]


def test_only_the_named_columns_of_the_named_rows_change(connection: Connection) -> None:
    insert_many(connection, probe, ROWS)

    changes = [{"b_id": "a", "flag": False, "data": {"n": 1}}, {"b_id": "c", "flag": True, "data": [2]}]
    update_many(connection, probe, ["flag", "data"], changes)

    after = {row[0]: row[1:4] for row in stored(connection)}
    assert after == {"a": ("Zöe", False, {"n": 1}), "b": (None, False, []), "c": ("tab\tstays", True, [2])}


def test_plain_sql_runs_once_for_each_row_and_none_runs_nothing(connection: Connection) -> None:
    upsert = "INSERT INTO bulk_lists (id, held) VALUES (:id, :held) ON CONFLICT (id) DO UPDATE SET held = :held"

    execute_many(connection, upsert, [{"id": "a", "held": "[1]"}, {"id": "a", "held": "[2]"}])
    execute_many(connection, upsert, [])
    insert_many(connection, lists, [])
    update_many(connection, lists, ["held"], [])

    assert connection.execute(select(lists.c.held)).scalars().all() == [[2]]


def test_a_broken_rule_of_the_table_is_the_error_it_always_was(connection: Connection) -> None:
    with pytest.raises(IntegrityError), connection.begin_nested():
        insert_many(connection, probe, [ROWS[0], ROWS[0]])

    assert stored(connection) == []
