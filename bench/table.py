"""Tables as docs/benchmarks.md shows them."""

import os
import platform
import statistics
from collections.abc import Sequence


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print one Markdown table under its title."""
    print(f"\n## {title}\n")
    print(f"| {' | '.join(header)} |")
    print(f"|{'---|' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    print(
        f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        flush=True,
    )


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Median, and the range it was the middle of."""
    return f"{statistics.median(values):.0f} {unit} ({min(values):.0f}-{max(values):.0f})"
