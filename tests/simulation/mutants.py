"""Does the simulator find bugs? Plants one after the other: `python -m tests.simulation.mutants [--runs N]`."""

import argparse
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.util import Finalize

from tests.simulation import planted_in_app
from tests.simulation.house import House
from tests.simulation.planted import PLANTED, Plant
from tests.simulation.running import furnished, runs_until_found

STEPS = 150
#: (room, what goes wrong, where it was found or None, what broke)
Row = tuple[str, str, str | None, str]
#: what each process keeps while it works: the house, and what ends it
_process = ExitStack()
_house: House


def main() -> int:
    """Print the table; 1 when a bug got away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="runs after which a bug counts as missed")
    parser.add_argument("--only", default="", help="only bugs whose room or description holds this")
    parser.add_argument("--workers", type=int, default=2, help="bugs hunted at once")
    options = parser.parse_args()
    # what a planted bug makes the server complain of belongs in no table
    os.environ["LOG_LEVEL"] = "critical"
    rows, began = [], time.monotonic()
    say("| where | bug | found | by |\n|---|---|---|---|")
    for room, words, found, what in _hunted(options):
        rows.append(found)
        say(f"| {room} | {words} | {found or '**MISSED**'} | {what[:70].replace('|', '/')} |")
    missed = rows.count(None)
    say(f"\n{len(rows) - missed} of {len(rows)} planted bugs found in {time.monotonic() - began:.0f} s")
    return 1 if missed or not rows else 0


def say(line: str) -> None:
    """A line of the table, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _hunted(options: argparse.Namespace) -> Iterator[Row]:
    chosen = [n for n, (room, words, _) in enumerate(PLANTED) if options.only in f"{room} {words}"]
    with multiprocessing.get_context("spawn").Pool(options.workers, _begin) as pool:
        yield from pool.imap(_hunt, [(number, options.runs) for number in chosen])
        pool.close()
        pool.join()
    yield from planted_in_app.hunted(options.only)


def _begin() -> None:
    global _house
    logging.disable(logging.CRITICAL)
    _house = _process.enter_context(furnished())
    Finalize(None, _process.close, exitpriority=10)


def _hunt(task: tuple[int, int]) -> Row:
    number, runs = task
    room, words, plant = PLANTED[number]
    found, what = hunt(_house, plant, runs)
    return room, words, f"run {found}" if found else None, what


def hunt(house: House, plant: Plant, runs: int) -> tuple[int | None, str]:
    """(number of the run in which something breaks with the bug in place or None, what broke)."""
    with plant():
        return runs_until_found(house, range(1, runs + 1), STEPS)


if __name__ == "__main__":
    sys.exit(main())
