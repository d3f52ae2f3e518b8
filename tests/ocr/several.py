"""Pictures of several drawn cards on a table, and what stands on each."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from ocr.geometry import turned
from tests.ocr.draw import Card, draw_card

FONT = "DejaVuSans.ttf"
TABLE = "#8a6f52"


def lay_out(
    cards: Sequence[Card], places: Sequence[tuple[int, int, float]], size: tuple[int, int], table: str = TABLE
) -> Image.Image:
    """Cards on a table: for each the middle of it and the degrees it is turned clockwise."""
    picture = Image.new("RGB", size, table)
    for card, (x, y, degrees) in zip(cards, places, strict=True):
        drawn = card.picture(FONT)
        laid = drawn.convert("RGBA").rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
        picture.paste(laid, (x - laid.width // 2, y - laid.height // 2), laid)
    return picture
