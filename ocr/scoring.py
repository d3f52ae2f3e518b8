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


def calibrated(field: str, raw: float) -> float:
    """The measured chance that a value of ``field`` with this raw confidence needs no correction."""
    curve = fitted().get("calibration", {}).get(field)
    if not curve:
        return raw
    xs, ys = curve["raw"], curve["right"]
    at = bisect_right(xs, raw)
    if at == 0:
        return float(ys[0])
    if at == len(xs):
        return float(ys[-1])
    left, right = xs[at - 1], xs[at]
    share = (raw - left) / (right - left) if right > left else 0.0
    return round(float(ys[at - 1] + share * (ys[at] - ys[at - 1])), 4)
