"""`make bench [BENCH=name]`: run what is measured, each in its own process, and print every table."""

import os
import sys

from scripts import environment, phone_app, system
from scripts.console import ROOT, run, say, stop

#: in the order of docs/benchmarks.md
BENCHES = ("start", "first_load", "offline_start", "ocr", "live")


def main(wanted: list[str]) -> None:
    """Prepare as the tests do, then run the benches asked for, or all."""
    unknown = set(wanted) - set(BENCHES)
    if unknown:
        stop(f"there is no bench called {', '.join(sorted(unknown))}; known are {', '.join(BENCHES)}")
    environment.create()
    environment.install("requirements.txt", "requirements-dev.txt")
    phone_app.build()
    system.ensure([system.CHROMIUM, system.TESSERACT, system.KOREAN])
    for name in wanted or BENCHES:
        if not (ROOT / "bench" / f"{name}.py").exists():
            continue
        say(f"bench: {name}")
        run([str(environment.PYTHON), "-m", f"bench.{name}"], env={"PYTHONPATH": os.curdir}, quiet=False)


if __name__ == "__main__":
    main(sys.argv[1:])
