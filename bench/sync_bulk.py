"""Long seeded runs of the sync simulator: `python -m bench.sync_bulk --steps 1000000 --seed 1 --workers 2`.

Every run is one simulated show. A device-step is something a person does on a phone, or a phone's pass of pushes,
pulls or uploads; faults and disasters come on top. The invariants of docs/sync.md
are looked at after every request and at the end of each run. Stops at the first one that is broken, with its seed and
story; `--seed <that> --runs 1 --tell` tells it whole.
"""

import argparse
import gc
import logging
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.synchronize import Event
from multiprocessing.util import Finalize

from bench.table import show
from tests.simulation.house import House
from tests.simulation.running import furnished, run
from tests.simulation.world import Violation

#: runs between two words of progress
PORTION = 20
#: device-steps every run has at least
FEWEST = 100
#: device-steps done, what happened how often, and what broke
Done = tuple[int, Counter[str], str]
#: what each process keeps while it works: the house, and what ends it
_process = ExitStack()
_house: House
_ending: Event | None = None


def main() -> int:
    """Run until the steps are done. 1 when an invariant broke."""
    options = _options()
    logging.disable(logging.CRITICAL)
    # of every run at least so many steps are its own
    runs = options.runs or max(1, -(-options.steps // FEWEST))
    print(f"from seed {options.seed}, {options.run_steps} choices each, on {options.db}", flush=True)
    if options.tell:
        return _tell(options)
    began, done, ran, tally = time.monotonic(), 0, 0, Counter[str]()
    for steps, happened, broken in _portions(options, runs):
        if broken:
            print(broken)
            return 1
        done += steps
        tally += happened
        ran += PORTION
        pace = done / (time.monotonic() - began)
        print(f"{done} device-steps, {pace:.0f} per second", flush=True)
        if options.runs is None and done >= options.steps:
            break
    runs = min(ran, runs)
    show(f"What happened on {options.db}", ("what", "times"), sorted(tally.items()))
    seeds = f"seeds {options.seed} to {options.seed + runs - 1}"
    print(
        f"\n{seeds}, {runs} runs, {done} device-steps, 0 invariants broken, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--steps", type=int, default=10_000, help="device-steps in all")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each run takes the next")
    parser.add_argument("--runs", type=int, default=None, help="so many runs, whatever the steps")
    parser.add_argument("--run-steps", type=int, default=200, help="choices of one run before it heals")
    parser.add_argument("--workers", type=int, default=1, help="processes at once, each with its own server")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--tell", action="store_true", help="print the whole story of one seed")
    return parser.parse_args()


def _tell(options: argparse.Namespace) -> int:
    with furnished(options.db) as house:
        try:
            world = run(house, options.seed, options.run_steps, tell_all=True)
        except Violation as violation:
            print(violation)
            return 1
    print("\n".join(world.trace))
    return 0


def _portions(options: argparse.Namespace, runs: int) -> Iterator[Done]:
    """What came of one portion of the runs after the other."""
    last = options.seed + runs
    portions = [
        (first, min(first + PORTION, last), options.run_steps) for first in range(options.seed, last, PORTION)
    ]
    if options.workers == 1:
        with _process:
            _begin(options.db)
            yield from map(_work, portions)
        return
    spawning = multiprocessing.get_context("spawn")
    ending = spawning.Event()
    pool = spawning.Pool(options.workers, _begin_process, (options.db, ending))
    try:
        yield from pool.imap_unordered(_work, portions)
    finally:
        # not terminated: each has a database to put away
        ending.set()
        pool.close()
        pool.join()


def _begin_process(db: str, ending: Event) -> None:
    global _ending
    _ending = ending
    _begin(db)
    Finalize(None, _process.close, exitpriority=10)


def _begin(db: str) -> None:
    global _house
    logging.disable(logging.CRITICAL)
    _house = _process.enter_context(furnished(db))
    # what is there now stays: the collector need not walk it again and again
    gc.freeze()


def _work(portion: tuple[int, int, int]) -> Done:
    first, end, steps = portion
    if _ending is not None and _ending.is_set():
        return 0, Counter(), ""
    done, tally = 0, Counter[str]()
    try:
        for seed in range(first, end):
            world = run(_house, seed, steps)
            done += world.steps
            tally += world.tally
    except Violation as violation:
        return done, tally, str(violation)
    return done, tally, ""


if __name__ == "__main__":
    sys.exit(main())
