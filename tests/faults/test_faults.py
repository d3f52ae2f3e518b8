"""A short look at what `python -m bench.sync_faults` looks at for long: nothing acknowledged is lost or doubled."""

import random
from collections.abc import Iterator

import pytest

from tests.faults.crew import Crew
from tests.faults.faults import FAULTS, Scene, suffer
from tests.support.live import LiveApp
from tests.support.postgres import Cluster

pytestmark = pytest.mark.xdist_group("journeys")
RIGHT = {"lost": 0, "doubled": 0, "gaps": 0, "refused": 0}
#: the long ones are for the bench
LONG = {"SIGSTOP, SIGCONT", "kill -9 of the worker"}


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The app on SQLite with its crew."""
    live = LiveApp(tmp_path_factory.mktemp("sqlite"))
    yield from _scene(live)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Iterator[Scene]:
    """The app on PostgreSQL with its crew."""
    live = LiveApp(tmp_path_factory.mktemp("postgresql"), DATABASE_URL=cluster.create("faults"))
    yield from _scene(live)


def _scene(live: LiveApp) -> Iterator[Scene]:
    try:
        live.start()
        yield Scene(live, Crew(live, writers=2), 0.3, random.Random(1))
    finally:
        live.end()


@pytest.mark.parametrize("name", sorted(set(FAULTS) - LONG))
def test_nothing_acknowledged_is_lost_or_doubled(on_sqlite: Scene, name: str) -> None:
    found = suffer(on_sqlite, FAULTS[name], rounds=1)

    assert found["acknowledged"] > 0
    assert {what: found[what] for what in RIGHT} == RIGHT


@pytest.mark.parametrize("name", ["kill -9 of everything", "database locked by another process"])
def test_nothing_acknowledged_is_lost_or_doubled_on_postgresql(on_postgresql: Scene, name: str) -> None:
    found = suffer(on_postgresql, FAULTS[name], rounds=1)

    assert found["acknowledged"] > 0
    assert {what: found[what] for what in RIGHT} == RIGHT
