"""A blank card and the few strokes every layout is made of. Lengths are pixels at about 310 dots per inch."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from server.demo.fonts import Font, Typeface

LONG, SHORT = 1050, 600
SMALLEST = 18


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a firm."""

    paper: str
    ink: str
    accent: str
    #: on the accent
    light: str = "#ffffff"


class Sheet:
    """A card being printed."""

    def __init__(self, size: tuple[int, int], palette: Palette, face: Typeface) -> None:
        self.picture = Image.new("RGB", size, palette.paper)
        self.pen = ImageDraw.Draw(self.picture)
        self.palette, self.face = palette, face
        self.width, self.height = size

    def fitted(self, text: str, size: int, room: int, *, bold: bool = False) -> Font:
        """The face at this size, or as much smaller as the text needs to fit into the room."""
        while size > SMALLEST:
            font = self.face.at(size, bold=bold)
            if self.pen.textlength(self.face.spelled(text), font=font) <= room:
                return font
            size -= 2
        return self.face.at(SMALLEST, bold=bold)

    def write(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        *,
        room: int | None = None,
        bold: bool = False,
        colour: str | None = None,
        anchor: str = "la",
    ) -> float:
        """One line; returns where the next one may begin. `anchor` as Pillow has it."""
        left = self.width - at[0] if anchor[0] == "l" else self.width
        font = self.fitted(text, size, room or round(left) - 40, bold=bold)
        self.pen.text(at, self.face.spelled(text), font=font, fill=colour or self.palette.ink, anchor=anchor)
        return at[1] + size * 1.35

    def lines(self, at: tuple[float, float], texts: list[str], size: int, **look: object) -> float:
        """Several lines; returns where the next one may begin."""
        x, y = at
        for text in texts:
            y = self.write((x, y), text, size, **look)  # type: ignore[arg-type]
        return y

    def mark(self, x: float, y: float, side: float, shape: int, colour: str, hollow: str) -> None:
        """A firm's mark: one of five shapes in a square."""
        pen, box, half = self.pen, (x, y, x + side, y + side), side / 2
        if shape == 0:
            pen.ellipse(box, fill=colour)
            pen.ellipse((x + side * 0.3, y + side * 0.3, x + side * 0.7, y + side * 0.7), fill=hollow)
        elif shape == 1:
            pen.polygon([(x + half, y), (x + side, y + side), (x, y + side)], fill=colour)
            pen.polygon([(x + half, y + half), (x + side * 0.72, y + side), (x + side * 0.28, y + side)], fill=hollow)
        elif shape == 2:
            for step in range(3):
                top = y + side * 0.36 * step
                pen.rectangle((x + side * 0.14 * step, top, x + side, top + side * 0.22), fill=colour)
        elif shape == 3:
            points = [
                (half, 0),
                (side, side * 0.27),
                (side, side * 0.73),
                (half, side),
                (0, side * 0.73),
                (0, side * 0.27),
            ]
            pen.polygon([(x + dx, y + dy) for dx, dy in points], fill=colour)
            pen.line((x + half, y + side * 0.2, x + half, y + side * 0.8), fill=hollow, width=round(side / 9))
        else:
            pen.pieslice(box, 180, 360, fill=colour)
            pen.rectangle((x, y + side * 0.62, x + side, y + side * 0.82), fill=colour)
