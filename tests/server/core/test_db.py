"""Who writes waits for her turn, and for nothing else."""

from concurrent.futures import ThreadPoolExecutor
from typing import cast

from flask import Flask
from sqlalchemy import QueuePool

from server.core import changes
from server.core.db import db, reading, writing
from tests.support.waiting import eventually

WRITERS = 8


def test_writers_wait_in_line_without_a_connection_and_all_get_their_turn(app: Flask) -> None:
    came: list[int] = []

    def write(number: int) -> int:
        with app.app_context():
            came.append(number)
            with writing() as connection:
                rev, _epoch = changes.take(connection)
                changes.advance(connection, rev + 1)
                return cast(QueuePool, db.engine.pool).checkedout()

    with app.app_context(), ThreadPoolExecutor(WRITERS) as others:
        with reading() as connection:
            before, _epoch = changes.read(connection)
        with writing():
            written = [others.submit(write, number) for number in range(WRITERS)]
            eventually(lambda: len(came) == WRITERS)
        assert [one.result() for one in written] == [1] * WRITERS, "connections in use in each one's turn"
        with reading() as connection:
            assert changes.read(connection)[0] == before + WRITERS
