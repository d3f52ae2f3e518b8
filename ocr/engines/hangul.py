"""Korean lines: PP-OCRv6 small knows no Hangul, so on a Korean card Tesseract reads them, where it has Korean."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pytesseract
from PIL import Image

from ocr.model import ReadOptions
from ocr.prepare import normalise_ground

Pixels = np.ndarray[Any, Any]
Read = tuple[str, float]

#: What even a reader without Hangul sees of a Korean card: its domain, its country code, its mobile prefix.
_KOREAN_CARD = re.compile(r"\.kr\b|\+\s?82\b|\b01[016789][-. ]\d{3,4}[-. ]\d{4}\b", re.IGNORECASE)
_WEB = re.compile(r"[!-~]+@[ -~]+|(?:www\.|https?://)[ -~]+", re.IGNORECASE)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
#: Lines are put under each other on one sheet, so that Tesseract starts once: height of a line and of the gaps.
LINE, GAP = 56, 40
#: Two pieces belong to one word when less than this part of the line's height lies between them.
WORD_GAP = 0.22
#: Less certain Hangul is a logo or a pattern.
LEAST_CONFIDENCE = 0.5


@lru_cache(maxsize=1)
def installed() -> bool:
    """True when Tesseract and its Korean model are here."""
    return shutil.which("tesseract") is not None and "kor" in pytesseract.get_languages(config="")


def is_korean(texts: Sequence[Read], options: ReadOptions) -> bool:
    """Whether the card, as far as it could be read, is from Korea."""
    return options.country == "KR" or any(_KOREAN_CARD.search(text) for text, _ in texts)


def reread(crops: Sequence[Pixels], texts: list[Read], options: ReadOptions) -> list[Read]:
    """The lines' texts with Hangul where Tesseract sees some; the others as they were.

    `crops` are the lines in BGR, upright. Raises nothing of its own: without an answer the first reading stands.
    """
    sheet = _sheet(crops)
    try:
        table = pytesseract.image_to_data(
            sheet,
            lang="kor+eng",
            config="--psm 6 --dpi 300",
            timeout=options.limits.seconds,
            output_type=pytesseract.Output.DICT,
        )
    except (RuntimeError, pytesseract.TesseractError, OSError, UnicodeError):
        return texts
    return [_better(before, pieces) for before, pieces in zip(texts, _by_line(table, len(crops)), strict=True)]


def _sheet(crops: Sequence[Pixels]) -> Image.Image:
    """The lines in black on white, one under the other."""
    lines = [_levelled(crop) for crop in crops]
    sheet = Image.new("L", (max(line.width for line in lines) + 2 * GAP, len(lines) * (LINE + GAP) + GAP), 255)
    for index, line in enumerate(lines):
        sheet.paste(line, (GAP, GAP + index * (LINE + GAP)))
    return sheet


def _levelled(crop: Pixels) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(crop[:, :, ::-1]))
    size = (max(1, round(picture.width * LINE / picture.height)), LINE)
    return normalise_ground(picture.resize(size, Image.Resampling.BICUBIC)).convert("L").resize(size)


def _by_line(table: dict[str, list[Any]], count: int) -> list[list[tuple[int, int, str, float]]]:
    """Left edge, right edge, text and confidence of every piece, by the line it stands in."""
    lines: list[list[tuple[int, int, str, float]]] = [[] for _ in range(count)]
    for i, text in enumerate(table["text"]):
        middle = table["top"][i] + table["height"][i] / 2 - GAP / 2
        index = int(middle // (LINE + GAP))
        if text.strip() and float(table["conf"][i]) > 0 and 0 <= index < count:
            left = table["left"][i]
            lines[index].append((left, left + table["width"][i], text.strip(), float(table["conf"][i]) / 100))
    return [sorted(line) for line in lines]


def _better(before: Read, pieces: list[tuple[int, int, str, float]]) -> Read:
    """Tesseract cuts Hangul into syllables: only a real gap is a space."""
    if web := _WEB.search(before[0]):
        return web.group(), before[1]  # a label in Hangul is no loss, an address misread is
    if not pieces:
        return before
    text, right = "", pieces[0][0]
    for left, end, piece, _ in pieces:
        text += (" " if text and left - right > WORD_GAP * LINE else "") + piece
        right = end
    confidence = sum(sure for *_, sure in pieces) / len(pieces)
    return (text, confidence) if _HANGUL.search(text) and confidence >= LEAST_CONFIDENCE else before
