"""The same world, with Hypothesis choosing what happens: what breaks is told as the shortest story that breaks it."""

from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.simulation import deeds, disasters, followups, network, stories
from tests.simulation.deeds import Action
from tests.simulation.house import House
from tests.simulation.running import furnished
from tests.simulation.world import World

_chance = st.randoms(use_true_random=False)


def _one_of(*actions: tuple[Action, int]) -> st.SearchStrategy[Action]:
    return st.sampled_from([action for action, _ in actions])


class Show(RuleBasedStateMachine):
    """A world step by step. Every invariant is looked at after each request, and once more when all has healed."""

    house: House

    @initialize(seed=st.integers(1, 50))
    def open(self, seed: int) -> None:
        """Furnish it; the seed chooses the phones."""
        self.world = World(self.house, seed)
        self.world.__enter__()

    def _do(self, what: Action, who: int, chance: Random) -> None:
        self.world.chance = chance
        self.world.step(what, self.world.devices[who % len(self.world.devices)])

    @rule(what=_one_of(*deeds.ACTIONS, *followups.ACTIONS), who=st.integers(0, 6), chance=_chance)
    def deed(self, what: Action, who: int, chance: Random) -> None:
        """Somebody does something."""
        self._do(what, who, chance)

    @rule(what=_one_of(*network.ACTIONS), who=st.integers(0, 6), chance=_chance)
    def sync(self, what: Action, who: int, chance: Random) -> None:
        """A phone syncs."""
        self._do(what, who, chance)

    @rule(what=_one_of(*disasters.ACTIONS, *stories.ACTIONS), who=st.integers(0, 6), chance=_chance)
    def disaster(self, what: Action, who: int, chance: Random) -> None:
        """Something goes wrong."""
        self._do(what, who, chance)

    def teardown(self) -> None:
        """All heals, and everything has to be right."""
        if not hasattr(self, "world"):
            return
        try:
            self.world.chance = Random(0)
            self.world.finish()
        finally:
            self.world.__exit__()


def test_whatever_happens_in_whatever_order() -> None:
    few = settings(
        max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    with furnished() as house:
        machine = type("ThisShow", (Show,), {"house": house})
        run_state_machine_as_test(machine, settings=few)
