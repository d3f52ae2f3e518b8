"""The figures of `bench.sync` as tables."""

from collections.abc import Mapping

from bench.table import show

Figures = Mapping[str, Mapping[str, float]]
NAMES = {
    "push": "new leads with the whole intake, by 200",
    "edit": "edits of one field, by 200",
    "plain": "plain records of 20 fields no rule reads, by 200",
    "pull": "first pull, by 500",
    "together": "first pull of four phones at once, by 500",
    "many": "50 phones x their leads at once, by 200",
    "single": "one lead a push, one phone",
    "rush": "one lead a push, 50 phones, one a second each",
    "push, gzip": "new leads, gzip both ways",
    "pull, gzip": "first pull, gzip",
}


def show_phases(database: str, figures: Figures, memory: tuple[float, float]) -> None:
    """What each kind of work costs."""
    header = ["work", "per second", "server CPU, ms each", "answer p50 / p99, ms", "bytes each"]
    rows = [
        [NAMES[name], f"{found['per_s']:,.0f}", f"{found['cpu']:.3f}", _latency(found), _whole(found.get("bytes"))]
        for name, found in figures.items()
    ]
    show(f"Sync, {database}", header, rows)
    print(f"Memory of the server: {memory[0]:.0f} MB before, {memory[1]:.0f} MB after.")


def _latency(found: Mapping[str, float]) -> str:
    return f"{found['p50']:.1f} / {found['p99']:.1f}" if "p50" in found else ""


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def show_floors(figures: Figures, found: Mapping[str, float]) -> None:
    """What the machine can do at best, and what part of it the product reaches."""
    shares = {
        "insert by 200": ("push", "one row a lead, committed by 200"),
        "insert by 1": ("single", "one row, committed each"),
        "encode": ("pull", "lead documents encoded"),
        "decode": ("pull", "lead documents decoded"),
        "requests": ("single", "HTTP requests that do nothing, one connection"),
    }
    rows = [
        [words, f"{found[name]:,.0f}", f"{figures[phase]['per_s'] / found[name]:.0%} ({NAMES[phase]})"]
        for name, (phase, words) in shares.items()
    ]
    show("Floors of the same run, best of five", ["floor", "per second", "reached"], rows)
    print(f"The document: {found['bytes of the document']:,.0f} bytes, as it is stored and pulled.")


def compare(ours: Figures, theirs: Figures) -> None:
    """The same work on another server."""
    header = ["work", "ours, per second", "peer", "ratio", "server CPU ours / peer, ms", "p99 ours / peer, ms"]
    rows = [
        [
            NAMES[name],
            f"{found['per_s']:,.0f}",
            f"{theirs[name]['per_s']:,.0f}",
            f"{found['per_s'] / theirs[name]['per_s']:.1f} x",
            f"{found['cpu']:.3f} / {theirs[name]['cpu']:.3f}",
            f"{found['p99']:.1f} / {theirs[name]['p99']:.1f}" if "p99" in found else "",
        ]
        for name, found in ours.items()
        if name in theirs
    ]
    show("The same leads on another server", header, rows)


def show_changes(database: str, found: Mapping[int, Figures]) -> None:
    """What a device pays that asks for news, and what screens pay, by how much the firm has."""
    header = ["leads", "100 changed, p50", "no news, p50", "push of one, p50 / p99", "triage table", "queue"]
    rows = [
        [
            f"{size:,}",
            *(_cost(one[name]) for name in ("changes", "idle")),
            f"{_latency(one['single'])} ({one['single']['cpu']:.2f})",
            *(_cost(one[name]) for name in ("table", "queue")),
        ]
        for size, one in found.items()
    ]
    show(f"By how much the firm has, {database}: ms (server CPU, ms)", header, rows)


def _cost(found: Mapping[str, float]) -> str:
    return f"{found['p50']:.1f} ({found['cpu']:.2f})"
