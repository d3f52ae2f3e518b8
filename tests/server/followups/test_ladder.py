"""Overdue work climbs its ladder in working time, acts, and stops as soon as somebody does something."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.assignment.models import Escalation
from server.assignment.sweep import settle_absences
from server.core import signals
from server.core.clock import DAY, HOUR, MINUTE
from server.core.db import reading, table
from server.core.ids import new_id
from server.followups.sweep import sweep
from tests.support.clock import Clock, standing_still
from tests.support.people import change, colleague, put_on_stand
from tests.support.shows import Phone, Show, open_show, phone

#: Monday, 1 March 2027, nine o'clock in Berlin: the working day begins
MONDAY = 1_803_888_000_000
_escalation = table(Escalation)


@pytest.fixture
def clock() -> Iterator[Clock]:
    with standing_still() as clock:
        clock.now = MONDAY
        yield clock


@pytest.fixture
def show(app: Flask, clock: Clock) -> Show:
    return open_show(app)


@pytest.fixture
def ann(show: Show) -> Phone:
    return phone(show)


@pytest.fixture
def eva(show: Show) -> Phone:
    return phone(show, "supervisor", leads_team=True)


@pytest.fixture
def lead(clock: Clock, ann: Phone, eva: Phone) -> str:
    """Of class C, with one step that is due on Tuesday at nine."""
    return captured(clock, ann)


def captured(clock: Clock, who: Phone) -> str:
    put = who.put({"company": new_id()}, mine=True)
    classed = who.op("classify", put["lead"], body={"class": "C", "reason": "Small"})
    who.push(put, classed)
    # all that the plan asks for is out of the way but one step, so that only its ladder is climbed
    [first, *rest] = sorted(who.pull()[put["lead"]]["steps"], key=lambda step: step["due_at"])
    skipped = [who.op("step", put["lead"], body={"step": s["id"], "action": "skip", "reason": "No"}) for s in rest]
    moved = who.op(
        "step", put["lead"], body={"step": first["id"], "action": "snooze", "due_at": MONDAY + DAY, "reason": "Then"}
    )
    who.push(moved, *skipped)
    id: str = put["lead"]
    return id


@pytest.fixture
def till(app: Flask, clock: Clock, eva: Phone) -> Any:
    """Let time pass until so many hours after Tuesday nine o'clock; answers with the lead's escalation."""

    def pass_until(lead: str, hours: float) -> dict[str, Any] | None:
        clock.now = MONDAY + DAY + round(hours * HOUR)
        with app.app_context():
            sweep()
        doc = eva.pull()[lead]
        found: dict[str, Any] | None = doc["escalation"]
        return found

    return pass_until


def logged(app: Flask, lead: str) -> list[tuple[str, bool]]:
    """(action, whether it has ended) of every rung that was climbed."""
    with app.app_context(), reading() as connection:
        rows = (
            select(_escalation).where(_escalation.c.lead_id == lead).order_by(_escalation.c.at, _escalation.c.level)
        )
        return [(row["action"], row["ended_at"] is not None) for row in connection.execute(rows).mappings()]


def test_it_climbs_in_working_time_and_ends_in_the_pool(
    app: Flask, ann: Phone, eva: Phone, lead: str, till: Any
) -> None:
    assert till(lead, -0.1) is None
    assert (till(lead, 0)["action"], till(lead, 0)["to"]) == ("notify", ann.who.id)
    assert till(lead, 7.9)["action"] == "notify"
    # nine to five: the eighth working hour ends on Tuesday at five, and the night does not count
    assert (till(lead, 8)["action"], till(lead, 8)["to"]) == ("supervisor", eva.who.id)
    assert till(lead, 24 + 24 + 7.9)["action"] == "supervisor"
    assert eva.pull()[lead]["owner"] == ann.who.id

    assert till(lead, 24 + 24 + 8)["action"] == "pool"

    doc = eva.pull()[lead]
    assert (doc["owner"], doc["owner_how"]) == (None, "escalation")
    assert doc["owner_why"] == "The step is 24 working hours late: the prospect goes back to the team's pool."
    assert logged(app, lead) == [("notify", True), ("supervisor", True), ("pool", False)]
    till(lead, 24 * 9)
    assert len(logged(app, lead)) == 3


def test_a_lead_out_of_the_bin_climbs_again(app: Flask, ann: Phone, lead: str, till: Any) -> None:
    assert till(lead, 1)["action"] == "notify"
    ann.push(ann.put({"trashed": True}, lead))
    ended = logged(app, lead)
    ann.push(ann.put({"trashed": False}, lead))

    assert till(lead, 2)["action"] == "notify"
    assert (ended, logged(app, lead)) == ([("notify", True)], [("notify", False)])


def test_the_best_prospects_climb_in_half_the_time(
    clock: Clock, ann: Phone, eva: Phone, lead: str, till: Any
) -> None:
    eva.push(eva.op("classify", lead, body={"class": "A", "reason": "Their whole group"}))
    doc = eva.pull()[lead]
    step = doc["next_step"]
    move = {"step": step["id"], "action": "snooze", "due_at": MONDAY + DAY, "reason": "Then"}
    eva.push(eva.op("step", lead, body=move))

    assert till(lead, 3.9)["action"] == "notify"
    assert till(lead, 4)["action"] == "supervisor"
    assert till(lead, 24 + 4)["action"] == "pool"


@pytest.mark.parametrize("deed", ["done", "touch", "snooze", "close", "assign"])
def test_it_stops_when_somebody_does_something(
    app: Flask, clock: Clock, show: Show, ann: Phone, eva: Phone, lead: str, till: Any, deed: str
) -> None:
    told = till(lead, 8)
    step = told["subject"]
    other = phone(show)
    acts = {
        "done": ("step", {"step": step, "action": "done"}),
        "touch": ("touch", ann.touch(lead)["body"]),
        "snooze": ("step", {"step": step, "action": "snooze", "due_at": clock.now + 9 * DAY, "reason": "On holiday"}),
        "close": ("close", {"outcome": "not_a_prospect", "reason": "A student"}),
        "assign": ("assign", {"to": other.who.id, "reason": "You try"}),
    }
    kind, body = acts[deed]
    [answer] = eva.push(eva.op(kind, lead, body=body))
    assert answer["st"] == "ok", answer

    assert eva.pull()[lead]["escalation"] is None
    assert {ended for _, ended in logged(app, lead)} == {True}
    if deed == "assign":
        # whoever gets it has the whole time again
        assert till(lead, 8.1)["action"] == "notify"
        assert till(lead, 24 + 7.9)["action"] == "notify"


def test_a_deputy_is_told_after_four_hours(app: Flask, show: Show, ann: Phone, lead: str, till: Any) -> None:
    ben = phone(show)
    change(app, ann.who, away_from=1, deputy_id=ben.who.id)
    with app.app_context():
        settle_absences()

    assert till(lead, 3.9)["action"] == "notify"
    assert (till(lead, 4)["action"], till(lead, 4)["to"]) == ("deputy", ben.who.id)


def test_where_nobody_stands_in_the_supervisor_is_told_at_once(
    app: Flask, ann: Phone, eva: Phone, lead: str, till: Any
) -> None:
    change(app, ann.who, away_from=1)
    with app.app_context():
        settle_absences(again=ann.who.id)

    assert (till(lead, 0)["action"], till(lead, 0)["to"]) == ("supervisor", eva.who.id)


def test_a_lead_nobody_owns_is_told_to_the_supervisor_when_its_time_is_over(
    app: Flask, clock: Clock, show: Show, ann: Phone, eva: Phone
) -> None:
    put = ann.put({"company": "Pumps"})
    ann.push(put, ann.op("assign", put["lead"], body={"to": None, "reason": "Who?"}))

    def swept(ms: int) -> dict[str, Any] | None:
        clock.advance(ms)
        with app.app_context():
            sweep()
        found: dict[str, Any] | None = eva.pull()[put["lead"]]["escalation"]
        return found

    assert swept(4 * HOUR - MINUTE) is None
    told = swept(MINUTE)
    assert told is not None
    assert (told["action"], told["to"], told["subject"]) == ("supervisor", eva.who.id, "owner")
    rows = eva.client.get("/api/v1/leads", query_string={"needs": "escalated"}, headers=eva.who.headers).json
    assert [(row["id"], row["escalation"]) for row in rows] == [(put["lead"], 3)]
    assert eva.client.get("/api/v1/leads/summary", headers=eva.who.headers).json["escalated"] == 1

    ann.push(ann.op("claim", put["lead"], body={}))
    assert eva.pull()[put["lead"]]["escalation"] is None


def test_whoever_shall_decide_sees_the_lead_wherever_it_comes_from(
    app: Flask, clock: Clock, show: Show, eva: Phone, till: Any
) -> None:
    teamless = Phone(app.test_client(), colleague(app), show.id)
    put_on_stand(app, show.id, teamless.who)
    other = captured(clock, teamless)
    assert other not in eva.pull()

    assert till(other, 8)["to"] == eva.who.id


def test_each_rung_is_signalled_once(app: Flask, lead: str, till: Any) -> None:
    heard = []

    def hear(_ws: object, **said: Any) -> None:
        heard.append((said["lead"].id, said["level"], said["action"]))

    with signals.escalated.connected_to(hear):
        for hours in (0, 0, 1, 8, 8, 9):
            till(lead, hours)
    assert heard == [(lead, 1, "notify"), (lead, 3, "supervisor")]


def test_an_outage_takes_no_lead_before_the_supervisor_was_told(ann: Phone, eva: Phone, lead: str, till: Any) -> None:
    assert till(lead, 24 * 14)["action"] == "supervisor"
    assert eva.pull()[lead]["owner"] == ann.who.id
