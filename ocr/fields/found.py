"""What an exact finder gives back: a value, its place, and how sure the pattern alone is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.layout import Row


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start``..``end`` of row number ``row``."""

    row: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.row == other.row and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Found:
    """A value a finder is ready to stand for."""

    field: str
    value: str
    spans: tuple[Span, ...]
    confidence: float
    rule: str
    kind: str | None = None
    e164: str | None = None
    #: Where the same value is printed again.
    echoes: tuple[Span, ...] = ()


def each_once(found: Iterable[Found], key: Callable[[Found], str]) -> list[Found]:
    """One of each value, in order; the first keeps the places of the others as echoes."""
    unique: dict[str, Found] = {}
    for one in found:
        first = unique.get(key(one))
        unique[key(one)] = replace(first, echoes=first.echoes + one.spans) if first else one
    return list(unique.values())


def whole(index: int, row: Row) -> Span:
    """The span of a whole row."""
    return Span(index, 0, len(row.text))


def blanked(rows: Sequence[Row], spans: Iterable[Span]) -> list[str]:
    """Row texts with the spans already spoken for replaced by a mark that no pattern matches."""
    texts = [row.text for row in rows]
    for span in spans:
        text = texts[span.row]
        texts[span.row] = text[: span.start] + "\x00" * (span.end - span.start) + text[span.end :]
    return texts
