"""Running seeds: a furnished house in memory, and what a broken run says."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.simulation.copies import PostgresCopied, SqliteCopied
from tests.simulation.house import House
from tests.simulation.world import Violation, World
from tests.support.postgres import Cluster

MEMORY = Path("/dev/shm")


@contextmanager
def furnished(backend: str = "sqlite", cluster: Cluster | None = None) -> Iterator[House]:
    """A house whose database lies in memory where possible. `cluster`: a PostgreSQL to use, else one is started."""
    with tempfile.TemporaryDirectory(prefix="boxless-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        own = Cluster() if backend == "postgresql" and cluster is None else None
        running = cluster or own
        try:
            house = House(Path(folder), PostgresCopied(running) if running else SqliteCopied(Path(folder)))
            try:
                yield house
            finally:
                house.close()
        finally:
            if own:
                own.stop()


def run(house: House, seed: int, steps: int, *, tell_all: bool = False) -> World:
    """One seed. Raises Violation that names the seed and tells its story, or the last part of it."""
    world = World(house, seed)
    try:
        return world.run(steps)
    except Exception as error:
        story = "\n".join(world.trace if tell_all else world.trace[-40:])
        again = f"python -m bench.sync_bulk --seed {seed} --runs 1 --run-steps {steps} --tell"
        raise Violation(
            f"seed {seed}, {steps} steps: {type(error).__name__} {error}\n{story}\nagain: {again}"
        ) from error


def runs_until_found(house: House, seeds: Iterable[int], steps: int) -> tuple[int | None, str]:
    """(number of the run something broke in, what it was); (None, "") when nothing did."""
    for number, seed in enumerate(seeds, start=1):
        try:
            World(house, seed).run(steps)
        except Violation as violation:
            return number, str(violation).split(": ", 1)[-1]
        except Exception as error:  # noqa: BLE001 - whatever a planted bug breaks is a find
            return number, f"{type(error).__name__}: {error}".splitlines()[0]
    return None, ""
