"""Sync under load: `make bench-sync`, or `python -m bench.sync --db postgresql --big 10000,100000,1000000`.

A server as `make run` starts it, alone on a loopback port with fifty phones, and one load generator; beside it in the
same run what the machine can do at best (plain inserts, JSON, HTTP that does nothing). With `--peer` and
`--peer-adapter` another server does the same work with the same leads once; `bench.duel` lets both do it in turn.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from bench.load import fill, floors, house, process
from bench.load.generate import ADAPTER, Figures, generate, peer
from bench.load.tables import compare, show_changes, show_floors, show_phases
from tests.support.postgres import Cluster

PHASES = "push,edit,pull,together,plain,many,single,rush"


def main() -> None:
    """Measure and print the tables."""
    options = _options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="boxless-bench-", dir=options.folder)))
        url, database = stack.enter_context(_database(options.db, folder))
        phones = house.furnish(url, folder)
        figures, memory = _loaded(options, url, folder, phones, database)
        show_phases(options.db, figures, memory)
        show_floors(figures, _floors(options.db, url, folder))
        if options.peer:
            compare(figures, _peer(options, folder))
        sizes = [int(size) for size in options.big.split(",") if size]
        if sizes:
            show_changes(options.db, _changes(options, url, folder, phones, database, sizes))
        if options.pulls:
            print(_asking(options, url, folder, phones))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--n", type=int, default=10_000, help="leads pushed, edited and pulled")
    parser.add_argument("--each", type=int, default=200, help="leads of each of fifty phones")
    parser.add_argument(
        "--seconds", type=int, default=20, help="how long fifty phones send a lead about once a second"
    )
    parser.add_argument("--big", default="10000,100000", help="numbers of leads of which a hundred change")
    parser.add_argument("--pulls", type=int, default=0, help="so many pulls without news, watching the memory")
    parser.add_argument("--folder", type=Path, help="where databases lie while they are measured")
    parser.add_argument("--peer", help="command that starts another server; {port} and {folder} are filled in")
    parser.add_argument("--peer-adapter", type=Path, help="its client, of the shape of bench/load/boxless.mjs")
    return parser.parse_args()


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Its URL, and the processes that are not the web server's but work for it."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'boxless.db'}", []
        return
    cluster = Cluster(durable=True)
    try:
        yield cluster.create("boxless"), [cluster.process.pid]
    finally:
        cluster.stop()


def _loaded(
    options: argparse.Namespace, url: str, folder: Path, phones: Path, database: list[int]
) -> tuple[Figures, tuple[float, float]]:
    """Every phase once, pull and push of one lead also over gzip. Returns figures and memory before and after."""
    with process.boxless(url, folder) as (base, server):
        before = process.memory_mb(server)
        pids = [server.pid, *database]
        sizes = {"adapter": ADAPTER, "n": options.n, "each": options.each, "seconds": options.seconds}
        figures = generate(base, pids, PHASES, phones, **sizes)
        zipped = generate(base, pids, "push,pull", phones, gzip="yes", **{**sizes, "n": options.n // 5})
        figures |= {f"{name}, gzip": found for name, found in zipped.items()}
        return figures, (before, process.memory_mb(server))


def _floors(kind: str, url: str, folder: Path) -> dict[str, float]:
    """What the machine can do, with one of the documents just written."""
    doc = _one_document(kind, url)
    found = floors.of_sqlite(folder, doc) if kind == "sqlite" else floors.of_postgresql(url, doc)
    with process.empty(folder) as (base, server):
        http = generate(base, [server.pid], "empty", None)["empty"]
    return {**found, **floors.of_json(doc), "requests": http["per_s"], "bytes of the document": len(doc)}


def _one_document(kind: str, url: str) -> str:
    query = "SELECT doc FROM lead ORDER BY rev LIMIT 1"
    if kind == "sqlite":
        with floors.sqlite(url) as connection:
            return str(connection.execute(query).fetchone()[0])
    with psycopg.connect(url) as postgres:
        row = postgres.execute(query).fetchone()
        return str(row[0]) if row else "{}"


def _peer(options: argparse.Namespace, folder: Path) -> Figures:
    with peer(options.peer, folder) as (base, server):
        sizes = {"n": options.n, "each": options.each, "seconds": options.seconds, "batch": 500}
        return generate(base, [server.pid], f"{PHASES},changes", None, adapter=options.peer_adapter, **sizes)


def _changes(
    options: argparse.Namespace, url: str, folder: Path, phones: Path, database: list[int], sizes: Sequence[int]
) -> dict[int, Figures]:
    """Number of leads -> what a pull costs after a hundred of them changed, and one without news."""
    pattern, hundred = fill.pattern_of(url)
    known = folder / "known.json"
    known.write_text(json.dumps(hundred))
    found = {}
    for size in sizes:
        fill.fill(url, pattern, size)
        with process.boxless(url, folder) as (base, server):
            more = {"adapter": ADAPTER, "known": known, "reader": "director1"}
            found[size] = generate(base, [server.pid, *database], "changes,single,lists", phones, **more)
    return found


def _asking(options: argparse.Namespace, url: str, folder: Path, phones: Path) -> str:
    """Memory of the server while phones ask without there being news."""
    steps: list[str] = []
    with process.boxless(url, folder) as (base, server):
        for _ in range(10):
            generate(base, [server.pid], "asking", phones, adapter=ADAPTER, pulls=options.pulls // 10)
            steps.append(f"{process.memory_mb(server):.0f}")
    return f"\nMemory after each tenth of {options.pulls:,} pulls without news, MB: {', '.join(steps)}"


if __name__ == "__main__":
    main()
