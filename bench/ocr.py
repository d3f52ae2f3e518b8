"""Cards per minute, p50 and p90 seconds and memory of each engine: `python -m bench.ocr [FOLDER]`.

Without a folder it reads drawn cards of invented people. Each engine runs in its own process, so that the
memory printed is its own; the first card, which loads the models, is timed apart.
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
    """Read every card once in this process, on one thread."""
    pictures = [path.read_bytes() for path in pictures_in(folder)[:count]] if folder else drawn(count)
    options = ReadOptions(engine=engine)
    started = time.perf_counter()
    read_card(pictures[0], options)
    warm = time.perf_counter() - started
    wall, cpu = [], []
    for picture in pictures:
        before, ticks = time.perf_counter(), time.process_time()
        read_card(picture, options)
        wall.append(time.perf_counter() - before)
        cpu.append(time.process_time() - ticks)
    wall.sort()
    cpu.sort()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return {
        "cards": len(wall),
        "cards_per_minute": 60 * len(wall) / sum(wall),
        "first": warm,
        "p50": wall[len(wall) // 2],
        "p90": wall[int(len(wall) * 0.9)],
        "cpu_p50": cpu[len(cpu) // 2],
        "cpu_p90": cpu[int(len(cpu) * 0.9)],
        "memory_mb": own / unit,
        "child_mb": child / unit,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--engine", help="measure this one in this process and print JSON")
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measure(options.engine, options.folder, options.count)))
        return
    print("engine      cards/min   first s   p50 s   p90 s   cpu p50   cpu p90   memory MB")
    for name in available_engines():
        command = [sys.executable, "-m", "bench.ocr", "--engine", name, "--count", str(options.count)]
        done = subprocess.run(
            [*command, *([str(options.folder)] if options.folder else [])], capture_output=True, text=True, check=True
        )
        m = json.loads(done.stdout)
        memory = f"{m['memory_mb']:.0f}" + (f" + {m['child_mb']:.0f}" if m["child_mb"] > 1 else "")
        print(
            f"{name:<11} {m['cards_per_minute']:9.0f} {m['first']:9.2f} {m['p50']:7.2f} {m['p90']:7.2f}"
            f" {m['cpu_p50']:9.2f} {m['cpu_p90']:9.2f}   {memory}"
        )


if __name__ == "__main__":
    main()
