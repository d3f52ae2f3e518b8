"""python -m ocr.evaluate FOLDER [--engine ..] [--compare FILE] [--save]

Reads every picture of a labelled folder, prints its evaluator's whole table, the worst cards and the
difference from the last committed result. FOLDER holds images/, labels.jsonl and evaluate.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ocr import OcrError, ReadOptions, best_engine, read_card
from ocr.predict import pictures_in, prediction

LAST = Path(__file__).parents[1] / "docs" / "benchmarks-ocr.json"
WORST = 10
NEEDED = ("images", "labels.jsonl", "evaluate.py")
HELP = """No labelled cards in {folder}.
A card set is a folder with images/ (one picture per card), labels.jsonl (one line per card: id, file, fields)
and evaluate.py (its scorer). Name one with CARDS=folder; docs/recognition.md tells how to label your own."""


@dataclass(frozen=True)
class Run:
    """One pass over a card set: predictions by card id."""

    engine: str
    predictions: dict[str, dict[str, Any]]


def judge_of(folder: Path) -> ModuleType:
    """The folder's own evaluate.py as a module."""
    spec = importlib.util.spec_from_file_location("card_evaluator", folder / "evaluate.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labels_of(folder: Path) -> list[dict[str, Any]]:
    """The label lines of a card set."""
    text = (folder / "labels.jsonl").read_text(encoding="utf-8")
    return [json.loads(row) for row in text.splitlines() if row.strip()]


def run(folder: Path, engine: str) -> Run:
    """Read every picture; one that cannot be read counts as an empty form."""
    predictions: dict[str, dict[str, Any]] = {}
    for path in pictures_in(folder):
        try:
            predictions[path.stem] = prediction(read_card(path.read_bytes(), ReadOptions(engine=engine)).fields)
        except OcrError as error:
            print(f"{path.stem}: {error}", file=sys.stderr)
            predictions[path.stem] = {}
    return Run(engine, predictions)


def summary(totals: dict[str, Any]) -> dict[str, Any]:
    """The few figures that are committed and compared (speed is bench.ocr's business)."""
    fields = {name: row["f1"] for name, row in totals["fields"].items()}
    return {
        "cards": totals["cards"],
        "corrections": totals["corrections_per_card"],
        "perfect": totals["card_perfect"],
        "mean_f1": totals["mean_f1"],
        **{f"f1_{name}": value for name, value in fields.items()},
        "phone_kind": totals["fields"]["phones"]["kind_accuracy"],
    }


def difference(now: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """One row per figure that changed."""
    rows = []
    for name, value in now.items():
        old = before.get(name)
        if isinstance(value, int | float) and isinstance(old, int | float) and value != old:
            rows.append(f"  {name:<14} {old:>8} -> {value:>8}  ({value - old:+.4f})")
    return rows or ["  no difference"]


def worst(cards: Sequence[dict[str, Any]]) -> list[str]:
    """The cards with most to correct: ids and field names only, never what is printed on them."""
    rows = []
    for card in sorted(cards, key=lambda row: -row["corrections"])[:WORST]:
        if card["corrections"]:
            fields = [name for name, r in card["res"].items() if r["fn"] or r["fp"]]
            rows.append(f"  {card['id']}  {card['corrections']} corrections: {', '.join(fields)}")
    return rows


def main(argv: list[str] | None = None) -> int:
    """0 when the table was printed, 2 when the folder is not a card set."""
    parser = argparse.ArgumentParser(
        prog="python -m ocr.evaluate", description="Measure recognition on labelled cards."
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("cards"))
    parser.add_argument("--engine", default=None)
    parser.add_argument("--compare", type=Path, default=LAST, help="JSON of earlier figures")
    parser.add_argument("--save", action="store_true", help="make these figures the ones to compare with")
    wanted = parser.parse_args(argv)
    if not all((wanted.folder / name).exists() for name in NEEDED):
        print(HELP.format(folder=wanted.folder), file=sys.stderr)
        return 2
    done = run(wanted.folder, wanted.engine or best_engine())
    judge, labels = judge_of(wanted.folder), labels_of(wanted.folder)
    _print_table(judge, labels, done)
    totals, cards = judge.evaluate(labels, done.predictions)
    now = summary(totals["all"])
    print("\nworst cards", *worst(cards), sep="\n")
    earlier = json.loads(wanted.compare.read_text(encoding="utf-8")) if wanted.compare.exists() else {}
    print(
        f"\nagainst the last committed result ({wanted.compare.name})",
        *difference(now, earlier.get(done.engine, {})),
        sep="\n",
    )
    if wanted.save:
        wanted.compare.write_text(
            json.dumps(earlier | {done.engine: now}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    return 0


def _print_table(judge: ModuleType, labels: list[dict[str, Any]], done: Run) -> None:
    """The evaluator's own words, from its own main()."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        label_file, found = Path(folder) / "labels.jsonl", Path(folder) / "predictions.jsonl"
        label_file.write_text("\n".join(json.dumps(label) for label in labels), encoding="utf-8")
        found.write_text(
            "\n".join(json.dumps({"id": i, "fields": f}) for i, f in done.predictions.items()), encoding="utf-8"
        )
        judge.main([str(label_file), str(found)])


if __name__ == "__main__":
    sys.exit(main())
