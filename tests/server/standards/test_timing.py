"""Clocks and calendars: new standards never reach back, running clocks follow, finished ones never change."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import DAY, HOUR, iso
from server.core.db import reading, table
from server.core.ids import new_id
from server.plans.models import SlaClock
from tests.server.standards.conftest import Desk
from tests.support.clock import standing_still
from tests.support.shows import Phone, Show

CARD = {"family_name": "Lovelace", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 1234567"}
WEEK = {day: [["08:00", "12:00"], ["13:00", "16:30"]] for day in ("mon", "tue", "wed", "thu")}
#: Monday 5 January 2026, eight in the morning in Berlin; the sixth is a holiday in Bavaria only
MONDAY = 1_767_596_400_000


def captured(rep: Phone, **more: Any) -> str:
    put = rep.put({**CARD, **more})
    rep.push(put)
    lead: str = put["lead"]
    return lead


def due(rep: Phone, lead: str, clock: str) -> int:
    """When a clock of the lead is due, as the phone shows it."""
    [found] = [c["due_at"] for c in rep.pull()[lead]["clocks"] if c["clock"] == clock]
    return int(found)


def test_a_new_standard_is_for_clocks_that_start_from_now_on(desk: Desk, rep: Phone) -> None:
    with standing_still() as clock:
        old = captured(rep, rating="warm")
        before = due(rep, old, "CALL48")
        clock.advance(HOUR)
        done = desk.do("POST", "/standards/clocks", {"clock": "CALL48", "class": "B", "hours": 8})
        new = captured(rep, rating="warm", email="b@b.example", company="B")
        desk.work()
        assert due(rep, old, "CALL48") == before == rep.pull()[old]["captured_at"] + 48 * HOUR
        assert due(rep, new, "CALL48") == clock.now + 8 * HOUR
    held = [c for c in done["clocks"]["in_force"] if (c["clock"], c["class"]) == ("CALL48", "B")]
    assert [c["hours"] for c in held] == [8]
    assert [c["hours"] for c in done["clocks"]["past"]] == [48]


def test_a_standard_may_begin_later_and_end(desk: Desk, rep: Phone) -> None:
    with standing_still() as clock:
        later = iso(clock.now + 2 * DAY)
        done = desk.do(
            "POST", "/standards/clocks", {"clock": "ACK24", "hours": 1, "applies": False, "active_from": later}
        )
        assert [c["clock"] for c in done["clocks"]["coming"]] == ["ACK24"]
        now = captured(rep)
        clock.advance(3 * DAY)
        then = captured(rep, email="c@c.example", company="C")
        clocks = {lead: {c["clock"] for c in rep.pull()[lead]["clocks"]} for lead in (now, then)}
    assert "ACK24" in clocks[now]
    assert "ACK24" not in clocks[then]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"clock": "CALL48", "hours": 24}, "class"),
        ({"clock": "COURTESY48", "hours": 24}, "grace_h"),
        ({"clock": "ACK24", "hours": 24, "grace_h": 4}, "grace_h"),
        ({"clock": "ACK24", "hours": 0}, "hours"),
        ({"clock": "ACK24", "hours": -1}, "hours"),
        ({"clock": "SLEEP", "hours": 1}, "clock"),
        ({"clock": "ACK24", "hours": 1, "mode": "lunar"}, "mode"),
        ({"clock": "ACK24", "hours": 1, "class": "E"}, "class"),
        ({"clock": "ACK24", "hours": 1, "active_from": "2020-01-01T00:00:00Z"}, "active_from"),
    ],
)
def test_what_no_standard_can_be_is_named(desk: Desk, body: dict[str, Any], field: str) -> None:
    answer = desk.ask("POST", "/standards/clocks", body)
    assert (answer.status_code, list(answer.json["errors"]["json"])) == (422, [field])


def test_running_clocks_follow_the_calendar_and_finished_ones_do_not(
    app: Flask, desk: Desk, rep: Phone, show: Show, boss: Phone
) -> None:
    with standing_still() as clock:
        clock.now = MONDAY
        waiting, owned = captured(rep), captured(rep, email="d@d.example", company="D")
        clock.advance(HOUR // 2)
        for lead in (waiting, owned):
            boss.push(boss.op("assign", lead, body={"to": None, "reason": "Back to the pool."}))
        clock.advance(HOUR)
        boss.push(boss.op("assign", owned, body={"to": rep.who.id, "reason": "Hers."}))
        before = assigned(app)
        made = desk.do(
            "POST",
            "/standards/calendars",
            {"name": "Bavaria", "tz": "Europe/Berlin", "week": WEEK, "countries": ["DE-BY"], "house": True},
        )
        desk.work()
        after = assigned(app)
        clock.advance(HOUR)
        desk.do("PATCH", f"/standards/calendars/{made['id']}", {"extra_days": ["2026-01-05"]})
        desk.work()
        last = assigned(app)

    assert before.keys() == after.keys() == last.keys()
    finished = [key for key, (state, _) in before.items() if state != "running"]
    running = [key for key, (state, _) in before.items() if state == "running"]
    assert finished
    assert running
    assert {key: before[key] for key in finished} == {key: after[key] for key in finished}
    assert {key: before[key] for key in finished} == {key: last[key] for key in finished}
    # four hours from half past eight: 13:00 by office hours, 13:30 by these; a day off and a holiday: Wednesday noon
    [key] = [key for key in running if key[0] == waiting]
    assert [moment[key][1] - MONDAY for moment in (before, after)] == [5 * HOUR, 5.5 * HOUR]
    assert last[key][1] - MONDAY == 2 * DAY + 4 * HOUR
    assert made["next_days_off"][0] == "2026-01-06"


def assigned(app: Flask) -> dict[tuple[str, int], tuple[str, int]]:
    """(lead, anchor) -> state and due date of every ASSIGN clock."""
    clocks = table(SlaClock)
    with app.app_context(), reading() as connection:
        rows = connection.execute(select(clocks).where(clocks.c.clock == "ASSIGN")).mappings()
        return {(row["lead_id"], row["anchor_at"]): (row["state"], row["due_at"]) for row in rows}


def test_a_team_works_by_its_own_calendar(desk: Desk, show: Show) -> None:
    week = {"sat": [["00:00", "24:00"]]}
    body = {"name": "Weekend", "tz": "Asia/Tokyo", "week": week, "team_ids": [show.team]}
    made = desk.do("POST", "/standards/calendars", body)
    assert made["team_ids"] == [show.team]
    assert desk.get("/standards/teams") == [{"id": show.team, "name": "Sales"}]
    other = desk.do("POST", "/standards/calendars", {**body, "name": "Other", "house": True})
    assert [c["team_ids"] for c in desk.get("/standards/calendars")] == [[show.team], []]
    assert desk.do("PATCH", f"/standards/calendars/{made['id']}", {"house": True})["house"]
    assert [c["house"] for c in desk.get("/standards/calendars")] == [False, True]
    desk.do("DELETE", f"/standards/calendars/{other['id']}")
    assert [c["id"] for c in desk.get("/standards/calendars")] == [made["id"]]
    assert desk.ask("DELETE", f"/standards/calendars/{other['id']}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"week": {}}, "week"),
        ({"week": {"mon": [["17:00", "09:00"]]}}, "week"),
        ({"week": {"monday": [["09:00", "17:00"]]}}, "week"),
        ({"week": {"mon": [["9", "17"]]}}, "week"),
        ({"countries": ["XX"]}, "countries"),
        ({"countries": ["DE-XX"]}, "countries"),
        ({"extra_days": ["Monday"]}, "extra_days"),
        ({"tz": "Berlin"}, "tz"),
        ({"team_ids": [new_id()]}, "team_ids"),
    ],
)
def test_what_no_calendar_can_be_is_named(desk: Desk, changes: dict[str, Any], field: str) -> None:
    answer = desk.ask("POST", "/standards/calendars", {"name": "X", "tz": "UTC", "week": WEEK, **changes})
    assert (answer.status_code, list(answer.json["errors"]["json"])) == (422, [field])


def test_countries_with_regions_can_be_chosen_from(desk: Desk) -> None:
    known = {country["code"]: country["regions"] for country in desk.get("/standards/countries")}
    assert "BY" in known["DE"]
    assert len(known) > 100


def test_the_silence_before_a_revival_is_a_standard_too(desk: Desk, rep: Phone) -> None:
    desk.do("POST", "/standards/clocks", {"clock": "REVIVE72", "hours": 24, "grace_h": 12})
    with standing_still() as clock:
        lead = captured(rep)
        rep.push(rep.touch(lead), rep.touch(lead, channel="email", outcome="sent"))
        clock.advance(23 * HOUR)
        rep.push(rep.put({"city": "Berlin"}, lead))
        waiting = rep.pull()[lead]["status"]
        clock.advance(2 * HOUR)
        rep.push(rep.put({"city": "Bonn"}, lead))
        assert (waiting, rep.pull()[lead]["status"]) == (3, 4)
