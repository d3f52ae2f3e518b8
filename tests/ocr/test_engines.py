"""Engines behind one door, on cards drawn here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ocr import available_engines, best_engine
from ocr.engines import engine, rapid, tesseract
from ocr.engines.rapid import batches, detector_side, on_their_head
from ocr.engines.recorded import fingerprint, recordings
from ocr.errors import EngineFailedError, EngineMissingError, ReadingTimeoutError, RecordingMissingError
from ocr.model import Limits, ReadOptions
from ocr.text import squash
from tests.ocr.draw import draw_card
from tests.ocr.support import line

FONT = "DejaVuSans.ttf"
CARD = draw_card("en", 3)
#: a busy machine may take its time
PATIENT = ReadOptions(limits=Limits(seconds=120))


def read(name: str, picture: Image.Image) -> str:
    return squash(" ".join(one.text for one in engine(name).read(picture, PATIENT)))


@pytest.mark.parametrize("name", ["rapidocr", "tesseract"])
@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("#123a5c", "#f4f0e0")])
def test_an_engine_reads_a_drawn_card(name: str, ground: str, ink: str) -> None:
    text = read(name, CARD.picture(FONT, ground, ink))
    wanted = CARD.truth["fields"]
    assert squash(wanted["name"]) in text
    assert squash(wanted["emails"][0]) in text


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_rapidocr_reads_a_turned_card_and_tells_the_direction(degrees: int) -> None:
    picture = CARD.picture(FONT).rotate(degrees, expand=True)
    lines = engine("rapidocr").read(picture, PATIENT)
    name = next(one for one in lines if squash(CARD.truth["fields"]["name"]) in squash(one.text))
    (x0, y0), (x1, y1) = name.quad[0], name.quad[1]
    expected = {90: (0, -1), 180: (-1, 0), 270: (0, 1)}[degrees]
    assert ((x1 - x0) * expected[0] + (y1 - y0) * expected[1]) > 0.9 * (abs(x1 - x0) + abs(y1 - y0))


def test_the_lines_of_a_card_outvote_a_misjudged_one() -> None:
    quads = [line("a long line of text", 50, y).quad for y in (50, 100, 150)]
    assert on_their_head(quads, [False, True, False]) == [False, False, False]
    assert on_their_head(quads, [True, True, False]) == [True, True, True]


@pytest.mark.parametrize("name", ["rapidocr", "tesseract"])
@pytest.mark.parametrize("size", [(48, 48), (1000, 60)])
def test_a_blank_picture_has_no_lines(name: str, size: tuple[int, int]) -> None:
    assert engine(name).read(Image.new("RGB", size, "white"), PATIENT) == ()


def test_tesseract_stops_at_its_time_limit() -> None:
    with pytest.raises(ReadingTimeoutError):
        engine("tesseract").read(CARD.picture(FONT), ReadOptions(limits=Limits(seconds=0.001)))


def test_tesseract_asks_only_for_installed_languages() -> None:
    assert tesseract.languages_for(ReadOptions(languages=("xx", "en"))) == "eng"
    assert tesseract.languages_for(ReadOptions(languages=("xx",))) == "eng"


def test_the_best_engine_is_the_first_installed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available_engines() == ("rapidocr", "tesseract")
    assert best_engine() == "rapidocr"
    monkeypatch.setattr(rapid, "model_folder", lambda: None)
    assert not rapid.installed()


def test_an_unknown_engine_is_a_typed_error() -> None:
    with pytest.raises(EngineMissingError):
        engine("abacus")


def test_a_missing_tesseract_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "installed", lambda: False)
    with pytest.raises(EngineMissingError):
        engine("tesseract").read(Image.new("RGB", (100, 50)), ReadOptions())


def test_whatever_the_native_stack_throws_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(threads: int) -> object:
        raise RuntimeError("segment of a tensor")

    monkeypatch.setattr(rapid, "_warm", broken)
    with pytest.raises(EngineFailedError):
        engine("rapidocr").read(Image.new("RGB", (100, 50)), ReadOptions())


def test_the_recorded_engine_replays_lines_for_the_same_pixels() -> None:
    picture = Image.new("RGB", (100, 50), "white")
    lines = (line("Ann Lee"),)
    with recordings({fingerprint(picture): lines}):
        assert engine("recorded").read(picture, ReadOptions()) == lines
        with pytest.raises(RecordingMissingError):
            engine("recorded").read(Image.new("RGB", (100, 50), "red"), ReadOptions())


@given(st.lists(st.floats(0.2, 60), max_size=40))
def test_lines_are_recognised_once_and_beside_lines_of_their_length(ratios: list[float]) -> None:
    groups = list(batches(ratios))
    assert sorted(i for group in groups for i in group) == list(range(len(ratios)))
    for group in groups:
        assert len(group) <= rapid.BATCH
        widths = [max(ratios[i], rapid.SHORTEST) for i in group]
        assert max(widths) <= min(widths) * rapid.WIDER


@pytest.mark.parametrize(
    ("size", "side"),
    [((1600, 960), 960), ((960, 1600), 960), ((1600, 1600), 831), ((1600, 1200), 960), ((40, 9000), 960)],
)
def test_the_detector_sees_square_pictures_smaller(size: tuple[int, int], side: int) -> None:
    assert detector_side(*size) == side
