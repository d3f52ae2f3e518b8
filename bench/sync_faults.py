"""The real server under real faults: `python -m bench.sync_faults [--db sqlite|postgresql|both] [--rounds 50]`.

Phones write without pause and send again until they are answered while the server is killed, frozen, cut off, locked
out, out of disk and asked twice; afterwards everything it acknowledged must be there exactly once. Prints a table.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.table import show
from tests.faults.crew import Crew
from tests.faults.faults import FAULTS, SQLITE_ONLY, Scene, suffer
from tests.support.live import LiveApp
from tests.support.postgres import Cluster

HEADER = ("database", "fault", "rounds", "acknowledged", "retries", "lost", "doubled", "gaps", "refused")


def main() -> int:
    """Run every fault; 1 when anything was lost, doubled, missed or refused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=50, help="kills of the server; the other faults a tenth of it")
    parser.add_argument("--only", default="", help="only faults whose name holds this")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    backends = ("sqlite", "postgresql") if options.db == "both" else (options.db,)
    rows = [row for backend in backends for row in _suffered(backend, options)]
    show(f"Faults, seed {options.seed}", HEADER, rows)
    return 1 if any(sum(row[-4:]) for row in rows) else 0


def _suffered(backend: str, options: argparse.Namespace) -> Iterator[tuple[object, ...]]:
    with _app(backend) as live:
        scene = Scene(live, Crew(live), 1.0, random.Random(options.seed))
        for name, fault in FAULTS.items():
            if options.only not in name or (backend != "sqlite" and name in SQLITE_ONLY):
                continue
            times = options.rounds if name == "kill -9 of everything" else max(1, options.rounds // 10)
            row = (backend, name, times, *suffer(scene, fault, times).values())
            sys.stdout.write(f"{' | '.join(map(str, row))}\n")
            sys.stdout.flush()
            yield row


@contextmanager
def _app(backend: str) -> Iterator[LiveApp]:
    with tempfile.TemporaryDirectory(prefix="boxless-faults-") as folder:
        small = backend == "sqlite" and _mount_small_disk(folder)
        cluster = Cluster(durable=True) if backend == "postgresql" else None
        settings = {"DATABASE_URL": cluster.create("faults")} if cluster else {}
        live = LiveApp(Path(folder), **settings)
        try:
            live.start()
            yield live
        finally:
            live.end()
            if cluster:
                cluster.stop()
            if small:
                subprocess.run(["umount", folder], check=True)


def _mount_small_disk(folder: str) -> bool:
    """A disk of its own that can be filled, where we are allowed to; else the fault limits the size of files."""
    command = ["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", folder]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
