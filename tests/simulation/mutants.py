"""Does the simulator find bugs? Plants one after the other: `python -m tests.simulation.mutants [--runs N]`."""

import argparse
import logging
import sys
import time
from dataclasses import dataclass

from tests.simulation.house import House
from tests.simulation.planted import PLANTED, Plant
from tests.simulation.running import furnished, runs_until_found

STEPS = 120


@dataclass(frozen=True)
class Outcome:
    """How a planted bug was found: after how many runs (None: not at all), and what broke."""

    runs: int | None
    what: str


def hunt(house: House, plant: Plant, runs: int) -> Outcome:
    """Run seed after seed with the bug in place until something breaks."""
    with plant():
        return Outcome(*runs_until_found(house, range(1, runs + 1), STEPS))


def main() -> int:
    """Print the table; 1 when a bug got away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=80, help="runs after which a bug counts as missed")
    parser.add_argument("--only", default="", help="only bugs whose description holds this")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    missed, began = 0, time.monotonic()
    chosen = [entry for entry in PLANTED if options.only in " ".join(entry[:2])]
    with furnished() as house:
        for room, words, plant in chosen:
            outcome = hunt(house, plant, options.runs)
            missed += outcome.runs is None
            found = f"run {outcome.runs}" if outcome.runs else "MISSED"
            sys.stdout.write(f"{room:<9} {words:<44} {found:<8} {outcome.what[:60]}\n")
            sys.stdout.flush()
    took = time.monotonic() - began
    sys.stdout.write(f"{len(chosen) - missed} of {len(chosen)} planted bugs found in {took:.0f} s\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
