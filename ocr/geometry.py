"""Quads, tilt and the place of a few characters inside a printed line."""

from __future__ import annotations

import math
import re
from itertools import accumulate

from ocr.model import Box, Point, Quad, Word

_NARROW = set("iljtf1I.,:;|!'’()[]·-/ ")
_WIDE = set("mwMW@%&")


def length(quad: Quad) -> float:
    """Length of a line along its own reading direction."""
    return math.dist(quad[0], quad[1])


def height(quad: Quad) -> float:
    """Height of a line across its reading direction."""
    return math.dist(quad[0], quad[3])


def angle(quad: Quad) -> float:
    """Direction of reading in degrees, clockwise from left-to-right, in -180..180."""
    (x0, y0), (x1, y1) = quad[0], quad[1]
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


def centre(quad: Quad) -> Point:
    """Middle of a quad."""
    return sum(p[0] for p in quad) / 4, sum(p[1] for p in quad) / 4


def turned(point: Point, degrees: float) -> Point:
    """``point`` turned clockwise around the origin (y grows downwards)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return point[0] * c - point[1] * s, point[0] * s + point[1] * c


def scaled(quad: Quad, factor: float) -> Quad:
    """The same quad in a picture ``factor`` times as large."""
    a, b, c, d = ((round(x * factor, 1), round(y * factor, 1)) for x, y in quad)
    return (a, b, c, d)


def part(quad: Quad, start: float, end: float) -> Quad:
    """The piece of a line between two shares (0..1) of its length."""

    def between(a: Point, b: Point, share: float) -> Point:
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share

    top_left, top_right, bottom_right, bottom_left = quad
    return (
        between(top_left, top_right, start),
        between(top_left, top_right, end),
        between(bottom_left, bottom_right, end),
        between(bottom_left, bottom_right, start),
    )


def _weight(character: str) -> float:
    if character in _NARROW:
        return 0.55
    if character in _WIDE or ord(character) > 0x2E80:
        return 1.6
    return 1.2 if character.isupper() else 1.0


def span_quad(text: str, quad: Quad, start: int, end: int) -> Quad:
    """Where characters ``start``..``end`` of a line are printed, by typical letter widths."""
    edges = [0.0, *accumulate(_weight(c) for c in text)]
    total = edges[-1] or 1.0
    return part(quad, edges[start] / total, edges[end] / total)


def words_of(text: str, confidence: float, quad: Quad) -> tuple[Word, ...]:
    """The words of a line whose engine gives no word boxes."""
    return tuple(
        Word(m.group(), confidence, Box.of_points(span_quad(text, quad, m.start(), m.end())))
        for m in re.finditer(r"\S+", text)
    )
