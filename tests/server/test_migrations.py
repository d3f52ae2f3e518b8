"""Migrations go up and down again, with leads in the database."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from server import create_app
from server.core.db import close, db, reading, table, writing
from server.core.ids import new_id
from server.leads.models import Lead
from server.leads.packing import unpacked
from tests.support.databases import SECRET_KEY, migrate
from tests.support.shows import open_show, phone

_lead = table(Lead)


@pytest.fixture
def app(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An app on a database of its own, which the test may bend."""
    url = f"sqlite:///{tmp_path / 'own.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("cluster").create(f"bent-{new_id()}")
    migrate(url, tmp_path)
    app = create_app({"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "SECRET_KEY": SECRET_KEY, "TESTING": True})
    yield app
    close(app)


def stored(app: Flask) -> str:
    with app.app_context(), reading() as connection:
        return str(connection.execute(select(_lead.c.doc)).scalar_one())


def test_the_app_of_before_finds_whole_documents(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(rep.put({"given_name": "Ada", "rating": "hot"}, mine=True))
    short = stored(app)

    with app.app_context():
        downgrade(revision="0003")
    whole = stored(app)
    with app.app_context():
        upgrade()

    assert orjson.loads(whole) == unpacked(orjson.loads(short)) != orjson.loads(short)
    assert set(rep.pull()) == {orjson.loads(whole)["id"]}


def test_all_the_way_down_and_up_again(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(rep.put({"given_name": "Ada", "rating": "hot"}, mine=True))

    with app.app_context():
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names())
        upgrade()
        with reading() as connection:
            leads = connection.execute(text("SELECT count(*) FROM lead")).scalar_one()

    assert left == {"alembic_version"}
    assert leads == 0


def test_codes_are_checked_and_never_by_lists(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(rep.put({"given_name": "Ada", "rating": "hot"}, mine=True))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with reading() as connection:
                schema = connection.execute(text("SELECT group_concat(sql, '\n') FROM sqlite_schema")).scalar_one()
            # SQLite fills a table for each of them, for every row written (docs/decisions/0108)
            assert [line for line in schema.splitlines() if "CHECK" in line and " IN (" in line] == []
        for column, code in (("status", 6), ("track", "'lost'"), ("outcome", "'gone'")):
            with pytest.raises(IntegrityError), writing() as connection:
                connection.execute(text(f"UPDATE lead SET {column} = {code}"))
        with writing() as connection:
            connection.execute(text("UPDATE lead SET status = 2"))


def test_a_change_that_only_describes_touches_no_index_of_leads(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(rep.put({"given_name": "Ada", "rating": "hot"}, mine=True))

    with app.app_context():
        named = {name for index in inspect(db.engine).get_indexes("lead") for name in index["column_names"]}
        assert named.isdisjoint({"rev", "doc", "meta"})
        if db.engine.dialect.name == "postgresql":
            changed_in_place = text("SELECT pg_stat_get_xact_tuples_hot_updated('lead'::regclass)")
            with writing() as connection:
                connection.execute(text("UPDATE lead SET rev = rev + 1, doc = doc || ' ', meta = meta || ' '"))
                assert connection.execute(changed_in_place).scalar_one() == 1
