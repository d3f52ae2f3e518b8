"""Tesseract through pytesseract: sparse-text mode on the ground-normalised picture."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytesseract
from PIL import Image

from ocr.errors import EngineFailedError, EngineMissingError, ReadingTimeoutError
from ocr.model import Box, Line, Quad, ReadOptions, Word
from ocr.prepare import normalise_ground

#: Sparse text: finds a card's scattered lines, see docs/benchmarks-ocr.md.
PAGE_MODE = 11
#: Two words on one line further apart than this many line heights are two lines.
COLUMN_GAP = 2.2
#: ISO 639-1 -> Tesseract's own names.
LANGUAGES = {
    "en": "eng", "de": "deu", "fr": "fra", "it": "ita", "es": "spa", "pt": "por",
    "nl": "nld", "pl": "pol", "zh": "chi_sim", "ja": "jpn", "ko": "kor",
}  # fmt: skip


def installed() -> bool:
    """True when the tesseract binary is on the path."""
    return shutil.which("tesseract") is not None


@lru_cache(maxsize=1)
def _languages_here() -> frozenset[str]:
    return frozenset(pytesseract.get_languages(config=""))


def languages_for(options: ReadOptions) -> str:
    """The wanted languages that are installed, in Tesseract's notation; at least English."""
    wanted = [LANGUAGES.get(code, code) for code in options.languages]
    return "+".join(code for code in wanted if code in _languages_here()) or "eng"


class TesseractEngine:
    """For hosts where onnxruntime cannot run, and as a second opinion."""

    name = "tesseract"

    def version(self) -> str:
        if not installed():
            raise EngineMissingError("Tesseract is not installed on this machine.")
        return str(pytesseract.get_tesseract_version())

    def params(self, options: ReadOptions) -> Mapping[str, Any]:
        return {"psm": PAGE_MODE, "languages": languages_for(options), "ground": "median"}

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        if not installed():
            raise EngineMissingError("Tesseract is not installed on this machine.")
        clean = normalise_ground(picture)
        try:
            table = pytesseract.image_to_data(
                clean,
                lang=languages_for(options),
                config=f"--psm {PAGE_MODE} --dpi 300",
                timeout=options.limits.seconds,
                output_type=pytesseract.Output.DICT,
            )
        except RuntimeError as error:
            if "timeout" in str(error).lower():
                raise ReadingTimeoutError("Tesseract took longer than allowed.") from error
            raise EngineFailedError(f"Tesseract failed: {error}") from error
        except (pytesseract.TesseractError, OSError, UnicodeError) as error:
            raise EngineFailedError(f"Tesseract failed: {error}") from error
        return tuple(_lines(table, picture.width / clean.width))


def _lines(table: Mapping[str, list[Any]], scale: float) -> Iterable[Line]:
    rows: dict[tuple[int, int, int], list[Word]] = {}
    for i, text in enumerate(table["text"]):
        confidence = float(table["conf"][i])
        if text.strip() and confidence > 0:
            place = (table["block_num"][i], table["par_num"][i], table["line_num"][i])
            sides = (round(int(table[side][i]) * scale) for side in ("left", "top", "width", "height"))
            rows.setdefault(place, []).append(Word(text.strip(), confidence / 100, Box(*sides)))
    for words in rows.values():
        for part in _columns(words):
            yield _line(part)


def _columns(words: list[Word]) -> Iterable[list[Word]]:
    """Cut one recognised line where a gap says that two columns were read as one."""
    words = sorted(words, key=lambda word: word.box.x)
    height = sorted(word.box.h for word in words)[len(words) // 2]
    part = [words[0]]
    for before, word in pairwise(words):
        if word.box.x - (before.box.x + before.box.w) > COLUMN_GAP * height:
            yield part
            part = []
        part.append(word)
    yield part


def _line(words: list[Word]) -> Line:
    around = Box.around(word.box for word in words)
    left, top, right, bottom = around.x, around.y, around.x + around.w, around.y + around.h
    quad: Quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    confidence = sum(word.confidence for word in words) / len(words)
    return Line(" ".join(word.text for word in words), round(confidence, 4), quad, tuple(words))
