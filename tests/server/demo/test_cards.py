"""The drawn cards: varied, readable in every layout, of people who do not exist."""

import random
import re
from pathlib import Path

import pytest
from PIL import Image

from server.demo import drawing, fonts
from server.demo.fonts import Typeface
from server.demo.layouts import LAYOUTS
from server.demo.people import Crowd, Prospect
from server.demo.photo import SIDE, Shot, jpeg, photographed
from server.storage.contents import examine

MANY = 120


@pytest.fixture(scope="module")
def crowd() -> list[Prospect]:
    drawn = Crowd(random.Random(5))
    return [drawn.next() for _ in range(MANY)]


def test_nobody_comes_twice_and_the_same_seed_brings_the_same_people(crowd: list[Prospect]) -> None:
    again = Crowd(random.Random(5))

    assert len({prospect.name for prospect in crowd}) == MANY
    assert [again.next().email for _ in range(MANY)] == [prospect.email for prospect in crowd]


def test_mail_and_web_lead_nowhere(crowd: list[Prospect]) -> None:
    assert all(re.fullmatch(r"[a-z.]+@[a-z-]+\.example", prospect.email) for prospect in crowd)
    assert all(prospect.website.endswith(".example") for prospect in crowd)


#: ranges the regulators keep for fiction, and numbers no exchange can have
UNREAL = (
    r"\+44 (20 7946|161 496|113 496) 0\d{3}|\+44 7700 900\d{3}|\+1 \d{3}-555-01\d{2}|"
    r"\+49 (40 66969|30 23125|89 99998|221 4710)-\d{3}|\+49 171 39200 \d{2}|"
    r"\+33 (4 65 71|2 61 91|1 99 00|6 39 98) \d{2} \d{2}|\+46 (8 465 004|70 174 06) \d{2}|"
    r"\+39 (02|051) 00\d.*|\+34 970 01.*|\+31 \d\d 01.*|\+48 \d\d 01.*|\+351 20 01.*"
)


def test_numbers_ring_nowhere(crowd: list[Prospect]) -> None:
    numbers = {number for prospect in crowd for number in (prospect.phone, prospect.mobile) if number}

    assert [number for number in numbers if not re.fullmatch(UNREAL, number)] == []


def test_every_layout_and_country_is_drawn(crowd: list[Prospect]) -> None:
    assert {prospect.firm.look % len(LAYOUTS) for prospect in crowd} == set(range(len(LAYOUTS)))
    assert len({prospect.firm.country.code for prospect in crowd}) >= 8


def test_a_machine_without_fonts_draws_plain_letters(crowd: list[Prospect], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "typeface", lambda manner: Typeface())
    card = drawing.front(crowd[0])

    assert Typeface().spelled("Łódź – Müller & Größe") == "Lodz - Muller & Grosse"
    assert ink(card) > 0.01


def test_fonts_are_found_in_subfolders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "truetype" / "liberation"
    folder.mkdir(parents=True)
    for name in ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"):
        (folder / name).touch()
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path,))
    fonts._files.cache_clear()
    fonts.typeface.cache_clear()
    try:
        assert fonts.typeface("serif").regular == folder / "LiberationSerif-Regular.ttf"
        assert fonts.typeface("narrow") == fonts.typeface("serif")
    finally:
        fonts._files.cache_clear()
        fonts.typeface.cache_clear()


@pytest.mark.parametrize("shot", Shot)
def test_a_photograph_is_what_phones_send(crowd: list[Prospect], shot: Shot) -> None:
    for side in (drawing.front(crowd[0]), drawing.back(crowd[1])):
        content = examine(jpeg(photographed(side, shot, random.Random(1))))
        assert max(content.width or 0, content.height or 0) == SIDE
        assert content.mime == "image/jpeg"
        assert not content.stripped


def ink(card: Image.Image) -> float:
    """How much of a card is not paper."""
    paper = card.getpixel((card.width // 2, 5))
    different = sum(count for count, colour in card.getcolors(1 << 24) if colour != paper)
    return different / (card.width * card.height)
