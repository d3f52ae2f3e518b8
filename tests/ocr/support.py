"""Lines and rows for tests, without an engine."""

from __future__ import annotations

from ocr.fields.context import Context
from ocr.geometry import words_of
from ocr.layout import Row, arrange
from ocr.model import Field, Line, ReadOptions
from ocr.reading import context_of, fields_of


def line(text: str, x: float = 50, y: float = 50, size: float = 30) -> Line:
    """One upright line of typical width."""
    width = 0.5 * size * len(text)
    quad = ((x, y), (x + width, y), (x + width, y + size), (x, y + size))
    return Line(text, 0.99, quad, words_of(text, 0.99, quad))


def column(*texts: str, size: float = 30, x: float = 50) -> tuple[Line, ...]:
    """Lines of one size under each other."""
    return tuple(line(text, x, 50 + i * size * 1.4, size) for i, text in enumerate(texts))


def rows(*texts: str) -> tuple[Row, ...]:
    """The rows of a column."""
    return arrange(column(*texts)).rows


def context(*lines: Line, options: ReadOptions = ReadOptions()) -> Context:
    return context_of(lines, options)


def fields(*lines: Line, options: ReadOptions = ReadOptions()) -> dict[str, list[Field]]:
    """Field name -> fields of a card made of these lines."""
    found: dict[str, list[Field]] = {}
    for field in fields_of(context_of(lines, options)):
        found.setdefault(field.name, []).append(field)
    return found


def values(*lines: Line, options: ReadOptions = ReadOptions()) -> dict[str, list[str]]:
    """Field name -> values."""
    return {name: [field.value for field in found] for name, found in fields(*lines, options=options).items()}
