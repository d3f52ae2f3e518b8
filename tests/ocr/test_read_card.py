"""The whole way: a picture in, a reading out."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from ocr import CardReading, OcrError, ReadOptions, read_card
from ocr.__main__ import main
from ocr.engines.recorded import fingerprint, recordings
from ocr.model import Limits
from tests.ocr.draw import draw_card
from tests.ocr.support import column

#: in one process of the test run: the card is read once
pytestmark = pytest.mark.xdist_group("read card")
FONT = "DejaVuSans.ttf"
ROOT = Path(__file__).parents[2]


def jpeg(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=90)
    return held.getvalue()


@pytest.fixture(scope="module")
def reading() -> CardReading:
    return read_card(jpeg(draw_card("us", 2).picture(FONT)))


def test_a_drawn_card_is_read(reading: CardReading) -> None:
    wanted = draw_card("us", 2).truth["fields"]
    name = reading.first("name")
    assert name is not None
    assert name.value == wanted["name"]
    assert [field.value for field in reading.all("email")] == wanted["emails"]
    assert (reading.engine, reading.width, reading.height, reading.rotate) == ("rapidocr", 1050, 600, 0)
    assert reading.mean_confidence > 0.8
    assert wanted["name"] in reading.full_text


def test_a_reading_survives_json(reading: CardReading) -> None:
    assert CardReading.from_json(reading.to_json()) == reading


def test_boxes_are_in_the_stored_pictures_pixels() -> None:
    """The engine sees a smaller picture; the value's box still lies on the value."""
    large = draw_card("us", 2).picture(FONT).resize((2100, 1200))
    small = read_card(jpeg(draw_card("us", 2).picture(FONT))).first("email")
    box = read_card(large, ReadOptions(limits=Limits(max_side=1050))).first("email")
    assert small is not None
    assert small.box is not None
    assert box is not None
    assert box.box is not None
    assert abs(box.box.x - 2 * small.box.x) < 40
    assert abs(box.box.w - 2 * small.box.w) < 60


def page_of_text() -> Image.Image:
    picture = Image.new("RGB", (900, 1200), "white")
    pen = ImageDraw.Draw(picture)
    for i in range(35):
        pen.text(
            (30, 16 * i), "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod", "black"
        )
    return picture


def face() -> Image.Image:
    picture = Image.new("RGB", (400, 500), "#d8b090")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((60, 60, 340, 440), "#e8c8a8")
    pen.ellipse((130, 190, 170, 220), "#403020")
    pen.ellipse((230, 190, 270, 220), "#403020")
    pen.arc((150, 280, 250, 360), 20, 160, "#803020", 6)
    return picture


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (1, 1)),
        Image.new("RGB", (2, 900)),
        Image.new("RGB", (640, 480), "white"),
        Image.effect_noise((400, 300), 90).convert("RGB"),
        page_of_text(),
        face(),
    ],
    ids=["pixel", "sliver", "blank", "noise", "page", "face"],
)
def test_any_picture_gives_fields_or_a_typed_error(picture: Image.Image) -> None:
    try:
        found = read_card(picture).fields
    except OcrError:
        found = ()
    assert not [field for field in found if field.name in {"email", "phone"}]


def test_it_uses_no_more_lines_than_the_limit() -> None:
    picture = Image.new("RGB", (800, 600), "white")
    lines = column(*(f"line {i}" for i in range(30)))
    with recordings({fingerprint(picture): lines}):
        options = ReadOptions(engine="recorded", read_codes=False, limits=Limits(max_lines=10))
        assert len(read_card(picture, options).lines) == 10


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ocr", *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )


def test_the_command_line_reads_for_people_programs_and_evaluators(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "card-7.jpg"
    card.write_bytes(jpeg(draw_card("us", 2).picture(FONT)))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    wanted = draw_card("us", 2).truth["fields"]
    assert main([str(card)]) == 0
    assert wanted["name"] in capsys.readouterr().out
    assert main([str(card), "--json"]) == 0
    assert CardReading.from_json(capsys.readouterr().out).first("name") is not None
    assert main([str(tmp_path / "broken.png")]) == 1
    done = run("--predict", str(tmp_path))
    assert done.returncode == 1
    assert '"id": "card-7"' in done.stdout
    assert '{"id": "broken", "fields": {}}' in done.stdout
