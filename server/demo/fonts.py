"""Typefaces of this machine. Where it has none we know, Pillow's own is taken: plain letters only, but sharp."""

import os
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
)
#: (regular, bold) of every family we like, by the manner they speak in
FAMILIES = {
    "plain": (
        ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
        ("Arial.ttf", "Arial Bold.ttf"),
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ),
    "wide": (
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        ("Verdana.ttf", "Verdana Bold.ttf"),
        ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ),
    "narrow": (
        ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf"),
        ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
        ("Arial Narrow.ttf", "Arial Narrow Bold.ttf"),
    ),
    "serif": (
        ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
        ("Georgia.ttf", "Georgia Bold.ttf"),
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    ),
}
#: letters without a plain form of their own
PLAIN = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "œ": "oe", "–": "-", "·": "-"})


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family in two weights. Without files: Pillow's own."""

    regular: Path | None = None
    bold: Path | None = None

    def at(self, size: int, *, bold: bool = False) -> Font:
        """The face at a size in pixels."""
        path = self.bold if bold else self.regular
        return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)

    def spelled(self, text: str) -> str:
        """The text in letters the face has: Pillow's own knows no accents."""
        if self.regular:
            return text
        apart = unicodedata.normalize("NFKD", text.translate(PLAIN))
        return "".join(c for c in apart if c.isascii())


@cache
def typeface(manner: str) -> Typeface:
    """The first family of that manner this machine has, else any family, else Pillow's own."""
    files = _files()
    anything = [pair for families in FAMILIES.values() for pair in families]
    for regular, bold in (*FAMILIES[manner], *anything):
        if regular in files and bold in files:
            return Typeface(files[regular], files[bold])
    return Typeface()


@cache
def _files() -> dict[str, Path]:
    """Name -> place of the wanted fonts that are installed."""
    wanted = {name for families in FAMILIES.values() for pair in families for name in pair}
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for place, _, names in os.walk(folder):
            found |= {name: Path(place, name) for name in names if name in wanted and name not in found}
    return found
