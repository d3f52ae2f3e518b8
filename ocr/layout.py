"""Lines -> rows in reading coordinates -> blocks: where each piece of text stands for a reader.

Reading coordinates are the picture turned and straightened so that the card's text runs left to right;
one unit is one pixel of the picture. Boxes shown to people are always made from the lines' own quads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr.geometry import angle, centre, height, length, span_quad, turned
from ocr.model import Box, Line

#: Lines that lean further than this from the card's direction do not belong to its running text.
ASIDE_DEGREES = 25.0
#: Marks that cards put between two values of one line; two blanks are such a mark too.
SEPARATOR = re.compile(r"\s*[|•·●▪■♦◆∙‧›»¦]\s*|\s{2,}|\s+(?:[*~]|I)\s+")

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_NUMBER_WITH_O = re.compile(r"(?<![\w@.])\d+O[\dO]*(?![\w@])")


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of one line, in reading coordinates: ``x``, ``y`` of its top left, ``w``, ``h`` of its text."""

    text: str
    x: float
    y: float
    w: float
    h: float
    confidence: float
    line: int
    start: int
    end: int
    aside: bool = False

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def middle(self) -> float:
        return self.x + self.w / 2


@dataclass(frozen=True)
class Page:
    """All rows of one card in reading order, and how the picture was turned to get them."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    rotate: int

    @cached_property
    def unit(self) -> float:
        """Typical text height: what "big" and "near" are measured in."""
        heights = sorted(row.h for row in self.rows if not row.aside)
        return heights[len(heights) // 2] if heights else 1.0

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of everything printed."""
        rows = self.rows or (Row("", 0, 0, 1, 1, 0, 0, 0, 0),)
        left, top = min(r.x for r in rows), min(r.y for r in rows)
        return left, top, max(r.right for r in rows) - left or 1.0, max(r.bottom for r in rows) - top or 1.0

    def box(self, row: Row, start: int = 0, end: int | None = None) -> Box:
        """Where characters ``start``..``end`` of a row are printed, in picture pixels."""
        line = self.lines[row.line]
        last = row.end if end is None else row.start + end
        return Box.of_points(span_quad(line.text, line.quad, row.start + start, last))


def arrange(lines: Sequence[Line]) -> Page:
    """Turn, straighten and order the lines of one card."""
    direction = reading_angle(lines)
    rows: list[Row] = []
    for index, line in enumerate(lines):
        lean = (angle(line.quad) - direction + 180) % 360 - 180
        rows.extend(_pieces(line, index, direction, abs(lean) > ASIDE_DEGREES))
    return Page(tuple(lines), tuple(reading_order(rows)), round(direction / 90) * 90 % 360)


def reading_angle(lines: Iterable[Line]) -> float:
    """The direction most of the text runs in, degrees clockwise from left-to-right.

    Each line votes with its length for its quarter; inside the winning quarter the weighted median counts.
    """
    votes = sorted((angle(line.quad), length(line.quad) * line.confidence**2) for line in lines)
    if not votes:
        return 0.0
    quarters: dict[int, float] = {}
    for degrees, weight in votes:
        quarter = round(degrees / 90) % 4
        quarters[quarter] = quarters.get(quarter, 0.0) + weight
    best = max(quarters, key=lambda q: quarters[q])
    offsets = sorted(((d - best * 90 + 180) % 360 - 180, w) for d, w in votes if round(d / 90) % 4 == best)
    half, reached = sum(w for _, w in offsets) / 2, 0.0
    for offset, weight in offsets:
        reached += weight
        if reached >= half:
            return best * 90 + offset
    return best * 90.0


def _pieces(line: Line, index: int, direction: float, aside: bool) -> Iterable[Row]:
    """One row for each part of a line between separators."""
    start = 0
    whole = plain_characters(line.text)
    cuts = [(m.start(), m.end()) for m in SEPARATOR.finditer(whole)]
    for cut_start, cut_end in [*cuts, (len(whole), len(whole))]:
        text = whole[start:cut_start]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            first = start + lead
            yield _row(line, index, first, first + len(text.strip()), text.strip(), direction, aside)
        start = cut_end


def plain_characters(text: str) -> str:
    """Full-width characters as ASCII and the letter O inside a number as 0; every place is kept."""
    narrow = text.translate(_FULL_WIDTH)
    return _NUMBER_WITH_O.sub(lambda match: match.group().replace("O", "0"), narrow)


def _row(line: Line, index: int, start: int, end: int, text: str, direction: float, aside: bool) -> Row:
    quad = span_quad(line.text, line.quad, start, end)
    x, y = turned(centre(quad), -direction)
    w, h = length(quad), height(quad)
    if aside:
        w, h = h, w
    return Row(text, x - w / 2, y - h / 2, w, h, line.confidence, index, start, end, aside)


def same_level(a: Row, b: Row) -> bool:
    """True when two rows stand side by side on one printed line."""
    overlap = min(a.bottom, b.bottom) - max(a.y, b.y)
    return overlap > 0.5 * min(a.h, b.h)


def reading_order(rows: Iterable[Row]) -> list[Row]:
    """Top to bottom, and left to right among rows on one level."""
    waiting = sorted(rows, key=lambda row: row.y + row.h / 2)
    ordered: list[Row] = []
    while waiting:
        level = [row for row in waiting if same_level(waiting[0], row)]
        ordered.extend(sorted(level, key=lambda row: row.x))
        waiting = [row for row in waiting if row not in level]
    return ordered


def gap_below(upper: Row, lower: Row) -> float:
    """Blank space between two stacked rows, in heights of the smaller one."""
    return (lower.y - upper.bottom) / max(1.0, min(upper.h, lower.h))


def aligned(a: Row, b: Row) -> bool:
    """True when two rows share their left edge, right edge or middle."""
    slack = 0.8 * max(a.h, b.h)
    return min(abs(a.x - b.x), abs(a.right - b.right), abs(a.middle - b.middle)) <= slack


def stacked(upper: Row, lower: Row, reach: float = 1.3) -> bool:
    """True when ``lower`` continues ``upper``: close under it, and aligned or overlapping with it."""
    gap = gap_below(upper, lower)
    if not -0.6 <= gap <= reach or upper.aside or lower.aside:
        return False
    shared = min(upper.right, lower.right) - max(upper.x, lower.x)
    return aligned(upper, lower) or shared > 0.6 * min(upper.w, lower.w)


def side_by_side(left: Row, right: Row, reach: float = 2.5) -> bool:
    """True when ``right`` follows ``left`` on the same level within ``reach`` text heights."""
    gap = right.x - left.right
    return same_level(left, right) and -0.5 * left.h <= gap <= reach * max(left.h, right.h)
