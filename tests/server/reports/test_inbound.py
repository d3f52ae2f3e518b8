"""What counts as an answer, instant by instant."""

from typing import Any

import pytest
from flask import Flask

from server.core.clock import HOUR, MINUTE, now_ms
from server.core.db import reading
from server.reports.asking import Asked
from server.reports.catalogue import REPORTS
from server.reports.counting import work_out
from tests.support.people import actor
from tests.support.shows import open_show, phone

WROTE: dict[str, Any] = {"direction": "in", "channel": "email", "outcome": "replied"}
MAILED: dict[str, Any] = {"direction": "out", "channel": "email", "outcome": "sent"}
BOUNCED: dict[str, Any] = {"direction": "out", "channel": "email", "outcome": "bounced"}
RANG: dict[str, Any] = {"direction": "in", "channel": "call", "outcome": "connected"}
MISSED: dict[str, Any] = {"direction": "in", "channel": "call", "outcome": "left_message"}


@pytest.mark.parametrize(
    ("log", "waiting"),
    [
        ([(1, WROTE)], 1),
        ([(1, WROTE), (2, MAILED)], 0),
        ([(2, WROTE), (1, MAILED)], 1),
        ([(1, WROTE), (1, MAILED)], 0),
        ([(1, WROTE), (2, BOUNCED)], 1),
        ([(1, WROTE), (2, RANG)], 0),
        ([(1, MISSED), (2, WROTE), (3, MISSED)], 3),
        ([(1, RANG)], 0),
    ],
)
def test_only_a_person_answers_and_a_talk_needs_none(app: Flask, log: list[Any], waiting: int) -> None:
    rep = phone(open_show(app), "supervisor", leads_team=True)
    put, begun = rep.put({"family_name": "Bohr"}, mine=True), now_ms() - HOUR
    rep.push(put, *(rep.touch(put["lead"], at=begun + at * MINUTE, **touch) for at, touch in log))
    table = REPORTS["inbound"].table("waiting")
    assert table

    who = actor(app, rep.who)
    with app.app_context(), reading() as connection:
        totals = work_out(Asked(connection, who, {}, now_ms()), table, ("rep",))[1]

    assert (totals["leads"], totals["times"]) == (bool(waiting), waiting)
