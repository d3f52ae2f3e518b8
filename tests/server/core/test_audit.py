"""The log of who did what: append-only, chained, without secrets."""

import threading

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from server.core import audit
from server.core.db import reading, table, writing

LOG = table(audit.Audit)


def write(app: Flask, *actions: str) -> None:
    with app.app_context():
        for action in actions:
            with writing() as connection:
                audit.record(connection, action, object="x", actor="ada", diff={"name": ["a", "b"]})


def broken(app: Flask) -> int | None:
    with app.app_context(), reading() as connection:
        return audit.broken_at(connection)


def test_a_whole_log_is_whole(app: Flask) -> None:
    assert broken(app) is None
    write(app, "a.made", "b.made", "c.made")
    assert broken(app) is None


@pytest.mark.parametrize("column", ["action", "actor", "object", "at", "ip"])
def test_an_edit_shows(app: Flask, column: str) -> None:
    write(app, "a.made", "b.made", "c.made")
    with app.app_context(), writing() as connection:
        second = connection.scalars(select(LOG.c.id).order_by(LOG.c.id).offset(1)).first()
        connection.execute(update(LOG).where(LOG.c.id == second).values({column: 5 if column == "at" else "other"}))
    assert broken(app) == second


def test_a_deletion_shows(app: Flask) -> None:
    write(app, "a.made", "b.made", "c.made")
    with app.app_context(), writing() as connection:
        first, second, third = connection.scalars(select(LOG.c.id).order_by(LOG.c.id)).all()
        connection.execute(delete(LOG).where(LOG.c.id == second))
    assert broken(app) == third
    assert first < second


def test_a_swap_shows(app: Flask) -> None:
    write(app, "a.made", "b.made", "c.made")
    with app.app_context(), writing() as connection:
        one, two, _three = connection.execute(select(LOG).order_by(LOG.c.id)).mappings().all()
        for target, source in ((one, two), (two, one)):
            moved = {key: source[key] for key in source if key != "id"}
            connection.execute(update(LOG).where(LOG.c.id == target["id"]).values(**moved))
    assert broken(app) is not None


def test_secrets_are_masked(app: Flask) -> None:
    with app.app_context(), writing() as connection:
        diff = {"password": ["old", "new"], "token": "bxl_x", "name": ["a", "b"]}
        audit.record(connection, "user.changed", diff=diff)
    with app.app_context(), reading() as connection:
        assert connection.scalar(select(LOG.c.diff)) == {"password": "***", "token": "***", "name": ["a", "b"]}


def test_what_is_undone_leaves_no_line(app: Flask) -> None:
    def undone() -> None:
        with writing() as connection:
            audit.record(connection, "a.made")
            raise RuntimeError("undo")

    with app.app_context():
        with pytest.raises(RuntimeError):
            undone()
        with reading() as connection:
            assert connection.execute(select(LOG)).first() is None


def test_many_writers_keep_one_chain(app: Flask) -> None:
    def work() -> None:
        with app.app_context():
            for _ in range(5):
                with writing() as connection:
                    audit.record(connection, "a.made")

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context(), reading() as connection:
        assert len(connection.execute(select(LOG)).all()) == 30
        assert audit.broken_at(connection) is None
