"""`make sync-mutants`: plants bugs one after the other and prints by what each was found."""

import os
import sys

from scripts import environment, phone_app
from scripts.console import run


def main(arguments: list[str]) -> None:
    """Prepare as the tests do, then hunt."""
    environment.create()
    environment.install("requirements.txt", "requirements-dev.txt")
    node = phone_app.packages(with_checkers=True)
    command = [str(environment.PYTHON), "-m", "tests.simulation.mutants", *arguments]
    run(command, env={**node, "PYTHONPATH": os.curdir}, quiet=False)


if __name__ == "__main__":
    main(sys.argv[1:])
