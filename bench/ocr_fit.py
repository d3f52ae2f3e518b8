"""Fit the weights of ocr/weights.json on a labelled folder: `python -m bench.ocr_fit FOLDER`.

FOLDER holds labels.jsonl, images/ and evaluate.py. Lines are read once and kept in --cache, so that a
second run takes seconds. Each role is a choice among its candidates and "none": the weights maximise the
log-likelihood of the accepted candidates under an L2 penalty. Figures come from --folds-fold
cross-validation; the shipped weights are fitted on all cards afterwards.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ocr.assemble import FINDERS, ROLES
from ocr.engines import engine
from ocr.fields.context import Context
from ocr.model import Line, ReadOptions
from ocr.predict import prediction
from ocr.prepare import fit as fit_size
from ocr.prepare import open_picture
from ocr.reading import context_of, fields_of, written_value
from ocr.scoring import WEIGHTS
from tests.ocr.draw import draw_card, lands

#: The strongest pull to zero that repeated cross-validation did not punish.
PENALTY = {"name": 0.006, "title": 0.006, "company": 0.006, "address": 0.006}
STEPS = 500
#: A drawn card says less about real print than a real one.
DRAWN_WEIGHT = 0.25
#: Scripts of which the labelled set has almost nothing.
SCARCE = {"ja", "zh", "ko"}
#: Evidence that labelled cards cannot weigh: what an organisation already knows, and that the first of two
#: equal offices is the main one (labels accept either). Set by hand.
GIVEN = {
    "company": {"known": 3.0, "own_product": -4.0, "part_of_firm": -2.0},
    "name": {"own_product": -4.0},
    "address": {"later_office": -1.5},
}
START = {"together": {"same_row": 0.3, "near": 0.8, "distance": -0.8, "title_first": -0.8}}


def evaluator(folder: Path) -> ModuleType:
    """The folder's own evaluate.py as a module."""
    spec = importlib.util.spec_from_file_location("card_evaluator", folder / "evaluate.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder} has no evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines_of(folder: Path, label: dict[str, Any], engine_name: str, cache: Path) -> tuple[Line, ...]:
    """The engine's lines of one card, read once."""
    kept = cache / f"{engine_name}-{label['id']}.pickle"
    if not kept.exists():
        options = ReadOptions()
        picture = open_picture((folder / "images" / label["file"]).read_bytes(), options.limits)
        lines = engine(engine_name).read(fit_size(picture, options.limits.max_side)[0], options)
        kept.write_bytes(pickle.dumps(lines))
    return tuple(pickle.loads(kept.read_bytes()))


class Card:
    """A labelled card: for each role the feature rows of its candidates and which are accepted."""

    def __init__(
        self,
        label: dict[str, Any],
        context: Context,
        judge: ModuleType,
        names: dict[str, list[str]],
        weight: float = 1.0,
    ):
        self.label, self.context, self.weight = label, context, weight
        self.rows: dict[str, np.ndarray] = {}
        self.good: dict[str, np.ndarray] = {}
        self.none_good: dict[str, bool] = {}
        skip = set(label.get("skip") or ())
        for role in ROLES:
            if role in skip:
                continue
            want = [label["fields"][role]] if label["fields"].get(role) else []
            want += (label.get("alt") or {}).get(role) or [] if want else []
            candidates = FINDERS[role](context)
            values = [written_value(role, c.text, context) for c in candidates]
            good = np.array([bool(want) and judge.ok_text(role, want, value) for value in values], dtype=bool)
            if want and not good.any():
                continue
            self.rows[role] = matrix([c.features for c in candidates], names[role])
            self.good[role], self.none_good[role] = good, not want


def matrix(rows: Sequence[dict[str, float]], names: list[str]) -> np.ndarray:
    """Feature rows in a fixed order; new names are appended to ``names``."""
    names.extend(sorted({name for row in rows for name in row} - set(names)))
    return np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(len(rows), len(names))


def padded(matrix: np.ndarray, width: int) -> np.ndarray:
    return np.pad(matrix, ((0, 0), (0, width - matrix.shape[1]))) if matrix.size else np.zeros((0, width))


def fit_role(cards: Iterable[Card], role: str, width: int, penalty: float) -> np.ndarray:
    """Adam on the penalised log-likelihood of the accepted choices. "None" is a row of zeros."""
    own = [card for card in cards if role in card.rows]
    rows = np.concatenate([np.vstack([padded(c.rows[role], width), np.zeros(width)]) for c in own])
    good = np.concatenate([np.append(c.good[role], c.none_good[role]) for c in own]).astype(float)
    sizes = np.array([len(c.good[role]) + 1 for c in own])
    starts, weight = np.concatenate([[0], sizes.cumsum()[:-1]]), np.repeat([c.weight for c in own], sizes)
    pull = penalty * sum(c.weight for c in own) * 0.5
    w, m, v = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        scores = rows @ w
        p = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        p /= np.repeat(np.add.reduceat(p, starts), sizes)
        q = p * good
        q /= np.repeat(np.maximum(np.add.reduceat(q, starts), 1e-12), sizes)
        gradient = pull * w - rows.T @ (weight * (q - p))
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        rate = 0.05 * min(1.0, 3 * (1 - step / (STEPS + 1)))
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def fit_all(cards: Sequence[Card], names: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Weights of every role."""
    weights = dict(START)
    for role in ROLES:
        w = fit_role(cards, role, len(names[role]), PENALTY[role])
        weights[role] = {n: round(float(x), 4) for n, x in zip(names[role], w, strict=True)} | GIVEN.get(role, {})
    return weights


def load(folder: Path, engine_name: str, cache: Path) -> tuple[list[Card], dict[str, list[str]], ModuleType]:
    """All labelled cards with their candidates."""
    cache.mkdir(parents=True, exist_ok=True)
    judge = evaluator(folder)
    names: dict[str, list[str]] = {role: [] for role in ROLES}
    labels = [json.loads(row) for row in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines() if row]
    cards = [
        Card(label, context_of(lines_of(folder, label, engine_name, cache), ReadOptions()), judge, names)
        for label in labels
    ]
    return cards, names, judge


def drawn_cards(judge: ModuleType, names: dict[str, list[str]], each: int) -> list[Card]:
    """Cards of invented people for the lands and scripts that the labelled set lacks."""
    drawn = [draw_card(land, seed) for land in lands() for seed in range(each * (3 if land in SCARCE else 1))]
    return [
        Card({"id": "drawn", **c.truth}, context_of(c.lines(), ReadOptions()), judge, names, DRAWN_WEIGHT)
        for c in drawn
    ]


def predictions(cards: Sequence[Card], weights: dict[str, dict[str, float]]) -> dict[str, dict[str, Any]]:
    """Evaluator-shaped predictions under these weights."""
    return {card.label["id"]: prediction(fields_of(card.context, weights=weights, curves={})) for card in cards}


def folds_of(cards: Sequence[Card], folds: int) -> Iterator[tuple[list[Card], list[Card]]]:
    """(cards to fit on, cards held out); cards of one firm share a fold."""
    groups = sorted({group_of(card) for card in cards})
    place = {group: i % folds for i, group in enumerate(np.random.default_rng(7).permutation(groups))}
    for fold in range(folds):
        yield (
            [card for card in cards if place[group_of(card)] != fold],
            [card for card in cards if place[group_of(card)] == fold],
        )


def cross_validated(
    cards: Sequence[Card], drawn: list[Card], names: dict[str, list[str]], folds: int
) -> dict[str, dict[str, Any]]:
    """Predictions for every card by weights that never saw it."""
    result: dict[str, dict[str, Any]] = {}
    for kept, held in folds_of(cards, folds):
        result |= predictions(held, fit_all([*kept, *drawn], names))
    return result


def group_of(card: Card) -> str:
    """Cards of one firm look alike, so they must not be split between fitting and testing."""
    sites = card.label["fields"].get("websites") or [
        m.split("@")[1] for m in card.label["fields"].get("emails") or []
    ]
    return str(sites[0]).casefold().replace("www.", "") if sites else str(card.label["id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="rapidocr")
    parser.add_argument("--cache", type=Path, default=Path("var/ocr-fit"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--drawn", type=int, default=10, help="drawn cards of each land that join the fitting")
    parser.add_argument("--dry", action="store_true", help="only cross-validate, write nothing")
    parser.add_argument("--cards", action="store_true", help="list what is wrong on each card")
    options = parser.parse_args()
    cards, names, judge = load(options.folder, options.engine, options.cache)
    drawn = drawn_cards(judge, names, options.drawn)
    for role in ROLES:
        asked = sum(role not in (card.label.get("skip") or ()) for card in cards)
        print(f"{role}: a candidate is right on {sum(role in card.rows for card in cards)} of {asked} cards")
    labels = [card.label for card in cards]
    held_out = cross_validated(cards, drawn, names, options.folds)
    report("cross-validated", judge, labels, held_out)
    if options.cards:
        show_errors(judge, labels, held_out)
    weights = fit_all([*cards, *drawn], names)
    report("fitted on all", judge, labels, predictions(cards, weights))
    if not options.dry:
        kept = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
        WEIGHTS.write_text(json.dumps(kept | {"weights": weights}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def report(title: str, judge: ModuleType, labels: list[dict[str, Any]], found: dict[str, Any]) -> None:
    """One line of totals and the F1 of every field."""
    totals = judge.evaluate(labels, found)[0]["all"]
    fields = "  ".join(f"{k} {v['f1']:.3f}" for k, v in totals["fields"].items())
    print(f"{title}: corrections {totals['corrections_per_card']}, perfect {totals['card_perfect']}", end="")
    print(f", mean F1 {totals['mean_f1']}\n  {fields}")


def show_errors(judge: ModuleType, labels: list[dict[str, Any]], found: dict[str, Any]) -> None:
    """Every wrong value, for the person who improves the rules."""
    for label, row in zip(labels, judge.evaluate(labels, found)[1], strict=True):
        for field, result in row["res"].items():
            if result["fn"] or result["fp"]:
                print(
                    label["id"], field, "| WANT", label["fields"].get(field), "| GOT", found[label["id"]].get(field)
                )


if __name__ == "__main__":
    main()
