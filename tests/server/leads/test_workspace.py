"""The workspace: who hears of changed leads, and when."""

from collections.abc import Iterator

import pytest
from flask import Flask

from server.auth.actor import SYSTEM
from server.core import signals
from server.core.db import is_writing, writing
from server.core.ids import new_id
from server.leads.workspace import Workspace, workspace
from tests.support.people import colleague


@pytest.fixture
def heard() -> Iterator[list[bool]]:
    """One entry per news of committed leads: whether the transaction had ended by then."""
    told: list[bool] = []

    def hear(_ws: Workspace, **_: object) -> None:
        told.append(not is_writing())

    with signals.leads_committed.connected_to(hear):
        yield told


def _new_lead(ws: Workspace, captor: str) -> None:
    ws.create(new_id(), event=None, source="exhibition", by=captor, captured_at=ws.now)


def test_news_of_leads_written_inside_a_larger_transaction_waits_for_its_end(app: Flask, heard: list[bool]) -> None:
    captor = colleague(app).id
    with app.app_context():
        with writing(), workspace(SYSTEM) as ws:
            _new_lead(ws, captor)
        assert heard == [True]


def test_a_larger_transaction_that_fails_tells_nobody_of_its_leads(app: Flask, heard: list[bool]) -> None:
    captor = colleague(app).id

    def write_and_fail() -> None:
        with writing():
            with workspace(SYSTEM) as ws:
                _new_lead(ws, captor)
            raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        write_and_fail()

    assert heard == []
