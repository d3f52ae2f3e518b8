"""What is left of the card when mail, web and phones are taken out: the text that people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.fields.found import Span, blanked
from ocr.fields.labels import is_only_label, labels_in
from ocr.layout import Row
from ocr.text import digits, letters

_EDGE = " \t:;,.|/\\-–—_*•·~=<>[]{}\"'’`°#+"
_PHONE_ROLES = {"mobile", "fax", "work", "home", "email", "web", "id", "skype"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of unclaimed text with its place among the others.

    ``row`` is the geometry of the whole row; ``label`` is "address" when such a label stood before it.
    """

    index: int
    span: Span
    text: str
    row: Row
    label: str | None = None
    #: True when the row also held a phone, a mail or the like.
    shared: bool = False


def find_fragments(rows: Sequence[Row], taken: Sequence[Span]) -> list[Fragment]:
    """The unclaimed pieces in reading order, labels stripped."""
    pieces = [
        piece
        for index, (row, text) in enumerate(zip(rows, blanked(rows, taken), strict=True))
        for piece in _of_row(index, row, text)
    ]
    return [Fragment(i, span, text, row, label, shared) for i, (span, text, row, label, shared) in enumerate(pieces)]


def _of_row(index: int, row: Row, text: str) -> Iterator[tuple[Span, str, Row, str | None, bool]]:
    shared = "\x00" in text
    for match in re.finditer(r"[^\x00]+", text):
        start, end = match.start(), match.end()
        label, start = _leading_label(text, start, end)
        end = _without_trailing_label(text, start, end, shared)
        start, end = _trimmed(text, start, end)
        piece = text[start:end]
        if letters(piece) + digits(piece) >= 2 and not (_is_label(piece) and (shared or len(piece) < 7)):
            yield Span(index, start, end), piece, row, label, shared


def _is_label(piece: str) -> bool:
    return is_only_label(piece.strip("()[] ")) in _PHONE_ROLES


def _leading_label(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Skip "Address:" and the like; a bare word without a colon may be part of the value."""
    for label_start, label_end, role in labels_in(text[start:end]):
        before = re.sub(r"[\W_]", "", text[start : start + label_start])
        after = text[start + label_end : end]
        if before or not re.match(r"\s*[:：]", after):
            break
        return ("address" if role in {"address", "work", "home"} else role), start + label_end
    return None, start


def _without_trailing_label(text: str, start: int, end: int, shared: bool) -> int:
    """Cut "... Tel:" off the end of a piece that stood before a number."""
    if not shared or end >= len(text):
        return end
    for label_start, label_end, role in reversed(labels_in(text[start:end])):
        if role in _PHONE_ROLES and not re.search(r"[^\W\d_]{3,}", text[start + label_end : end]):
            return start + label_start
        break
    letter = re.search(r"(?<!\w)[A-Za-z]{1,2}\s*[.:：)]?\s*[(+]*$", text[start:end])
    return start + letter.start() if letter else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop punctuation at both ends, but keep a closing dot of "Inc." and an opening "# 4"."""
    while start < end and text[start] in _EDGE.replace("#", ""):
        start += 1
    while end > start and text[end - 1] in _EDGE.replace(".", ""):
        end -= 1
    if text[start:end].count(")") > text[start:end].count("(") and text[end - 1] == ")":
        end -= 1
    return start, end
