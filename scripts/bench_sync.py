"""`make bench-sync [ARGS="--db postgresql --steps 1000000"]`: measure sync on this machine, then try to break it.

First the load phases with a real server (bench/sync.py says what they take), then the seeded simulator
(bench/sync_bulk.py). `--steps 0` leaves the simulator out, `--only-simulator` the load.
"""

import argparse
import os
import sys

from scripts import environment, phone_app, system
from scripts.console import run

#: device-steps of the simulator unless told otherwise: a few minutes
STEPS = 20_000


def main(arguments: list[str]) -> None:
    """Bring what both need, then run them."""
    options, load = _options(arguments)
    environment.create()
    environment.install("requirements.txt", "requirements-dev.txt")
    path = phone_app.packages(with_checkers=False)["PATH"]
    if options.db == "postgresql":
        system.ensure([system.POSTGRES])
    simulator = ["--steps", options.steps, "--seed", options.seed, "--workers", options.workers]
    if not options.only_simulator:
        _bench("sync", options.db, load, path)
    if options.steps:
        _bench("sync_bulk", options.db, [*map(str, simulator)], path)


def _options(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """What is for both or the simulator, and the rest, which is for the load."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0], allow_abbrev=False)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--steps", type=int, default=STEPS, help="device-steps of the simulator, 0 for none")
    parser.add_argument("--seed", type=int, default=1, help="its first seed; each run takes the next")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="its processes")
    parser.add_argument("--only-simulator", action="store_true", help="no load")
    parser.epilog = "everything else goes to the load: python -m bench.sync --help"
    return parser.parse_known_args(arguments)


def _bench(module: str, db: str, arguments: list[str], path: str) -> None:
    command = [str(environment.PYTHON), "-m", f"bench.{module}", "--db", db, *arguments]
    run(command, env={"PATH": path, "PYTHONPATH": os.curdir}, quiet=False)


if __name__ == "__main__":
    main(sys.argv[1:])
