"""Korean cards: the default reader knows no Hangul, Tesseract lends a hand."""

import subprocess

import pytest

from ocr.engines import engine, hangul
from ocr.model import Limits, ReadOptions
from ocr.reading import context_of, fields_of
from tests.ocr.draw import draw_card

#: Tesseract may take its time on a busy machine
PLAIN = ReadOptions(limits=Limits(seconds=120))


@pytest.fixture(scope="module")
def korean_font() -> str:
    fonts = subprocess.run(["fc-list"], capture_output=True, check=True, text=True).stdout
    return next(line.split(":")[0] for line in fonts.splitlines() if "NanumGothic.ttf" in line)


@pytest.mark.parametrize(
    ("texts", "country", "expected"),
    [
        (["www.hanbit.co.kr"], None, True),
        (["T +82-2-555-1234"], None, True),
        (["010-5555-1234"], None, True),
        (["501"], "KR", True),
        (["www.krone.com", "+49 30 5550123", "020-7946-0018"], None, False),
    ],
)
def test_a_korean_card_shows_by_what_any_reader_sees(texts: list[str], country: str | None, expected: bool) -> None:
    assert hangul.is_korean([(text, 0.9) for text in texts], ReadOptions(country=country)) is expected


def test_a_korean_card_is_read(korean_font: str) -> None:
    assert hangul.installed(), "the test command installs Tesseract's Korean"
    card = draw_card("ko", 501)
    lines = engine("rapidocr").read(card.picture(korean_font), PLAIN)
    found = {one.name: one.value for one in fields_of(context_of(lines, PLAIN))}
    wanted = card.truth["fields"]
    assert found["company"] == wanted["company"]
    assert found["job_title"] == wanted["title"]
    assert found["website"] == wanted["websites"][0]


def test_without_tesseract_the_first_reading_stands(korean_font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    hangul.installed.cache_clear()
    lines = engine("rapidocr").read(draw_card("ko", 501).picture(korean_font), PLAIN)
    hangul.installed.cache_clear()
    assert "lee@hongda.co.kr" in {line.text for line in lines}
