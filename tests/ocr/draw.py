"""Cards of invented people: as lines (what a perfect engine would read) or as a picture.

The same seed always gives the same card. ``truth`` has the shape of an evaluator's label.
"""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from ocr.geometry import words_of
from ocr.model import Line

DEFAULTS = {
    "departments": "", "country": "", "family_first": False, "glue": " ", "given_latin": "", "family_latin": "",
    "firms": "{family} {trade} {form}|{trade} {town} {form}|{given} {trade} {form}",
    "street_line": "{street} {number}", "town_line": "{code} {town}",
}  # fmt: skip
WIDTH, HEIGHT = 1050, 600


@cache
def lands() -> dict[str, dict[str, Any]]:
    """Every land's material."""
    text = (Path(__file__).parent / "lands.toml").read_text(encoding="utf-8")
    return {name: DEFAULTS | land for name, land in tomllib.loads(text).items()}


@dataclass(frozen=True)
class Printed:
    """One line on the card: text, left edge, top edge, size (all in pixels)."""

    text: str
    x: float
    y: float
    size: float

    @property
    def width(self) -> float:
        return sum(1.0 if ord(c) > 0x2E80 else 0.62 if c.isupper() else 0.5 for c in self.text) * self.size


@dataclass(frozen=True)
class Card:
    """A card that was laid out, with the truth about it."""

    land: str
    printed: tuple[Printed, ...]
    truth: dict[str, Any]

    def lines(self) -> tuple[Line, ...]:
        """What an engine reads from it."""
        return tuple(_line(p) for p in self.printed)

    def picture(self, font: str, ground: str = "white", ink: str = "black") -> Image.Image:
        """The card drawn with a TrueType font file."""
        picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
        pen = ImageDraw.Draw(picture)
        for p in self.printed:
            pen.text((p.x, p.y), p.text, fill=ink, font=ImageFont.truetype(font, round(p.size)))
        return picture


def _line(p: Printed) -> Line:
    quad = ((p.x, p.y), (p.x + p.width, p.y), (p.x + p.width, p.y + p.size), (p.x, p.y + p.size))
    return Line(p.text, 0.99, quad, words_of(p.text, 0.99, quad))


def draw_card(land: str, seed: int) -> Card:
    """One invented card of a land."""
    rng = random.Random(f"{land}-{seed}")
    content = _content(land, rng)
    return Card(land, tuple(_LAYOUTS[seed % len(_LAYOUTS)](content, rng)), content["truth"])


def _content(land: str, rng: random.Random) -> dict[str, Any]:
    """Texts by part of the card, and the truth."""
    own = lands()[land]

    def pick(key: str) -> str:
        return rng.choice(own[key].split("|"))

    person = _person(own, rng)
    street, town_line, address = _address(own, rng, pick)
    firm, domain = _firm(own, rng, pick, town=address["town"])
    mail = rng.choice(
        [
            f"{person['given_l']}.{person['family_l']}",
            f"{person['given_l'][:1]}.{person['family_l']}",
            person["family_l"],
            f"{person['given_l']}",
            "info",
        ]
    )
    phones = _phones(own, rng, pick)
    mail_label, web_label = _labels(own, rng)[3:]
    title, country = pick("titles"), pick("country")
    texts = {
        "name": [person["printed"]],
        "title": [title],
        "company": firm["lines"],
        "department": [pick("departments")] if rng.random() < 0.3 and own["departments"] else [],
        "slogan": [pick("slogans")] if rng.random() < 0.35 else [],
        "address": [t for t in (street, town_line, country if rng.random() < 0.5 else "") if t],
        "contact": [text for text, _, _ in phones],
    }
    texts["contact"] += [_labelled(mail_label, f"{mail}@{domain}"), _labelled(web_label, f"www.{domain}")]
    if rng.random() < 0.25:
        texts["title"] = []
    if rng.random() < 0.1:
        texts["address"] = []
    latin = [person["latin"]] if person["latin"] and rng.random() < 0.5 else []
    texts["name"] += latin
    if own["family_first"] and texts["title"] and not latin and rng.random() < 0.35:
        texts["name"], texts["title"] = [f"{title} {person['printed']}"], []
    truth = {
        "name": person["printed"],
        "given": person["given"],
        "family": person["family"],
        "title": title if texts["title"] or title in texts["name"][0] else None,
        "company": firm["full"],
        "emails": [f"{mail}@{domain}"],
        "websites": [f"www.{domain}"],
        "phones": [{"number": number, "kind": kind} for _, number, kind in phones],
        "address": ", ".join(texts["address"]) or None,
    }
    return {
        "truth": {"fields": truth, "alt": {"company": firm["alt"], "name": latin, **_latin_halves(person, latin)}},
        **texts,
    }


def _latin_halves(person: dict[str, str], latin: list[str]) -> dict[str, list[str]]:
    """A name printed in two scripts may be taken from either."""
    given, _, family = latin[0].partition(" ") if latin else ("", "", "")
    return {"given": [given], "family": [family]} if latin else {}


def _person(own: dict[str, Any], rng: random.Random) -> dict[str, str]:
    givens, families = own["given"].split("|"), own["family"].split("|")
    g, f = rng.randrange(len(givens)), rng.randrange(len(families))
    given, family = givens[g], families[f]
    bare = re.sub(r"^(Dr\.|Prof\.)\s", "", family)
    if own["family_first"]:
        given_l, family_l = own["given_latin"].split("|")[g], own["family_latin"].split("|")[f]
        printed, latin = f"{family}{rng.choice([own['glue'], own['glue'], ' '])}{given}", f"{given_l} {family_l}"
    else:
        given_l, family_l, printed, latin = given, bare, f"{given} {bare}", ""
    if rng.random() < 0.3:
        printed = printed.upper()
    return {
        "printed": printed,
        "given": given,
        "family": bare,
        "given_l": _ascii(given_l),
        "family_l": _ascii(family_l),
        "latin": latin,
    }


def _ascii(text: str) -> str:
    folded = text.lower().replace("ß", "ss").replace("ł", "l").replace("ø", "o")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain)


def _address(own: dict[str, Any], rng: random.Random, pick: Any) -> tuple[str, str, dict[str, str]]:
    town, code = pick("towns").split("/")
    parts = {"street": pick("streets"), "number": str(rng.randrange(1, 180)), "town": town, "code": code}
    return own["street_line"].format(**parts), own["town_line"].format(**parts), parts


def _firm(own: dict[str, Any], rng: random.Random, pick: Any, town: str) -> tuple[dict[str, Any], str]:
    family = pick("family").split()[-1].title() if own["glue"] == " " and not own["family_first"] else pick("family")
    form = pick("forms")
    place = town.split(",")[0] if not own["family_first"] else {"ja": "東洋", "ko": "한빛"}.get("ja", town)
    full = rng.choice(own["firms"].split("|")).format(
        family=family, given=pick("given").title(), trade=pick("trades"), form=form, town=place
    )
    full = re.sub(r"\s+", " ", full).replace(" ,", ",").strip()
    core = full.replace(form, "").strip(" ,") if form else full
    label = _ascii(core.split()[0]) + (
        _ascii(core.split()[-1])[:6] if rng.random() < 0.4 and len(core.split()) > 1 else ""
    ) or rng.choice(["hongda", "toyo", "hanbit"])
    lines = [full]
    if rng.random() < 0.25 and " " in full:
        cut = rng.randrange(1, len(full.split()))
        lines = [" ".join(full.split()[:cut]), " ".join(full.split()[cut:])]
    return {"full": full, "lines": lines, "alt": [core] if core != full and core else []}, f"{label}.{own['tld']}"


def _phones(own: dict[str, Any], rng: random.Random, pick: Any) -> list[tuple[str, str, str]]:
    labels = _labels(own, rng)
    wanted = [("work", labels[0], "phone"), ("fax", labels[1], "phone"), ("mobile", labels[2], "mobile")]
    kept = [wanted[0], *(w for w in wanted[1:] if rng.random() < 0.6)]
    found = []
    for kind, label, source in kept:
        number = re.sub(
            r"\{(\d)\}", lambda m: "".join(rng.choice("23456789") for _ in range(int(m.group(1)))), pick(source)
        )
        number = re.sub(r"^tel\. ", "", number)
        if label or kind == "work":
            found.append((_labelled(label, number), number, kind))
    return found


def _labels(own: dict[str, Any], rng: random.Random) -> list[str]:
    return [rng.choice(part.split("|")) for part in own["labels"].split(";")]


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if label else value


def _column(
    parts: list[tuple[list[str], float]], x: float, y: float, align: str, right: float
) -> tuple[list[Printed], float]:
    """Lines under each other; each part is (texts, size) with a gap after it."""
    printed = []
    for texts, size in parts:
        for text in texts:
            line = Printed(text, x, y, size)
            shift = {"left": 0.0, "right": right - x - line.width, "centre": (right - x - line.width) / 2}[align]
            printed.append(Printed(text, x + max(0.0, shift), y, size))
            y += size * 1.25
        y += 24 if texts else 0
    return printed, y


def _stacked(content: dict[str, Any], rng: random.Random) -> list[Printed]:
    """Firm, person, contact, address in one column."""
    align, size = rng.choice(["left", "centre", "right"]), rng.uniform(24, 30)
    firm, person = (
        (content["company"], size * rng.uniform(1.1, 1.9)),
        [(content["name"], size * rng.uniform(1.1, 1.6)), (content["title"] + content["department"], size)],
    )
    rest = [(content["address"], size * 0.9), (content["contact"], size * 0.9)]
    rng.shuffle(rest)
    return _column([firm, (content["slogan"], size * 0.8), *_tight(person), *rest], 60, 40, align, WIDTH - 60)[0]


def _tight(person: list[tuple[list[str], float]]) -> list[tuple[list[str], float]]:
    return [part for part in person if part[0]]


def _two_columns(content: dict[str, Any], rng: random.Random) -> list[Printed]:
    """Person left, firm with address and contact right."""
    size = rng.uniform(22, 28)
    left = _column(
        [(content["name"], size * 1.4), (content["title"] + content["department"], size)],
        50,
        rng.choice([60, 250]),
        "left",
        480,
    )[0]
    right = _column(
        [
            (content["company"], size * rng.uniform(1.0, 1.4)),
            (content["slogan"], size * 0.8),
            (content["address"], size),
            (content["contact"], size),
        ],
        560,
        60,
        "left",
        WIDTH - 20,
    )[0]
    return [*left, *right]


def _person_first(content: dict[str, Any], rng: random.Random) -> list[Printed]:
    """Person on top, firm and address at the bottom left, contact at the bottom right."""
    size = rng.uniform(22, 28)
    align = rng.choice(["left", "centre"])
    top, y = _column(
        [(content["name"], size * 1.5), (content["title"] + content["department"], size)], 60, 50, align, WIDTH - 60
    )
    left = _column([(content["company"], size * 1.1), (content["address"], size)], 60, max(y, 330), "left", 520)[0]
    right = _column([(content["contact"], size), (content["slogan"], size)], 580, max(y, 330), "left", WIDTH - 20)[0]
    return [*top, *left, *right]


def _logo_and_footer(content: dict[str, Any], rng: random.Random) -> list[Printed]:
    """A large first word of the firm as logo, the whole name above the address at the foot."""
    size = rng.uniform(22, 27)
    word = content["company"][0].split()[0]
    logo = [Printed(word, rng.choice([60, 620]), 40, size * 2.3)] if len(word) > 2 else []
    middle = _column(
        [(content["name"], size * 1.3), (content["title"] + content["department"], size)], 80, 190, "left", 900
    )[0]
    foot = _column(
        [([" ".join(content["company"])], size), (content["address"] + content["contact"], size * 0.95)],
        80,
        320,
        "left",
        980,
    )[0]
    return [*logo, *middle, *foot]


_LAYOUTS = (_stacked, _two_columns, _person_first, _logo_and_footer, _stacked)
