"""From a prospect to the picture of her card, clean as from the printer's file."""

from PIL import Image

from server.demo.fonts import typeface
from server.demo.layouts import LAYOUTS, portrait
from server.demo.people import Prospect
from server.demo.sheet import LONG, SHORT, Palette, Sheet

PALETTES = (
    Palette("#ffffff", "#1d2430", "#0b5fa5"),
    Palette("#fbf8f1", "#33291c", "#8a3b12"),
    Palette("#ffffff", "#20302a", "#1b7a55"),
    Palette("#16202e", "#f2f5f8", "#7fc7ff", light="#16202e"),
    Palette("#f3f4f6", "#111827", "#b1122b"),
    Palette("#ffffff", "#2b2140", "#5b3aa6"),
    Palette("#1f2a24", "#f4f1e6", "#d9b45b", light="#1f2a24"),
    Palette("#fffdf7", "#222222", "#c2570c"),
)
MANNERS = ("plain", "serif", "wide", "narrow")


def front(prospect: Prospect) -> Image.Image:
    """The side with the name. People of one firm have cards of one look."""
    layout = LAYOUTS[prospect.firm.look % len(LAYOUTS)]
    sheet = _sheet(prospect, standing=layout is portrait)
    layout(sheet, prospect)
    return sheet.picture


def back(prospect: Prospect) -> Image.Image:
    """The other side: the firm alone."""
    sheet = _sheet(prospect, standing=False)
    colours = sheet.palette
    sheet.pen.rectangle((0, 0, LONG, SHORT), fill=colours.accent)
    sheet.mark(LONG / 2 - 90, 120, 180, prospect.firm.look % 5, colours.light, colours.accent)
    middle, wide = LONG / 2, LONG - 160
    y = sheet.write((middle, 350), prospect.firm.name, 52, room=wide, bold=True, colour=colours.light, anchor="ma")
    sheet.write((middle, y + 16), prospect.website, 34, room=wide, colour=colours.light, anchor="ma")
    return sheet.picture


def _sheet(prospect: Prospect, *, standing: bool) -> Sheet:
    look = prospect.firm.look
    palette, manner = PALETTES[look // 7 % len(PALETTES)], MANNERS[look // 3 % len(MANNERS)]
    return Sheet((SHORT, LONG) if standing else (LONG, SHORT), palette, typeface(manner))
