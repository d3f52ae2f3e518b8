"""Several cards on one picture: each for itself, the meant one first, and a single card never in two."""

import pytest
from PIL import Image

from ocr import CardReading, ReadOptions, read_card
from ocr.engines.recorded import fingerprint, recordings
from ocr.model import Code, Limits
from ocr.separate import main_first, shared_out
from tests.ocr.draw import Card, draw_card
from tests.ocr.several import Place, lines_on_table, on_table
from tests.ocr.support import column, line

PEOPLE = (draw_card("us", 2), draw_card("de", 7), draw_card("fr", 4), draw_card("en", 3))
OPTIONS = ReadOptions(engine="recorded", read_codes=False, limits=Limits(max_side=4000))

LAYOUTS: dict[str, tuple[tuple[int, int], list[Place]]] = {
    "two side by side": ((2220, 680), [(560, 340, 0), (1660, 340, 0)]),
    "two stacked": ((1120, 1320), [(560, 340, 0), (560, 980, 0)]),
    "two tilted": ((2430, 900), [(600, 440, 8), (1800, 450, -7)]),
    "two, both askew": ((2000, 1900), [(700, 600, 25), (1250, 1300, 25)]),
    "two, one on its side": ((1840, 1130), [(560, 560, 0), (1460, 560, 90)]),
    "three stacked": ((1150, 2040), [(560, 340, 0), (560, 1010, 3), (560, 1680, -4)]),
    "three": ((2220, 1320), [(560, 340, 2), (1660, 340, -2), (1110, 990, 0)]),
    "four": ((2220, 1320), [(560, 340, 0), (1660, 340, 2), (560, 980, -2), (1660, 980, 0)]),
}


def read(cards: tuple[Card, ...], places: list[Place], size: tuple[int, int]) -> CardReading:
    picture = on_table(cards, places, size)
    with recordings({fingerprint(picture): lines_on_table(cards, places)}):
        return read_card(picture, OPTIONS)


def mails(reading: CardReading) -> list[list[str]]:
    return sorted([field.value for field in card.all("email")] for card in (reading, *reading.others))


def wanted(cards: tuple[Card, ...]) -> list[list[str]]:
    return sorted(card.truth["fields"]["emails"] for card in cards)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_card_is_read_for_itself(layout: str) -> None:
    size, places = LAYOUTS[layout]
    cards = PEOPLE[: len(places)]
    reading = read(cards, places, size)
    assert mails(reading) == wanted(cards)
    printed = sorted(sorted(p.text for p in card.printed) for card in cards)
    assert sorted(sorted(one.text for one in card.lines) for card in (reading, *reading.others)) == printed
    assert CardReading.from_json(reading.to_json()) == reading


def test_an_engine_that_sees_only_the_picture_tells_them_apart_too() -> None:
    size, places = LAYOUTS["two side by side"]
    reading = read_card(on_table(PEOPLE[:2], places, size))
    assert mails(reading) == wanted(PEOPLE[:2])


@pytest.mark.parametrize("land", ["us", "de", "fr", "it", "es", "pl", "ja"])
def test_a_single_card_is_never_divided(land: str) -> None:
    for seed in range(20):
        reading = read((draw_card(land, seed),), [(600, 400, 0)], (1200, 800))
        assert reading.others == ()


def test_without_a_border_in_sight_two_mailboxes_of_the_names_are_needed() -> None:
    """A scanner's white lid shows no border between white cards, nor does one card in two columns."""
    left = column("Ann Lee", "Sales Manager", "Acme Ltd", "+44 113 496 0018", "{}", x=50)
    right = column("Tom Baker", "Engineer", "Orbit Ltd", "+44 113 496 0019", "{}", x=900)
    picture = Image.new("RGB", (1600, 500), "white")

    def cards(one: str, other: str) -> int:
        lines = [*left[:-1], line(one, 50, 218), *right[:-1], line(other, 900, 218)]
        with recordings({fingerprint(picture): tuple(lines)}):
            return 1 + len(read_card(picture, OPTIONS).others)

    assert cards("ann.lee@acme.example", "tom.baker@orbit.example") == 2
    assert cards("info@acme.example", "office@orbit.example") == 1


def test_front_and_back_of_one_card_stay_together() -> None:
    size, places = LAYOUTS["two side by side"]
    assert read((PEOPLE[0], PEOPLE[0]), places, size).others == ()


def test_the_card_in_the_middle_is_the_one_that_was_meant() -> None:
    size, places = LAYOUTS["three stacked"]
    assert read(PEOPLE[:3], places, size).first("email").value == wanted(PEOPLE[1:2])[0][0]  # type: ignore[union-attr]
    near, far = column("Near", x=400), column("Far", x=5)
    assert main_first([far, near], (900, 140)) == [near, far]


def test_a_code_belongs_to_the_card_it_is_printed_on() -> None:
    left, right = column("Ann Lee", "Acme Ltd"), column("Tom Baker", x=900)
    codes = (Code("QRCode", "of Tom", right[0].box), Code("QRCode", "nowhere"))
    assert shared_out(codes, [left, right]) == [(codes[1],), (codes[0],)]
