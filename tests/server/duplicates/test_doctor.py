"""The doctor finds a merge that lost something, or whose loser is taken up again past every rule."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from server.core.db import table, writing
from server.followups.models import Promise, Touch
from server.leads.models import Lead
from server.plans.models import Step
from tests.support.clock import Clock
from tests.support.doubles import merge, twice, undo, violations
from tests.support.shows import Phone

_lead, _touch, _promise, _step = table(Lead), table(Touch), table(Promise), table(Step)

PLANTS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "a touch back on the loser": (
        "merged_rows_lost",
        lambda winner, loser: update(_touch).where(_touch.c.lead_id == winner).values(lead_id=loser),
    ),
    "a promise gone": ("merged_rows_lost", lambda winner, loser: delete(_promise)),
    "a step gone": ("merged_rows_lost", lambda winner, loser: delete(_step).where(_step.c.origin == "promise")),
    "the loser open again": (
        "merged_not_closed",
        lambda winner, loser: update(_lead).where(_lead.c.id == loser).values(status=1, outcome=None),
    ),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_broken_merge_is_found(app: Flask, boss: Phone, rep: Phone, clock: Clock, plant: str) -> None:
    loser, winner = reversed(twice(rep, clock))
    merge(boss, winner, loser)
    assert violations(app) == []
    code, statement = PLANTS[plant]

    with app.app_context(), writing() as connection:
        connection.execute(statement(winner, loser))

    assert code in {violation.code for violation in violations(app)}


def test_an_undone_merge_is_no_merge(app: Flask, boss: Phone, rep: Phone, clock: Clock) -> None:
    winner, loser = twice(rep, clock)
    undo(boss, merge(boss, winner, loser)["id"])

    assert violations(app) == []
