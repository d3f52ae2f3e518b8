"""The cast of the story and the time it is told in, before any of it happens."""

import random
from collections import Counter
from datetime import UTC, datetime

import pytest

from server.core.clock import DAY, HOUR, MINUTE, from_datetime, now_ms
from server.demo.calendar import Calendar
from server.demo.casting import Encounter, cast, late_comers
from server.demo.desk import Desk
from server.demo.house import House, Person
from server.demo.scripts import FATES, SCRIPTS, USUAL
from server.demo.sound import RATE, memo
from server.demo.staff import STAFF
from server.demo.timeline import Timeline
from server.storage.contents import examine

#: a Monday at night, a Wednesday noon, a Sunday morning before the hall opens, the night clocks go back
MOMENTS = [
    datetime(2026, 11, 23, 22, 40, tzinfo=UTC),
    datetime(2026, 11, 25, 11, 5, tzinfo=UTC),
    datetime(2026, 11, 22, 6, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
]


def house() -> House:
    people = tuple(Person(f"p{number}", post, "secret") for number, post in enumerate(STAFF))
    return House(people, {}, "past", "running")


def story(calendar: Calendar, number: int = USUAL, seed: int = 1) -> list[Encounter]:
    return cast(house(), calendar, random.Random(seed), number)


@pytest.fixture(params=MOMENTS, ids=str)
def calendar(request: pytest.FixtureRequest) -> Calendar:
    return Calendar(from_datetime(request.param))


def test_whenever_it_is_told_people_are_met_in_open_hours_before_now(calendar: Calendar) -> None:
    met = story(calendar) + late_comers(house(), calendar, random.Random(2), (3, 1))

    assert all(encounter.at < calendar.now for encounter in met)
    hours = {
        (encounter.at - calendar.at(day, 0)) / HOUR for encounter in met for day in [day_of(encounter, calendar)]
    }
    assert 8.4 < min(hours) <= max(hours) < 19


def day_of(encounter: Encounter, calendar: Calendar):  # type: ignore[no-untyped-def]
    days = [*calendar.past, *calendar.running]
    return max(day for day in days if calendar.at(day, 0) <= encounter.at)


def test_long_stories_come_to_their_end_before_now(calendar: Calendar) -> None:
    for encounter in story(calendar):
        if encounter.event == "past":
            scenes = [calendar.workday(encounter.at, days, hour) for days, hour, _, _ in SCRIPTS[encounter.fate]]
            assert max(scenes, default=0) < calendar.now - HOUR


def test_a_short_story_has_a_sale_a_fresh_lead_and_a_forgotten_one(calendar: Calendar) -> None:
    fates = [encounter.fate for encounter in story(calendar, 6)]

    assert len(set(fates)) == 6
    assert {"won", "fresh", "untouched"} <= set(fates)


def test_the_usual_story_is_full_of_everything(calendar: Calendar) -> None:
    met = story(calendar)

    assert len(met) >= 64
    assert Counter(encounter.fate for encounter in met) == FATES
    assert {encounter.kind for encounter in met} >= {"card", "manual"}
    assert len({encounter.captor.id for encounter in met}) == 6
    assert sum(encounter.has_memo for encounter in met) >= 5


@pytest.mark.parametrize("seed", range(8))
def test_twins_are_one_person_met_by_two(seed: int) -> None:
    told_now = story(Calendar(now_ms()), seed=seed)
    twins = [(encounter, encounter.twin_of) for encounter in told_now if encounter.twin_of]

    assert len(twins) == 3
    for encounter, first in twins:
        assert encounter.prospect is first.prospect
        assert encounter.captor is not first.captor
        assert encounter.at > first.at


def test_the_same_seed_tells_the_same_story() -> None:
    calendar = Calendar(now_ms())

    assert told(story(calendar, seed=7)) == told(story(calendar, seed=7)) != told(story(calendar, seed=8))


def told(met: list[Encounter]) -> list[tuple[str, int, str]]:
    return [(encounter.prospect.email, encounter.at, encounter.captor.id) for encounter in met]


def test_every_scene_can_be_acted() -> None:
    acts = {act for script in SCRIPTS.values() for _, _, act, _ in script}

    assert acts <= set(Desk(house(), Calendar(now_ms()), random.Random(1)).acts)


def test_deeds_happen_in_order_at_their_own_time() -> None:
    now = now_ms()
    timeline, seen = Timeline(now), []
    timeline.add(now - MINUTE, lambda: seen.append(("later", now_ms())))
    timeline.add(now - DAY, lambda: seen.append(("first", now_ms())))
    timeline.add(now - DAY, lambda: timeline.add(now - HOUR, lambda: seen.append(("added", now_ms()))))
    timeline.add(now, lambda: seen.append(("never", now_ms())))
    timeline.run()

    assert seen == [("first", now - DAY), ("added", now - HOUR), ("later", now - MINUTE)]


def test_a_memo_is_sound_of_its_length() -> None:
    content = examine(memo(1.5, random.Random(1)))

    assert content.mime == "audio/wav"
    assert len(content.data) == 44 + 2 * round(1.5 * RATE)
