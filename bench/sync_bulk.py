"""Long seeded runs of the sync simulator: `python -m bench.sync_bulk --steps 1000000 --seed 1`.

Stops at the first broken invariant with its seed and story. Prints device-steps per second: what people do,
passes of sync, faults and disasters, each looked at by the oracle.
"""

import argparse
import logging
import sys
import time

from tests.simulation.running import furnished, run
from tests.simulation.world import Violation


def main() -> int:
    """Run until the steps are done. 1 when an invariant broke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--steps", type=int, default=10_000, help="device-steps in all")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each run takes the next")
    parser.add_argument("--runs", type=int, default=None, help="so many runs, whatever the steps")
    parser.add_argument("--run-steps", type=int, default=150, help="device-steps of one run")
    parser.add_argument("--tell", action="store_true", help="print the story of the last run")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    runs = options.runs or max(1, -(-options.steps // options.run_steps))
    with furnished() as house:
        began = time.monotonic()
        for seed in range(options.seed, options.seed + runs):
            try:
                world = run(house, seed, options.run_steps)
            except Violation as violation:
                print(violation)
                return 1
        took = time.monotonic() - began
    if options.tell:
        print("\n".join(world.trace))
    steps = runs * options.run_steps
    print(f"{runs} runs, {steps} device-steps, 0 invariants broken, {steps / took:.0f} device-steps per second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
