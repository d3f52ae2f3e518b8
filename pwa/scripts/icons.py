"""Draws the PNG twins of public/icons/icon.svg; run after changing the mark: `python scripts/icons.py`."""

from pathlib import Path

from PIL import Image, ImageDraw

GROUND, SIGNAL, PAPER = "#0b1611", "#c8f23c", "#fffcf5"
FINE = 4  # drawn this many times larger, then shrunk: smooth edges
OUT = Path(__file__).resolve().parent.parent / "public" / "icons"


def draw(size: int, inset: float, round_corners: bool) -> Image.Image:
    """The mark on a square of `size` pixels; `inset` is the share of the side left free around it."""
    full = size * FINE
    image = Image.new("RGBA", (full, full), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, full, full), full * 0.22 if round_corners else 0, fill=GROUND)
    scale = full * (1 - 2 * inset) / 512

    def at(*points: float) -> list[float]:
        return [full * inset + p * scale for p in points]

    def line(points: list[float], width: float, colour: str) -> None:
        thick = round(width * scale)
        pen.line(at(*points), fill=colour, width=thick, joint="curve")
        for x, y in zip(points[::2], points[1::2], strict=True):
            r = width / 2
            pen.ellipse(at(x - r, y - r, x + r, y + r), fill=colour)

    line([112, 190, 112, 394, 400, 394, 400, 190], 36, SIGNAL)
    pen.rounded_rectangle(at(168, 104, 344, 216), 16 * scale, fill=PAPER)
    line([196, 146, 272, 146], 16, GROUND)
    line([196, 176, 316, 176], 16, GROUND)
    line([256, 244, 256, 326], 28, SIGNAL)
    line([216, 290, 256, 330, 296, 290], 28, SIGNAL)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw(192, 0, round_corners=True).save(OUT / "icon-192.png", optimize=True)
    draw(512, 0, round_corners=True).save(OUT / "icon-512.png", optimize=True)
    draw(512, 0.12, round_corners=False).save(OUT / "icon-maskable-512.png", optimize=True)
    draw(180, 0.04, round_corners=False).convert("RGB").save(OUT / "icon-180.png", optimize=True)
