"""Bulk statements store what SQLAlchemy's own would store, only faster."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import JSON, Boolean, Column, Connection, Integer, MetaData, String, Table, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from server.core.bulk import insert_many, pipelined, update_many, upsert_many
from server.core.db import SafeText, is_sqlite, writing
from server.core.errors import Unavailable

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


def test_a_row_is_found_by_another_column_where_it_has_the_flag(connection: Connection) -> None:
    insert_many(connection, probe, [*ROWS, {**ROWS[0], "id": "d", "flag": False}])

    update_many(connection, probe, ["count"], [{"b_id": "A", "count": 2**31 - 1}], by="class", where="flag")

    assert {row[0]: row[5] for row in stored(connection)} == {"a": 2**31 - 1, "b": 7, "c": 7, "d": 7}


def test_rows_whose_keys_are_there_take_the_columns_named(connection: Connection) -> None:
    insert_many(connection, probe, ROWS)

    upsert_many(connection, probe, [{"id": "c", "text": "new", "data": [1]}, {"id": "e", "text": None, "data": {}}])

    after = {row[0]: row[1:5] for row in stored(connection)}
    assert after["c"] == ("new", None, [1], "B")
    assert after["e"] == (None, None, {}, None)
    assert len(after) == 4


def test_of_no_rows_nothing_is_written(connection: Connection) -> None:
    insert_many(connection, lists, [])
    upsert_many(connection, lists, [])
    update_many(connection, lists, ["held"], [])

    assert connection.execute(select(lists)).all() == []


def test_what_is_too_long_is_refused_or_kept_and_never_cut(connection: Connection) -> None:
    with suppress(DataError), connection.begin_nested():
        insert_many(connection, probe, [{**ROWS[0], "class": "AB"}])

    assert "A" not in [row[4] for row in stored(connection)]


def test_a_broken_rule_of_the_table_is_the_error_it_always_was(connection: Connection) -> None:
    with pytest.raises(IntegrityError), connection.begin_nested():
        insert_many(connection, probe, [ROWS[0], ROWS[0]])

    assert stored(connection) == []


def test_statements_sent_together_are_done_in_their_order(connection: Connection) -> None:
    with pipelined(connection):
        insert_many(connection, probe, ROWS)
        update_many(connection, probe, ["class"], [{"b_id": "b", "class": "C"}])
        connection.execute(probe.delete().where(probe.c["class"] == "A"))

    assert [(row[0], row[4]) for row in stored(connection)] == [("b", "C"), ("c", "B")]


def test_of_statements_sent_together_a_wrong_one_undoes_all_with_its_own_error(connection: Connection) -> None:
    def written_twice() -> None:
        with connection.begin_nested(), pipelined(connection):
            insert_many(connection, probe, ROWS)
            insert_many(connection, probe, ROWS[:1])

    with pytest.raises(IntegrityError):
        written_twice()
    assert stored(connection) == []


def test_a_database_that_fails_under_statements_sent_together_is_away_and_comes_back(app: Flask) -> None:
    def lose_it() -> None:
        with writing() as connection, pipelined(connection):
            failing = "SELECT lost FROM nowhere" if is_sqlite() else "SELECT pg_terminate_backend(pg_backend_pid())"
            connection.execute(text(failing))

    with app.app_context():
        with pytest.raises(Unavailable):
            lose_it()
        with writing() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
