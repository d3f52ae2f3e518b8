"""Plays the whole story: the house, the shows, the reading of cards, the days since, up to this moment."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from sqlalchemy import func, select

from server.cards.models import Capture
from server.cards.reader import reader_of
from server.core.clock import MINUTE, frozen, now_ms
from server.core.db import reading, table
from server.demo.calendar import CLOSES, Calendar
from server.demo.casting import Encounter, cast, late_comers
from server.demo.desk import Desk
from server.demo.house import House, found_house
from server.demo.scripts import SCRIPTS, USUAL
from server.demo.stand import Stand
from server.demo.timeline import Timeline
from server.followups.sweep import sweep
from server.jobs.working import drain

Say = Callable[[str], None]
_capture = table(Capture)

SEED = 1893
#: hours of a show's day at which the phones find a network; the last one after the hall has closed
SENDING = (11.0, 13.25, 15.5, CLOSES + 0.3)
#: what is met so shortly before now has not been sent by anybody
QUIET = 20 * MINUTE
#: leads that never left their phones, by phone of the stand
UNSENT = (3, 1)


@dataclass(slots=True)
class Filling:
    """One run. `say` hears of the progress."""

    calendar: Calendar
    rng: random.Random
    say: Say
    house: House
    stand: Stand
    desk: Desk
    timeline: Timeline


def fill(number: int = USUAL, seed: int = SEED, say: Say = lambda _: None) -> House:
    """Fill an empty, migrated database with a story of so many leads. The same seed tells the same story.

    Needs an app context; reads cards with the app's own engine.
    """
    calendar, rng = Calendar(now_ms()), random.Random(seed)
    house = found_house(calendar)
    say(f"{len(house.people)} people, {len(house.phones)} paired phones, 2 shows")
    quiet = Timeline(calendar.now - QUIET)
    run = Filling(calendar, rng, say, house, Stand(house, rng), Desk(house, calendar, rng), quiet)
    encounters = cast(house, calendar, rng, number)
    _plan(run, encounters)
    try:
        quiet.run()
        _end(run)
    finally:
        reader_of(_app()).close()
    return house


def _plan(run: Filling, encounters: Iterable[Encounter]) -> None:
    calendar, timeline = run.calendar, run.timeline
    for encounter in encounters:
        timeline.add(encounter.at, lambda e=encounter: run.stand.meet(e))  # type: ignore[misc]
        for days, hour, act, details in SCRIPTS[encounter.fate]:
            at = calendar.workday(encounter.at, days, hour) + encounter.number * MINUTE // 3
            timeline.add(at, lambda e=encounter, a=act, d=details: run.desk.act(e, a, d))  # type: ignore[misc]
    for day in {*calendar.past, *calendar.running}:
        for hour in SENDING:
            timeline.add(calendar.at(day, hour), lambda: _send_all(run))
            timeline.add(calendar.at(day, hour) + MINUTE, lambda: _read_all(run))
    for day in _days(calendar):
        timeline.add(calendar.at(day, 7), sweep)


def _days(calendar: Calendar) -> list[date]:
    first = calendar.past[0].toordinal()
    return [date.fromordinal(n) for n in range(first, calendar.today.toordinal() + 1)]


def _send_all(run: Filling) -> None:
    for person_id in run.house.phones:
        run.stand.send(person_id)


def _read_all(run: Filling) -> None:
    """Work what waits, cards above all, as the worker does."""
    if drain(_app()):
        with reading() as connection:
            count = select(func.count()).where(_capture.c.kind == "card", _capture.c.status != "ocr")
            run.say(f"{connection.execute(count).scalar_one()} cards read")


def _end(run: Filling) -> None:
    """The last minutes: what was met is sent, except what stays on two phones; then time is swept up to now."""
    now = run.calendar.now
    with frozen(lambda: now - QUIET + MINUTE):
        _send_all(run)
        _read_all(run)
    _leave_on_phones(run)
    with frozen(lambda: now - 2 * MINUTE):
        sweep()


def _leave_on_phones(run: Filling) -> None:
    """Two phones tell how much they hold, and then the network is gone."""
    late = late_comers(run.house, run.calendar, run.rng, UNSENT)
    for encounter in late:
        with frozen(lambda e=encounter: e.at):  # type: ignore[misc]
            run.stand.meet(encounter)
    with frozen(lambda: run.calendar.now - 3 * MINUTE):
        for person_id in {encounter.captor.id for encounter in late}:
            run.stand.tell(person_id)


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app
