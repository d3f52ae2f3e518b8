"""What a reading is made of. Frozen values; boxes are in pixels of the upright stored picture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Point = tuple[float, float]
#: Corners of a line in its own reading direction: top left, top right, bottom right, bottom left.
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: left, top, width, height in pixels."""

    x: int
    y: int
    w: int
    h: int

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all ``boxes`` (at least one)."""
        kept = list(boxes)
        left, top = min(b.x for b in kept), min(b.y for b in kept)
        right, bottom = max(b.x + b.w for b in kept), max(b.y + b.h for b in kept)
        return Box(left, top, right - left, bottom - top)

    @staticmethod
    def of_points(points: Iterable[Point]) -> Box:
        """The smallest upright box around ``points``."""
        kept = list(points)
        left, top = min(p[0] for p in kept), min(p[1] for p in kept)
        right, bottom = max(p[0] for p in kept), max(p[1] for p in kept)
        return Box(round(left), round(top), round(right - left), round(bottom - top))


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word, its confidence 0..1 and its place."""

    text: str
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line as the engine gave it; ``quad`` keeps its tilt, ``box`` is upright."""

    text: str
    confidence: float
    quad: Quad
    words: tuple[Word, ...] = ()

    @property
    def box(self) -> Box:
        return Box.of_points(self.quad)


@dataclass(frozen=True, slots=True)
class Field:
    """One value found on the card.

    ``confidence`` is the calibrated chance (0..1) that nobody has to correct the value, ``rule`` says
    which evidence found it, ``kind`` is work|mobile|fax|home for a phone, ``e164`` its dialable form.
    """

    name: str
    value: str
    confidence: float
    box: Box | None
    rule: str
    kind: str | None = None
    e164: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or other code on the card: its symbology, its payload, its place."""

    symbology: str
    payload: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class CardReading:
    """Everything one engine read on one picture, and how.

    ``width`` and ``height`` are of the upright stored picture; ``rotate`` is the number of degrees the
    picture must be turned counter-clockwise to be read (0, 90, 180 or 270). ``others`` are further cards
    on the same picture; nothing of them is in this one, and ``ms`` is the time for all.
    """

    engine: str
    engine_version: str
    params: Mapping[str, Any]
    ms: int
    width: int
    height: int
    rotate: int
    full_text: str
    mean_confidence: float
    lines: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    codes: tuple[Code, ...] = ()
    others: tuple[CardReading, ...] = ()

    def all(self, name: str) -> tuple[Field, ...]:
        """Every field called ``name``, in the order they stand on the card."""
        return tuple(f for f in self.fields if f.name == name)

    def first(self, name: str) -> Field | None:
        """The field called ``name``, if the card has one."""
        return next((f for f in self.fields if f.name == name), None)

    def to_json(self) -> str:
        """One line of JSON; ``from_json`` gives an equal reading back."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> CardReading:
        """The reading that ``to_json`` wrote."""
        return _reading(json.loads(text))


def _reading(data: dict[str, Any]) -> CardReading:
    data["lines"] = tuple(_line(x) for x in data["lines"])
    data["fields"] = tuple(Field(**{**x, "box": _box(x["box"])}) for x in data["fields"])
    data["codes"] = tuple(Code(**{**x, "box": _box(x["box"])}) for x in data["codes"])
    data["others"] = tuple(_reading(x) for x in data["others"])
    return CardReading(**data)


def _box(data: Mapping[str, int] | None) -> Box | None:
    return Box(**data) if data else None


def _line(data: Mapping[str, Any]) -> Line:
    corners = [(float(x), float(y)) for x, y in data["quad"]]
    words = tuple(Word(w["text"], w["confidence"], Box(**w["box"])) for w in data["words"])
    return Line(data["text"], data["confidence"], (corners[0], corners[1], corners[2], corners[3]), words)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a picture may cost. The defaults are what docs/security.md promises."""

    max_bytes: int = 8 * 1024 * 1024
    max_pixels: int = 30_000_000
    #: Longest side given to the engine; larger pictures are shrunk, boxes are scaled back.
    max_side: int = 1600
    #: A card has some ten lines; a page of text is cut here.
    max_lines: int = 150
    seconds: float = 20.0
    memory_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What this organisation already knows: helps the next reading, never invents a value."""

    #: Companies of earlier leads, as people wrote them.
    companies: tuple[str, ...] = ()
    #: Mail or web domain -> company, as earlier leads agreed.
    domains: Mapping[str, str] = field(default_factory=dict)
    #: The organisation's own product and stand names, which are never a company or a person.
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. ``engine`` None takes the best installed one; ``country`` is an ISO code or None."""

    engine: str | None = None
    languages: tuple[str, ...] = ("en", "de")
    country: str | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    limits: Limits = field(default_factory=Limits)
    threads: int = 1
    read_codes: bool = True
