"""Drawn cards side by side on a table: the picture, and the lines a perfect engine reads from it."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from ocr.geometry import turned, words_of
from ocr.model import Line, Point, Quad
from tests.ocr.draw import HEIGHT, WIDTH, Card

FONT = "DejaVuSans.ttf"
TABLE = "#8a6f52"
#: The middle of a card on the table, and the degrees it is turned clockwise.
Place = tuple[int, int, float]


def on_table(cards: Sequence[Card], places: Sequence[Place], size: tuple[int, int]) -> Image.Image:
    """The picture."""
    picture = Image.new("RGB", size, TABLE)
    for card, (x, y, degrees) in zip(cards, places, strict=True):
        laid = card.picture(FONT).convert("RGBA").rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
        picture.paste(laid, (x - laid.width // 2, y - laid.height // 2), laid)
    return picture


def lines_on_table(cards: Sequence[Card], places: Sequence[Place]) -> tuple[Line, ...]:
    """The lines of all cards, where they lie."""
    return tuple(_moved(line, place) for card, place in zip(cards, places, strict=True) for line in card.lines())


def _moved(line: Line, place: Place) -> Line:
    def at(point: Point) -> Point:
        x, y = turned((point[0] - WIDTH / 2, point[1] - HEIGHT / 2), place[2])
        return x + place[0], y + place[1]

    a, b, c, d = (at(point) for point in line.quad)
    quad: Quad = (a, b, c, d)
    return Line(line.text, line.confidence, quad, words_of(line.text, line.confidence, quad))
