"""Draws believable business cards of people who do not exist, and knows what is printed on each."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1050, 600)
FONT_FOLDERS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/System/Library/Fonts/Supplemental"),
    Path("/Library/Fonts"),
)
SANS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf")
BOLD = ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial Bold.ttf")
SERIF = ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "Times New Roman.ttf")

GIVEN = ("Anna", "Boris", "Clara", "David", "Elena", "Frank", "Greta", "Henry", "Irene", "Jonas", "Karin", "Louis")
FAMILY = ("Albrecht", "Berger", "Conway", "Dupont", "Eriksen", "Fischer", "Garner", "Hoffman", "Iversen", "Keller")
TITLES = ("Purchasing Manager", "Head of Engineering", "Sales Director", "Project Manager", "Managing Director")
COMPANIES = (("Nordlicht Optik GmbH", "nordlicht-optik"), ("Harbour Pumps Ltd", "harbourpumps"),
             ("Vallon Textile SA", "vallon-textile"), ("Keystone Valves Inc", "keystonevalves"))  # fmt: skip
STREETS = (("Lindenweg 12", "20095", "Hamburg"), ("14 Station Road", "M1 2AB", "Manchester"),
           ("3 rue des Ateliers", "69002", "Lyon"), ("Hafenstrasse 7", "28195", "Bremen"))  # fmt: skip


@dataclass(frozen=True)
class Card:
    """What is printed on a card, field by field, in the words the reading uses."""

    given_name: str
    family_name: str
    job_title: str
    company: str
    email: str
    phone: str
    website: str
    street: str
    postcode: str
    city: str

    @property
    def full_name(self) -> str:
        """Name as printed."""
        return f"{self.given_name} {self.family_name}"

    @property
    def contact_lines(self) -> list[str]:
        """The small print, top to bottom."""
        return [f"Tel {self.phone}", self.email, self.website, self.street, f"{self.postcode} {self.city}"]


@dataclass(frozen=True)
class Paper:
    """Colours of a card: paper, ink, accent."""

    paper: str = "#ffffff"
    ink: str = "#1d2430"
    accent: str = "#0b5fa5"


YELLOW = Paper("#ffd966", "#2b2416", "#7a3b10")
WHITE, CREAM, DARK = Paper(), Paper("#f6efdf", "#33291c", "#7a3b10"), Paper("#16202e", "#f2f5f8", "#7fc7ff")


def somebody(seed: int) -> Card:
    """A person and company made of the seed; the same seed gives the same card. Numbers are reserved for fiction."""
    rng = random.Random(seed)
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    company, domain = rng.choice(COMPANIES)
    street, postcode, city = rng.choice(STREETS)
    return Card(
        given_name=given,
        family_name=family,
        job_title=rng.choice(TITLES),
        company=company,
        email=f"{given.lower()}.{family.lower()}@{domain}.example.com",
        phone=f"+44 20 7946 0{rng.randrange(100, 1000)}",  # Ofcom's numbers for drama
        website=f"www.{domain}.example.com",
        street=street,
        postcode=postcode,
        city=city,
    )


def font(names: tuple[str, ...], size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The first of the fonts this machine has, else Pillow's own."""
    for name in names:
        for folder in FONT_FOLDERS:
            if (folder / name).exists():
                return ImageFont.truetype(folder / name, size)
    return ImageFont.load_default(size)


def classic(card: Card, paper: Paper) -> Image.Image:
    """Company on top, name in the middle, small print below: most cards of the world."""
    picture, pen = _blank(paper)
    pen.text((60, 50), card.company, font=font(BOLD, 44), fill=paper.accent)
    pen.line((60, 122, SIZE[0] - 60, 122), fill=paper.accent, width=3)
    pen.text((60, 160), card.full_name, font=font(BOLD, 54), fill=paper.ink)
    pen.text((60, 232), card.job_title, font=font(SANS, 32), fill=paper.ink)
    _lines(pen, (60, 330), card.contact_lines, font(SANS, 30), paper.ink)
    return picture


def centred(card: Card, paper: Paper) -> Image.Image:
    """A serif card, everything on the middle axis."""
    picture, pen = _blank(paper)
    rows = [
        (card.full_name, 58),
        (card.job_title, 32),
        (card.company, 42),
        *((line, 29) for line in card.contact_lines),
    ]
    top = 50
    for text, size in rows:
        pen.text((SIZE[0] / 2, top), text, font=font(SERIF, size), fill=paper.ink, anchor="ma")
        top += round(size * 1.45)
    return picture


def two_columns(card: Card, paper: Paper) -> Image.Image:
    """Name at the left on a coloured bar, small print at the right."""
    picture, pen = _blank(paper)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=paper.accent)
    pen.text((70, 200), card.given_name, font=font(BOLD, 56), fill=paper.ink)
    pen.text((70, 268), card.family_name, font=font(BOLD, 56), fill=paper.ink)
    pen.text((70, 346), card.job_title, font=font(SANS, 28), fill=paper.ink)
    pen.text((440, 80), card.company, font=font(BOLD, 36), fill=paper.accent)
    _lines(pen, (440, 300), card.contact_lines, font(SANS, 25), paper.ink)
    return picture


LAYOUTS: tuple[Callable[[Card, Paper], Image.Image], ...] = (classic, centred, two_columns)
PAPERS = (WHITE, CREAM, DARK)


def draw(card: Card, seed: int = 0) -> Image.Image:
    """The card in one of the layouts and papers, by seed."""
    return LAYOUTS[seed % len(LAYOUTS)](card, PAPERS[seed // len(LAYOUTS) % len(PAPERS)])


def on_a_table(card: Image.Image, size: tuple[int, int] = (1280, 720), angle: float = 0.0) -> Image.Image:
    """What a camera sees: the card, a little turned, on a wooden table."""
    scene = Image.new("RGB", size, "#8b6f4e")
    scale = min(size[0] * 0.84 / card.width, size[1] * 0.84 / card.height)
    laid = card.convert("RGBA").resize(
        (round(card.width * scale), round(card.height * scale)), Image.Resampling.LANCZOS
    )
    laid = laid.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    scene.paste(laid, ((size[0] - laid.width) // 2, (size[1] - laid.height) // 2), laid)
    return scene


def jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    """The picture as a JPEG file."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _blank(paper: Paper) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, paper.paper)
    return picture, ImageDraw.Draw(picture)


def _lines(
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    lines: list[str],
    face: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    ink: str,
) -> None:
    pen.multiline_text(at, "\n".join(lines), font=face, fill=ink, spacing=14)
