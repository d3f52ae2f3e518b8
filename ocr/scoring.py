"""Linear scores over named evidence, and the calibration that turns a share into a promise."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "weights.json"


@cache
def fitted() -> Mapping[str, Any]:
    """The fitted weights and calibration curves that ship with the package (see docs/recognition.md)."""
    return dict(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def score(
    role: str, features: Mapping[str, float], weights: Mapping[str, Mapping[str, float]] | None = None
) -> float:
    """Log-odds of a candidate against leaving the role empty."""
    own = (weights or fitted()["weights"])[role]
    return sum(own.get(name, 0.0) * value for name, value in features.items())


Curves = Mapping[str, Mapping[str, list[float]]]


def curves_of(engine: str) -> Curves:
    """Field -> calibration curve measured for an engine; an engine without any takes the default's."""
    measured = fitted().get("calibration", {})
    return dict(measured.get(engine) or measured.get("rapidocr") or {})


def calibrated(field: str, raw: float, curves: Curves) -> float:
    """The measured chance that a value of ``field`` with this raw confidence needs no correction."""
    curve = curves.get(field)
    if not curve:
        return round(raw, 4)
    xs, ys = curve["raw"], curve["right"]
    at = bisect_right(xs, raw)
    if at == 0:
        return ys[0]
    if at == len(xs):
        return ys[-1]
    share = (raw - xs[at - 1]) / (xs[at] - xs[at - 1]) if xs[at] > xs[at - 1] else 0.0
    return round(ys[at - 1] + share * (ys[at] - ys[at - 1]), 4)
