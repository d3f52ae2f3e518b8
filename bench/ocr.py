"""Cards per minute, p50 and p90 seconds and memory of each engine: `python -m bench.ocr [FOLDER]`.

Without a folder it reads drawn cards of invented people. Each engine runs in its own process, so that the
memory printed is its own; the first card, which loads the models, is timed apart. ``--count`` cards are read,
the same ones again when there are fewer; ``growth`` is the memory at the end less that after a fifth of them.
``--workers`` reads in so many processes at once.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from PIL import ImageFont

from ocr import ReadOptions, available_engines, read_card
from ocr.predict import pictures_in
from tests.ocr.draw import draw_card

LATIN = ("en", "us", "de", "fr", "it", "es", "pt", "nl", "pl")
#: Found on Linux and macOS alike; Pillow's own font has no Polish letters but still gives lines to read.
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf")


def drawn(count: int) -> list[bytes]:
    """Cards as JPEG files in memory."""
    return [_jpeg(LATIN[i % len(LATIN)], i) for i in range(count)]


def _jpeg(land: str, seed: int) -> bytes:
    held = io.BytesIO()
    draw_card(land, seed).picture(font()).save(held, "JPEG", quality=85)
    return held.getvalue()


def font() -> str:
    """The first of FONTS that is installed."""
    for name in FONTS:
        try:
            ImageFont.truetype(name, 12)
        except OSError:
            continue
        return name
    raise SystemExit("No TrueType font found; install fonts-dejavu-core to draw cards, or name a folder.")


def measure(engine: str, folder: Path | None, count: int) -> dict[str, float]:
    """Read ``count`` cards in this process, on one thread."""
    pictures = [path.read_bytes() for path in pictures_in(folder)] if folder else drawn(min(count, 60))
    options = ReadOptions(engine=engine)
    started = time.perf_counter()
    read_card(pictures[0], options)
    warm = time.perf_counter() - started
    wall, cpu, held = [], [], []
    for number in range(count):
        before, ticks = time.perf_counter(), time.process_time()
        read_card(pictures[number % len(pictures)], options)
        wall.append(time.perf_counter() - before)
        cpu.append(time.process_time() - ticks)
        held.append(_peak_mb(resource.RUSAGE_SELF))
    return {
        "cards": count,
        "cards_per_minute": 60 * count / sum(wall),
        "first": warm,
        **_middle_and_tail("", wall),
        **_middle_and_tail("cpu_", cpu),
        "memory_mb": held[-1],
        "growth_mb": held[-1] - held[count // 5],
        "child_mb": _peak_mb(resource.RUSAGE_CHILDREN),
    }


def _middle_and_tail(kind: str, seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {f"{kind}p50": ordered[len(ordered) // 2], f"{kind}p90": ordered[int(len(ordered) * 0.9)]}


def _peak_mb(whose: int) -> float:
    """The most memory held so far: growth that lasts always shows in it."""
    return resource.getrusage(whose).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def measure_together(engine: str, folder: Path | None, count: int, workers: int) -> dict[str, float]:
    """``workers`` processes at once, each reading ``count`` cards: the slowest of each figure, cards added up."""
    command = [sys.executable, "-m", "bench.ocr", "--engine", engine, "--count", str(count)]
    command += [str(folder)] if folder else []
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    told = [json.loads(one.communicate()[0]) for one in started]
    together = {name: max(one[name] for one in told) for name in told[0]}
    return together | {"cards_per_minute": sum(one["cards_per_minute"] for one in told)}


def main() -> None:
    """Measure each installed engine, print a row of figures for each; cards are drawn unless a folder is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", help="this engine and no other")
    parser.add_argument("--engine", help="measure this one in this process and print JSON")
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measure(options.engine, options.folder, options.count)))
        return
    print("engine      cards/min   first s   p50 s   p90 s   cpu p50   cpu p90   memory MB   growth MB")
    for name in [options.only] if options.only else available_engines():
        m = measure_together(name, options.folder, options.count, options.workers)
        memory = f"{m['memory_mb']:.0f}" + (f" + {m['child_mb']:.0f}" if m["child_mb"] > 1 else "")
        print(
            f"{name:<11} {m['cards_per_minute']:9.0f} {m['first']:9.2f} {m['p50']:7.2f} {m['p90']:7.2f}"
            f" {m['cpu_p50']:9.2f} {m['cpu_p90']:9.2f}   {memory:>9} {m['growth_mb']:11.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
