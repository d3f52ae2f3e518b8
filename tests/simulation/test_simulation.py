"""Seeded runs of the whole sync: phones, people, faults, disasters, then every invariant of docs/sync.md."""

from collections.abc import Iterator

import pytest

from tests.simulation import planted
from tests.simulation.house import House
from tests.simulation.running import furnished, run, runs_until_found
from tests.simulation.world import World

STEPS = 120
GROUPS = [range(start, start + 5) for start in range(101, 131, 5)]
#: seeds that break when what they once found comes back: 2 a change of teams left the feed as it was; 5 an entry sent
#: again after a restore counted as a forgery; 15 a deed on a lead another phone still held was refused, not kept
ONCE_BROKEN = (2, 5, 15)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The server in this process, furnished."""
    with furnished() as house:
        yield house


@pytest.mark.parametrize("seeds", GROUPS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_nothing_is_lost_leaked_or_doubled(house: House, seeds: range) -> None:
    for seed in seeds:
        run(house, seed, STEPS)


@pytest.mark.parametrize("seed", ONCE_BROKEN)
def test_what_once_broke_holds(house: House, seed: int) -> None:
    run(house, seed, STEPS)


def test_one_seed_decides_everything(house: House) -> None:
    stories = [World(house, 3).run(60).trace for _ in range(2)]

    assert stories[0] == stories[1]


@pytest.mark.parametrize(
    "words", ["a machine may beat a person", "receipts are not looked up", "a lead never leaves"]
)
def test_a_planted_bug_is_found(house: House, words: str) -> None:
    [plant] = [plant for _room, name, plant in planted.PLANTED if name == words]

    with plant():
        found, _what = runs_until_found(house, range(1, 11), STEPS)

    assert found
