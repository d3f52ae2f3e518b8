"""Standing data is kept, and nobody ever works with what it said before the last change."""

import inspect
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, event, insert, update
from sqlalchemy.sql.dml import UpdateBase

from server.auth.actor import SYSTEM
from server.auth.queries import colleagues
from server.core import changes
from server.core.db import Base, db, is_sqlite, reading, writing
from server.core.standing import LOADERS, WATCHED
from server.leads.workspace import rehearsal
from tests.conftest import AppFactory
from tests.support.shows import Phone, Show, open_show, phone

STAMPS = {"created_at": 1, "updated_at": 1}
TAIL = {"key": "tail", "every": 86_400, "channels": ["call"]}
#: a row for every table that is watched, each referring to those before it
ROWS: Mapping[str, dict[str, Any]] = {
    "org_setting": {"id": 1, "name": "Pumps", "tz": "Europe/Berlin", "currency": "EUR", "created_at": 1},
    "calendar": {"id": "c", "name": "Week", "tz": "UTC", "week": {"mon": [["09:00", "17:00"]]}, "house": True},
    "user": {"id": "u", "email": "u@team.example", "name": "Ute", "roles": ["rep"], "away_from": 1, **STAMPS},
    "team": {"id": "t", "name": "Team", "calendar_id": "c", "created_at": 1},
    "team_member": {"team_id": "t", "user_id": "u", "is_supervisor": True},
    "event": {"id": "e", "name": "Fair", "tz": "UTC", "starts_on": "2027-03-01", "ends_on": "2027-03-02", **STAMPS},
    "event_staff": {"event_id": "e", "user_id": "u"},
    "source": {"code": "balloon", "label": "Balloon"},
    "plan_template": {
        "id": "p",
        "code": "A",
        "version": 7,
        "name": "Plan",
        "shape": {"tail": TAIL, "calls_per_round": 2},
        "published_at": 1,
    },
    "plan_template_step": {
        "template_id": "p",
        "seq": 1,
        "spec": {"key": "call:1", "channel": "call", "purpose": "call", "offset": 0, "not_before": None},
    },
    "rule_set": {"version": 7, "content": {"base_probability": 31}, "published_at": 1},
    "sla_policy": {"id": "s", "clock": "ACK24", "hours": 1, "mode": "elapsed", "active_from": 1, "created_at": 1},
}
#: what loaders that want to know whose, when or which are asked
ASKED: Mapping[Any, Any] = {str: "u", bool: True, int: 2027}


def write(app: Flask, statement: UpdateBase) -> None:
    with app.app_context(), writing() as connection:
        connection.execute(statement)


def state(app: Flask) -> str:
    with app.app_context(), reading() as connection:
        return changes.standing_name(connection)


def answers(connection: Connection, *, anew: bool = False) -> dict[str, Any]:
    """What every loader says, from memory if it is there or read anew."""
    found = {}
    for kept in LOADERS:
        load = inspect.unwrap(kept)
        asked = [ASKED[one.annotation] for one in list(inspect.signature(load).parameters.values())[1:]]
        found[f"{load.__module__}.{load.__name__}"] = (load if anew else kept)(connection, *asked)
    return found


def steps() -> Iterator[tuple[str, UpdateBase]]:
    """(table, write) that fill and change every watched table, and empty it again."""
    tables = Base.metadata.tables
    for name, row in ROWS.items():
        yield name, insert(tables[name]).values(row)
        yield name, update(tables[name]).values({next(iter(row)): next(iter(tables[name].columns))})
    for name in reversed(ROWS):
        key, value = next(iter(ROWS[name].items()))
        yield name, delete(tables[name]).where(tables[name].c[key] == value)


@pytest.fixture
def other(make_app: AppFactory) -> Flask:
    """Another process on the same database, as far as memory goes."""
    return make_app()


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


@pytest.fixture
def ann(show: Show) -> Phone:
    return phone(show)


def test_whatever_another_process_writes_is_seen_at_once(app: Flask, other: Flask) -> None:
    assert set(ROWS) == set(WATCHED)
    told = set()
    with app.app_context():
        with reading() as connection:
            before = answers(connection)
        for name, statement in steps():
            write(other, statement)
            with reading() as connection:
                after = answers(connection)
                assert after == answers(connection, anew=True), statement
            told |= {name} if after != before else set()
            before = after
    assert told == set(WATCHED)


def test_every_write_names_the_state_anew(app: Flask, other: Flask) -> None:
    names = [state(app)]
    for _, statement in steps():
        write(other, statement)
        names.append(state(app))
    assert len(set(names)) == len(names) == 1 + 3 * len(WATCHED)
    assert all(names)


def test_so_does_emptying_a_table_and_a_restore(app: Flask) -> None:
    names = [state(app)]
    with app.app_context(), writing() as connection:
        if not is_sqlite():
            connection.exec_driver_sql("TRUNCATE plan_template_step")
            names.append(changes.standing_name(connection))
        changes.new_epoch(connection)
    names.append(state(app))
    assert len(set(names)) == len(names)


def test_loaders_read_nothing_that_is_not_watched(app: Flask) -> None:
    read = set()

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.update(re.findall(r'\b(?:FROM|JOIN)\s+"?(\w+)', statement))

    with app.app_context(), reading() as connection:
        event.listen(db.engine, "before_cursor_execute", listen)
        answers(connection, anew=True)
    assert read - {"sync_clock"} == set(WATCHED)


def test_a_second_transaction_reads_nothing_again(app: Flask) -> None:
    asked = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    for _, statement in list(steps())[: 2 * len(ROWS)]:
        write(app, statement)
    with app.app_context():
        with reading() as connection:
            answers(connection)
        event.listen(db.engine, "before_cursor_execute", listen)
        with reading() as connection:
            answers(connection)
    assert [statement for statement in asked if "sync_clock" not in statement and "BEGIN" not in statement] == []


@contextmanager
def undone(app: Flask) -> Iterator[Connection]:
    with suppress(ZeroDivisionError), app.app_context(), writing() as connection:
        yield connection
        raise ZeroDivisionError


def test_what_is_rolled_back_was_seen_by_nobody_else(app: Flask, ann: Phone) -> None:
    user = Base.metadata.tables["user"]
    before = state(app)
    with undone(app) as connection:
        assert colleagues(connection)[ann.who.id]["name"] != "Zoe"
        connection.execute(update(user).values(name="Zoe"))
        assert colleagues(connection)[ann.who.id]["name"] == "Zoe"
        connection.exec_driver_sql("UPDATE \"user\" SET name = 'Zora'")
        assert colleagues(connection)[ann.who.id]["name"] == "Zora"
    assert state(app) == before
    with app.app_context(), reading() as connection:
        assert colleagues(connection)[ann.who.id]["name"] not in ("Zoe", "Zora")


def test_a_rehearsal_sees_what_it_rehearses(app: Flask, show: Show) -> None:
    team = Base.metadata.tables["team_member"]
    with app.app_context():
        with rehearsal(SYSTEM) as ws:
            ws.connection.execute(insert(Base.metadata.tables["user"]).values(ROWS["user"]))
            ws.connection.execute(insert(team).values(team_id=show.team, user_id="u", is_supervisor=False))
            assert "u" in ws.teams_of
        with rehearsal(SYSTEM) as ws:
            assert "u" not in ws.teams_of


def test_the_next_push_goes_by_what_another_process_said_and_not_by_what_it_took_back(
    app: Flask, other: Flask, show: Show, ann: Phone
) -> None:
    shows = Base.metadata.tables["event"]

    def lead_class() -> str:
        lead = ann.put({"family_name": "Quist"}, mine=True)
        ann.push(lead)
        return str(ann.pull()[lead["lead"]]["class"])

    assert lead_class() == "C"
    write(other, update(shows).values(default_class="B"))
    assert lead_class() == "B"
    with undone(other) as connection:
        connection.execute(update(shows).values(default_class="D"))
    assert lead_class() == "B"
