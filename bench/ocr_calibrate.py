"""Measure how right each confidence is and write the curves: `python -m bench.ocr_calibrate FOLDER`.

Run it after bench.ocr_fit, on the same labelled folder. Every card is read with weights that never saw
it. A curve rises with the raw confidence (pooled adjacent violators, smoothed); a value is shown as sure
(>= 0.9) only from the raw confidence on above which PRECISION of the values were right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from bench.ocr_fit import Card, drawn_cards, fit_all, folds_of, load
from ocr.model import Field
from ocr.predict import SINGLE
from ocr.reading import fields_of
from ocr.scoring import WEIGHTS, calibrated

SURE = 0.9
#: Per field; together with the nearly always right mail, web and phone fields this keeps the promise of 98 %.
PRECISION = 0.98
SHORT = {own: short for short, own in SINGLE.items()}
SEVERAL = {"email": "emails", "phone": "phones", "website": "websites"}

Seen = dict[str, list[tuple[float, bool]]]


def is_right(judge: ModuleType, label: dict[str, Any], field: Field) -> bool | None:
    """Whether a person would leave the value as it is; None where the label does not say."""
    if field.name in SEVERAL:
        key = SEVERAL[field.name]
        wanted = [value for value, _ in judge.values(key, label["fields"])]
        wanted += (label.get("optional") or {}).get(key) or []
        return any(judge.same(key, value, field.value) for value in wanted)
    key = SHORT.get(field.name)
    if key is None or key in (label.get("skip") or ()):
        return None
    wanted = [label["fields"][key], *((label.get("alt") or {}).get(key) or [])] if label["fields"].get(key) else []
    return bool(judge.ok_text(key, wanted, field.value))


def held_out(
    cards: Sequence[Card], drawn: list[Card], names: dict[str, list[str]], judge: ModuleType, folds: int
) -> Seen:
    """Field -> (raw confidence, right) of every value, each card read by weights that never saw it."""
    seen: Seen = defaultdict(list)
    for kept, held in folds_of(cards, folds):
        weights = fit_all([*kept, *drawn], names)
        for card in held:
            for field in fields_of(card.context, weights=weights, curves={}):
                right = is_right(judge, card.label, field)
                if right is not None:
                    seen[field.name].append((field.confidence, right))
    return seen


def curve(values: list[tuple[float, bool]]) -> dict[str, list[float]]:
    """Raw confidence -> chance of being right, as knots of a rising line."""
    ordered = sorted(values)
    blocks: list[list[float]] = []
    for raw, right in ordered:
        blocks.append([raw, float(right), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            _, good, count = blocks.pop()
            blocks[-1][1] += good
            blocks[-1][2] += count
    prior = sum(right for _, right in ordered) / len(ordered)
    xs = [block[0] for block in blocks]
    ys = [(good + prior) / (count + 1.0) for _, good, count in blocks]
    gate = sure_from(ordered)
    below = [(x, min(y, SURE - 0.01)) for x, y in zip(xs, ys, strict=True) if x < gate]
    above = [(gate, SURE), (max(gate, 1.0), 0.99)] if gate <= 1.0 else []
    knots = [(0.0, min([y for _, y in below] or [0.3])), *below, *above]
    knots = [(x, y) for i, (x, y) in enumerate(knots) if i == 0 or x > knots[i - 1][0] or y > knots[i - 1][1]]
    rising = np.maximum.accumulate([y for _, y in knots])
    return {"raw": [round(x, 4) for x, _ in knots], "right": [round(float(y), 4) for y in rising]}


def sure_from(ordered: Sequence[tuple[float, bool]]) -> float:
    """The lowest raw confidence from which on PRECISION of the values are right; above 1 if there is none."""
    wrong, gate = 0, 2.0
    for count, (raw, right) in enumerate(reversed(ordered), start=1):
        wrong += not right
        if wrong <= (1 - PRECISION) * count:
            gate = raw
    return gate


def report(seen: Seen, curves: dict[str, dict[str, list[float]]]) -> None:
    """What the promise would have been worth."""
    totals = np.zeros(3, dtype=int)
    for name, values in seen.items():
        own = [(calibrated(name, raw, curves) >= SURE, good) for raw, good in values]
        counts = np.array([sum(sure for sure, _ in own), sum(g for _, g in own), sum(s and g for s, g in own)])
        print(f"  {name:<12} values {len(own):4d}  {_shares(*counts)}")
        totals += counts
    print(f"  {'together':<12} {'':11}  {_shares(*totals)}")


def _shares(sure: int, right: int, both: int) -> str:
    return f"sure {sure:4d}  right of sure {both / max(1, sure):.3f}  right shown sure {both / max(1, right):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="rapidocr")
    parser.add_argument("--cache", type=Path, default=Path("var/ocr-fit"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--drawn", type=int, default=10)
    parser.add_argument("--dry", action="store_true")
    options = parser.parse_args()
    cards, names, judge = load(options.folder, options.engine, options.cache)
    seen = held_out(cards, drawn_cards(judge, names, options.drawn), names, judge, options.folds)
    curves = {name: curve(values) for name, values in seen.items()}
    report(seen, curves)
    if not options.dry:
        kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        kept.setdefault("calibration", {})[options.engine] = curves
        WEIGHTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
