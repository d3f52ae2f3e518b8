"""Seven ways to set a business card. Each takes a blank sheet and fills it."""

from collections.abc import Callable

from server.demo.people import Prospect
from server.demo.sheet import LONG, SHORT, Sheet

Layout = Callable[[Sheet, Prospect], None]


def contact_lines(prospect: Prospect) -> list[str]:
    """Telephone, mobile, mail and web, with the words the country puts before them."""
    tel, cell, mail = prospect.firm.country.labels
    listed = [(tel, prospect.phone), (cell, prospect.mobile), (mail, prospect.email), ("", prospect.website)]
    return [f"{word} {value}".strip() for word, value in listed if value]


def address_lines(prospect: Prospect) -> list[str]:
    """Street, town and country."""
    return [prospect.firm.town.street, prospect.firm.town.line, prospect.firm.country.name]


def classic(sheet: Sheet, prospect: Prospect) -> None:
    """Firm on top over a line, name in the middle, small print in two blocks below."""
    look, colours = prospect.firm.look, sheet.palette
    sheet.mark(60, 46, 74, look % 5, colours.accent, colours.paper)
    sheet.write((160, 58), prospect.firm.name, 44, bold=True, colour=colours.accent)
    sheet.pen.line((60, 146, LONG - 60, 146), fill=colours.accent, width=3)
    y = sheet.write((60, 184), prospect.name, 54, bold=True)
    sheet.write((60, y), prospect.job_title, 32)
    sheet.lines((60, 390), address_lines(prospect), 28, room=400)
    sheet.lines((500, 352), contact_lines(prospect), 28)


def centred(sheet: Sheet, prospect: Prospect) -> None:
    """Everything on the middle axis, generous and quiet."""
    middle, wide = LONG / 2, LONG - 120
    y = sheet.write((middle, 54), prospect.firm.name, 42, room=wide, colour=sheet.palette.accent, anchor="ma")
    sheet.pen.line((middle - 60, y + 12, middle + 60, y + 12), fill=sheet.palette.accent, width=2)
    y = sheet.write((middle, y + 44), prospect.name, 60, room=wide, anchor="ma")
    y = sheet.write((middle, y), prospect.job_title, 31, room=wide, anchor="ma")
    street, town, country = address_lines(prospect)
    sheet.write((middle, y + 34), f"{street} · {town} · {country}", 27, room=wide, anchor="ma")
    lines = contact_lines(prospect)
    y = sheet.write((middle, y + 82), "   ".join(lines[:-2]), 28, room=wide, anchor="ma")
    sheet.write((middle, y + 4), "   ".join(lines[-2:]), 28, room=wide, anchor="ma")


def block(sheet: Sheet, prospect: Prospect) -> None:
    """A block of colour at the left with the mark in it."""
    colours = sheet.palette
    sheet.pen.rectangle((0, 0, 330, SHORT), fill=colours.accent)
    sheet.mark(95, 170, 140, prospect.firm.look % 5, colours.light, colours.accent)
    sheet.write((165, 352), prospect.firm.name, 28, room=290, bold=True, colour=colours.light, anchor="ma")
    y = sheet.write((380, 84), prospect.name, 52, bold=True)
    sheet.write((380, y), prospect.job_title, 30, colour=colours.accent)
    y = sheet.lines((380, 264), contact_lines(prospect), 28)
    sheet.lines((380, y + 18), address_lines(prospect)[:2], 28)


def bar(sheet: Sheet, prospect: Prospect) -> None:
    """A bar along the lower edge with the web address on it."""
    colours = sheet.palette
    sheet.pen.rectangle((0, SHORT - 84, LONG, SHORT), fill=colours.accent)
    sheet.write((60, SHORT - 58), prospect.website, 30, bold=True, colour=colours.light)
    sheet.mark(LONG - 150, 54, 92, prospect.firm.look % 5, colours.accent, colours.paper)
    y = sheet.write((60, 56), prospect.firm.name, 40, room=780, bold=True, colour=colours.accent)
    y = sheet.write((60, y + 44), prospect.name, 50, bold=True)
    sheet.write((60, y), prospect.job_title, 30)
    sheet.lines((60, 372), contact_lines(prospect)[:-1], 28, room=470)
    sheet.lines((570, 372), address_lines(prospect), 28)


def columns(sheet: Sheet, prospect: Prospect) -> None:
    """Name at the left, small print at the right of a thin line."""
    sheet.pen.line((470, 80, 470, SHORT - 80), fill=sheet.palette.accent, width=3)
    sheet.mark(60, 84, 84, prospect.firm.look % 5, sheet.palette.accent, sheet.palette.paper)
    y = sheet.write((60, 224), prospect.given_name, 54, room=390, bold=True)
    y = sheet.write((60, y - 6), prospect.family_name, 54, room=390, bold=True)
    sheet.write((60, y + 6), prospect.job_title, 28, room=390)
    y = sheet.write((510, 92), prospect.firm.name, 34, bold=True, colour=sheet.palette.accent)
    y = sheet.lines((510, y + 26), address_lines(prospect), 27)
    sheet.lines((510, y + 22), contact_lines(prospect), 27)


def corner(sheet: Sheet, prospect: Prospect) -> None:
    """Large name, everything else pushed to the lower edge."""
    colours = sheet.palette
    sheet.pen.polygon([(LONG, 0), (LONG, 250), (LONG - 250, 0)], fill=colours.accent)
    y = sheet.write((60, 74), prospect.name, 64, room=700, bold=True)
    sheet.write((60, y), prospect.job_title, 32, colour=colours.accent)
    sheet.write((60, 300), prospect.firm.name, 38, bold=True)
    sheet.lines((60, 378), address_lines(prospect), 27, room=430)
    sheet.lines((520, 366), contact_lines(prospect), 27)


def portrait(sheet: Sheet, prospect: Prospect) -> None:
    """A standing card."""
    colours, middle, wide = sheet.palette, SHORT / 2, SHORT - 90
    sheet.mark(middle - 60, 80, 120, prospect.firm.look % 5, colours.accent, colours.paper)
    y = sheet.write((middle, 240), prospect.firm.name, 38, room=wide, bold=True, colour=colours.accent, anchor="ma")
    y = sheet.write((middle, y + 70), prospect.name, 52, room=wide, bold=True, anchor="ma")
    y = sheet.write((middle, y), prospect.job_title, 30, room=wide, anchor="ma")
    y = sheet.lines((middle, y + 70), contact_lines(prospect), 28, room=wide, anchor="ma")
    sheet.lines((middle, y + 40), address_lines(prospect), 27, room=wide, anchor="ma")


LAYOUTS: tuple[Layout, ...] = (classic, block, centred, bar, columns, corner, portrait)
