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
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.table import show
from tests.faults.crew import Crew
from tests.faults.faults import FAULTS, Scene, possible, suffer
from tests.support.live import LiveApp
from tests.support.postgres import Cluster
from tests.support.waiting import eventually

#: room for PostgreSQL's first files and some of its log, and soon full
SMALL_DISK = "192m"
HEADER = (
    *("database", "fault", "rounds", "acknowledged", "retries", "cards read", "begun again"),
    *("lost", "doubled", "gaps", "refused"),
)


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
    with _scene(backend, options.seed) as scene:
        for name, fault in FAULTS.items():
            if options.only not in name:
                continue
            if not possible(scene, name):
                sys.stdout.write(f"{backend} | {name}: left out, mounting a small disk is not allowed here\n")
                continue
            times = options.rounds if name == "kill -9 of everything" else max(1, options.rounds // 10)
            row = (backend, name, times, *suffer(scene, fault, times).values())
            sys.stdout.write(f"{' | '.join(map(str, row))}\n")
            sys.stdout.flush()
            yield row


@contextmanager
def _scene(backend: str, seed: int) -> Iterator[Scene]:
    """The app at work. Its database lies on a small disk where that can be had."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="boxless-faults-")))
        disk = data if backend == "sqlite" else data / "postgresql"
        disk.mkdir(exist_ok=True)
        small = _mount_small_disk(disk)
        if small:
            # whoever was killed holds its files for a moment
            stack.callback(eventually, lambda: _done("umount", disk))
        data.chmod(0o755)  # PostgreSQL runs as somebody else
        cluster = Cluster(durable=True, disk=disk) if backend == "postgresql" else None
        if cluster:
            stack.callback(cluster.stop)
        live = LiveApp(data, **({"DATABASE_URL": cluster.create("faults")} if cluster else {}))
        stack.callback(live.end)
        live.start()
        yield Scene(live, Crew(live), 1.0, random.Random(seed), disk if small else None, cluster)


def _mount_small_disk(folder: Path) -> bool:
    """A disk of its own that can be filled, where we are allowed to."""
    return _done("mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder)


def _done(*command: str | Path) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
