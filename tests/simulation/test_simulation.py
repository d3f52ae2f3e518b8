"""Seeded runs of the whole sync: phones, people, faults, disasters, and every invariant of docs/sync.md."""

from collections.abc import Iterator

import pytest

from tests.simulation import planted
from tests.simulation.house import House
from tests.simulation.running import furnished, run, runs_until_found
from tests.simulation.world import World
from tests.support.postgres import Cluster

#: in one process of the test run: the house is furnished once
pytestmark = pytest.mark.xdist_group("simulation")
STEPS = 150
GROUPS = [range(start, start + 3) for start in (101, 104, 107)]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The server in this process, furnished, on SQLite."""
    with furnished() as house:
        yield house


def assert_sound(world: World) -> None:
    """Every invariant held all along and after healing. What is broken `run` raises, with the story."""
    assert world.sound
    assert world.deeds
    assert world.judged > world.steps > STEPS


@pytest.mark.parametrize("seeds", GROUPS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_nothing_is_lost_leaked_or_doubled(house: House, seeds: range) -> None:
    for seed in seeds:
        assert_sound(run(house, seed, STEPS))


def test_nothing_is_lost_leaked_or_doubled_on_postgresql(cluster: Cluster) -> None:
    with furnished("postgresql", cluster) as on_postgresql:
        assert_sound(run(on_postgresql, 101, STEPS))


def test_one_seed_decides_everything(house: House) -> None:
    stories = [World(house, 3).run(60).trace for _ in range(2)]

    assert stories[0] == stories[1]


@pytest.mark.parametrize(
    "words",
    ["a machine may beat a person", "receipts are not looked up", "a lead never leaves", "one cursor for all scopes"],
)
def test_a_planted_bug_is_found(house: House, words: str) -> None:
    [plant] = [plant for _room, name, plant in planted.PLANTED if name == words]

    with plant():
        found, _what = runs_until_found(house, range(1, 9), STEPS)

    assert found
