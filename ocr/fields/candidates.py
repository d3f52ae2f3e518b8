"""One piece of text standing for one role, with the evidence for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from ocr.fields.context import Context
from ocr.fields.found import Span
from ocr.fields.fragments import Fragment
from ocr.fields.lexicon import legal_form
from ocr.layout import gap_below
from ocr.text import has_cjk, letters

#: Where one printed line may hold two values.
_CUT = re.compile(r"\s*,\s+|\s+[-–—/]\s*|\s*[-–—/]\s+|\s+(?=\()|(?<=\w)\s*[:：]\s*")


@dataclass(frozen=True)
class Candidate:
    """A text for a role; ``parts`` are the fragments it is made of, ``features`` the evidence."""

    role: str
    text: str
    spans: tuple[Span, ...]
    parts: tuple[Fragment, ...]
    features: dict[str, float] = field(default_factory=dict)
    #: True when it is only a piece of a printed fragment.
    cut: bool = False

    def overlaps(self, other: Candidate) -> bool:
        return any(a.overlaps(b) for a in self.spans for b in other.spans)

    @property
    def confidence(self) -> float:
        """Lowest OCR confidence of its lines."""
        return min(part.row.confidence for part in self.parts)


def single(role: str, fragment: Fragment) -> Candidate:
    """The whole fragment."""
    return Candidate(role, fragment.text, (fragment.span,), (fragment,))


def joined(role: str, parts: Sequence[Fragment]) -> Candidate:
    """Several fragments read as one value."""
    glue = "" if all(has_cjk(part.text) for part in parts) else " "
    text = glue.join(part.text for part in parts)
    return Candidate(role, text, tuple(part.span for part in parts), tuple(parts))


def pieces(role: str, fragment: Fragment) -> Iterator[Candidate]:
    """Beginnings and ends of a fragment at its commas, dashes, brackets and legal form."""
    cuts = {(m.start(), m.end()) for m in _CUT.finditer(fragment.text) if m.start() > 0}
    form = legal_form(fragment.text)
    if form and form[0] > 0 and form[1] < len(fragment.text):
        cuts.add((form[1], form[1]))
    for cut_start, cut_end in sorted(cuts):
        for start, end in ((0, cut_start), (cut_end, len(fragment.text))):
            while end > start and fragment.text[start] in " ,-–—/|.":
                start += 1
            text = fragment.text[start:end]
            if letters(text) >= 2:
                span = Span(fragment.span.row, fragment.span.start + start, fragment.span.start + end)
                yield Candidate(role, text, (span,), (fragment,), cut=True)


def stacks(context: Context, longest: int, height_slack: float) -> Iterator[tuple[Fragment, ...]]:
    """Chains of two or more fragments, each stacked under or following the one before, of like height."""

    def grow(chain: tuple[Fragment, ...]) -> Iterator[tuple[Fragment, ...]]:
        if len(chain) > 1:
            yield chain
        if len(chain) == longest:
            return
        last = chain[-1]
        nexts = [context.fragments[i] for i in context.below[last.index][:2]]
        beside = context.right_of(last)
        for follower in [*nexts, *([beside] if beside else [])]:
            tall, low = max(last.row.h, follower.row.h), min(last.row.h, follower.row.h)
            if follower not in chain and tall <= height_slack * low:
                yield from grow((*chain, follower))

    for fragment in context.fragments:
        if not fragment.row.aside:
            yield from grow((fragment,))


def shape(context: Context, candidate: Candidate) -> dict[str, float]:
    """Evidence from size and place alone, the same for every role."""
    first = candidate.parts[0]
    high = max(part.row.h for part in candidate.parts)
    return {
        "bias": 1.0,
        "cut": float(candidate.cut),
        "parts": float(len(candidate.parts) - 1),
        "size": max(-1.0, min(1.5, log(max(1.0, high) / context.page.unit))),
        "tallest": float(high >= 0.97 * context.tallest),
        "depth": context.at_height(first),
        "top": float(first.index == 0),
        "aside": float(first.row.aside),
        "shared": float(first.shared),
        "unsure": 1.0 - candidate.confidence,
        "label": float(first.label is not None),
    }


def evenness(parts: Sequence[Fragment]) -> dict[str, float]:
    """How much the joined fragments look like one printed value."""
    if len(parts) < 2:
        return {}
    heights = [part.row.h for part in parts]
    gaps = [gap_below(a.row, b.row) for a, b in pairwise(parts)]
    return {
        "uneven": log(max(heights) / max(1.0, min(heights))),
        "far": max(0.0, max(gaps) - 0.4),
        "level": float(any(g < -0.6 for g in gaps)),
        "case_break": float(len({part.text.isupper() for part in parts}) > 1),
    }


#: A value does not end with one of these: the next line belongs to it.
_OPEN_END = re.compile(
    r"(?i)(?:\b(?:of|and|for|the|de|des|du|del|della|di|da|do|für|und|von|et|y|e|i|en|van|voor|w|z)|[-&,+/])\s*$"
)


def loose_ends(context: Context, raw: Candidate) -> dict[str, float]:
    """Signs that the value was cut off: a word that needs a next one, or a next line in lower case."""
    inside = {part.index for part in raw.parts}
    last = raw.parts[-1]
    under = [context.fragments[i] for i in context.below[last.index][:1] if i not in inside]
    following = [f for f in under if 0.75 < f.row.h / last.row.h < 1.33]
    return {
        "dangling": float(bool(_OPEN_END.search(raw.text))),
        "lower_below": float(any(f.text[:1].islower() for f in following)),
        "starts_lower": float(raw.text[:1].islower()),
    }
