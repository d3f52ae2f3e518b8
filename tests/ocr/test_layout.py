"""Reading order, turns, tilt, blocks."""

import math

import pytest

from ocr.geometry import turned, words_of
from ocr.layout import arrange, plain_characters, side_by_side, stacked
from ocr.model import Line
from tests.ocr.support import column, line


def turn(one: Line, degrees: float) -> Line:
    """The line as a camera held askew sees it."""
    a, b, c, d = (turned(point, degrees) for point in one.quad)
    return Line(one.text, one.confidence, (a, b, c, d), words_of(one.text, one.confidence, (a, b, c, d)))


CARD = (*column("Ann Lee", "Sales Manager", "Acme Ltd"), line("+44 113 496 0018", x=600, y=92))


@pytest.mark.parametrize("degrees", [0, 12, -20, 40, 90, 180, 270])
def test_the_order_is_the_same_however_the_card_lies(degrees: float) -> None:
    page = arrange([turn(one, degrees) for one in CARD])
    assert [row.text for row in page.rows] == ["Ann Lee", "Sales Manager", "+44 113 496 0018", "Acme Ltd"]


@pytest.mark.parametrize(("degrees", "rotate"), [(0, 0), (10, 0), (90, 90), (180, 180), (270, 270), (-90, 270)])
def test_it_tells_how_to_turn_the_picture_upright(degrees: float, rotate: int) -> None:
    assert arrange([turn(one, degrees) for one in CARD]).rotate == rotate


def test_text_along_the_edge_is_set_aside() -> None:
    page = arrange([*CARD, turn(line("www.example.com", x=100, y=-900), 90)])
    assert [row.text for row in page.rows if row.aside] == ["www.example.com"]


def test_separators_cut_a_line_and_keep_the_places() -> None:
    page = arrange([line("Berlin | Hamburg  •  Köln")])
    assert [row.text for row in page.rows] == ["Berlin", "Hamburg", "Köln"]
    assert page.rows[0].right < page.rows[1].x < page.rows[2].x


def test_boxes_are_in_picture_pixels() -> None:
    page = arrange([turn(one, 90) for one in CARD])
    box = page.box(page.rows[0])
    assert box.h > box.w
    assert math.isclose(box.h, 0.5 * 30 * len("Ann Lee"), abs_tol=2)


def test_stacked_means_close_under_and_in_line() -> None:
    upper, lower, far, elsewhere = arrange(
        [line("Ann Lee", 50, 50), line("Manager", 50, 90), line("Acme", 50, 300), line("Hall 7", 900, 340)]
    ).rows
    assert stacked(upper, lower)
    assert not stacked(lower, far)
    assert not stacked(far, elsewhere)


def test_side_by_side_means_on_one_level_and_near() -> None:
    left, right, far = arrange([line("Ann", 50, 50), line("Lee", 120, 52), line("Hall", 900, 50)]).rows
    assert side_by_side(left, right)
    assert not side_by_side(right, far)


def test_a_page_without_lines_is_empty() -> None:
    page = arrange([])
    assert (page.rows, page.rotate, page.unit) == ((), 0, 1.0)


def test_characters_are_made_plain_one_for_one() -> None:
    assert plain_characters("ＴＥＬ：０３－５５５５") == "TEL:03-5555"
    assert plain_characters("10O Main St, OK 741O3") == "100 Main St, OK 74103"
    assert plain_characters("OOO Romashka") == "OOO Romashka"
