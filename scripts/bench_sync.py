"""`make bench-sync [ARGS="--db postgresql --big 10000,1000000"]`: measure sync with a real server on this machine."""

import os
import sys

from scripts import environment, phone_app, system
from scripts.console import run


def main(arguments: list[str]) -> None:
    """Bring what the bench needs, then run it; `bench/sync.py` says what it takes."""
    environment.create()
    environment.install("requirements.txt", "requirements-dev.txt")
    path = phone_app.packages(with_checkers=False)["PATH"]
    if "postgresql" in arguments:
        system.ensure([system.POSTGRES])
    command = [str(environment.PYTHON), "-m", "bench.sync", *arguments]
    run(command, env={"PATH": path, "PYTHONPATH": os.curdir}, quiet=False)


if __name__ == "__main__":
    main(sys.argv[1:])
