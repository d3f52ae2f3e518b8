"""How long the app takes from the command to the first answer: first start (makes the database) and later ones."""

import tempfile
import time
from pathlib import Path

from bench.table import show, spread
from tests.support.live import LiveApp

ROUNDS = 3


def started_in(app: LiveApp) -> float:
    """Milliseconds from the command to the open port."""
    begun = time.monotonic()
    app.start()
    return (time.monotonic() - begun) * 1000


def stopped_in(app: LiveApp) -> float:
    """Milliseconds from Ctrl-C to the end of the last process."""
    begun = time.monotonic()
    app.stop()
    return (time.monotonic() - begun) * 1000


def main() -> None:
    """Print the table."""
    first, later, stops = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="boxless-bench-") as folder:
            app = LiveApp(Path(folder))
            first.append(started_in(app))
            stops.append(stopped_in(app))
            later.append(started_in(app))
            stops.append(stopped_in(app))
    rows = [["first start", spread(first)], ["later start", spread(later)], ["Ctrl-C to the end", spread(stops)]]
    show(f"Start and stop of the app, {ROUNDS} rounds, median (range)", ["what", "time"], rows)


if __name__ == "__main__":
    main()
