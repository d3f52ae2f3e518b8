"""Our server and another in turn, round after round: `python -m bench.duel --peer COMMAND --peer-adapter CLIENT`.

A machine that is shared has fast and slow minutes, and one run of each server says as much about those as about the
servers. Here each round starts both anew on empty databases, one right after the other, and what counts is the middle
of the rounds. docs/benchmarks.md says what a peer is and how to get one.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.load import house, process
from bench.load.generate import ADAPTER, Figures, generate, peer
from bench.load.tables import NAMES
from bench.table import show


def main() -> None:
    """Measure and print the table."""
    options = _options()
    rounds = []
    for number in range(1, options.rounds + 1):
        rounds.append(_round(options))
        ratios = [f"{name} {_ratio(*rounds[-1], name):.2f}" for name in options.phases.split(",")]
        print(f"round {number}: {', '.join(ratios)}", flush=True)
    header = ["work", "ours, per second", "peer", "ratio: middle", "lowest", "highest", "server CPU ours / peer, ms"]
    rows = [_row(name, rounds) for name in options.phases.split(",")]
    show(f"In turn, {options.rounds} rounds, batches of {options.batch} and {options.peer_batch}", header, rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer", required=True, help="command of the other server, with {port} and {folder}")
    parser.add_argument("--peer-adapter", required=True, type=Path, help="its client, like bench/load/boxless.mjs")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--n", type=int, default=6_000, help="leads of a round")
    parser.add_argument("--phases", default="push,edit,plain,pull", help="of bench/load/run.mjs")
    parser.add_argument("--batch", type=int, default=200, help="operations our phone sends at once")
    parser.add_argument("--peer-batch", type=int, default=500, help="documents the other client sends at once")
    return parser.parse_args()


def _round(options: argparse.Namespace) -> tuple[Figures, Figures]:
    """(ours, theirs)."""
    with tempfile.TemporaryDirectory(prefix="boxless-duel-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'boxless.db'}"
        phones = house.furnish(url, folder)
        with process.boxless(url, folder) as (base, server):
            ours = generate(
                base, [server.pid], options.phases, phones, adapter=ADAPTER, n=options.n, batch=options.batch
            )
        with peer(options.peer, folder) as (base, server):
            more = {"adapter": options.peer_adapter, "n": options.n, "batch": options.peer_batch}
            return ours, generate(base, [server.pid], options.phases, None, **more)


def _ratio(ours: Figures, theirs: Figures, phase: str) -> float:
    return ours[phase]["per_s"] / theirs[phase]["per_s"]


def _row(phase: str, rounds: list[tuple[Figures, Figures]]) -> list[str]:
    ratios = [_ratio(ours, theirs, phase) for ours, theirs in rounds]

    def middle(side: int, figure: str) -> float:
        return statistics.median(both[side][phase][figure] for both in rounds)

    return [
        NAMES[phase].partition(", by")[0],
        f"{middle(0, 'per_s'):,.0f}",
        f"{middle(1, 'per_s'):,.0f}",
        f"{statistics.median(ratios):.2f} x",
        f"{min(ratios):.2f}",
        f"{max(ratios):.2f}",
        f"{middle(0, 'cpu'):.3f} / {middle(1, 'cpu'):.3f}",
    ]


if __name__ == "__main__":
    main()
