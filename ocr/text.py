"""Small text tools shared by every finder."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLDS = str.maketrans({"ø": "o", "ß": "ss", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "`": "'"})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff々]")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents: how every word list is written."""
    return "".join(map(_bare, text.casefold().translate(_FOLDS)))


@lru_cache(maxsize=5_000)
def _bare(character: str) -> str:
    """A Latin, Greek or Cyrillic letter without its accent; East Asian writing has none to lose."""
    if character.isascii() or ord(character) >= 0x2E80:
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(c for c in parts if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Folded words of a text; hyphens and apostrophes inside a word stay."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def squash(text: str) -> str:
    """Only the folded letters and digits: what survives spacing and punctuation."""
    return re.sub(r"[\W_]+", "", fold(text))


def letters(text: str) -> int:
    """How many letters a text has."""
    return sum(c.isalpha() for c in text)


def digits(text: str) -> int:
    """How many digits a text has."""
    return sum(c.isdigit() for c in text)


def has_cjk(text: str) -> bool:
    """True when Chinese, Japanese or Korean writing is in the text."""
    return bool(_CJK.search(text))


def cjk_share(text: str) -> float:
    """Share of the letters that are Chinese, Japanese or Korean."""
    return len(_CJK.findall(text)) / max(1, letters(text))


def is_han(text: str) -> bool:
    """True when the whole text is Chinese characters (blanks aside)."""
    bare = text.replace(" ", "").replace("\u3000", "")
    return bool(bare) and all(_HAN.match(c) for c in bare)


def tidy(text: str) -> str:
    """A value as people write it: single blanks, no trade-mark signs, no dangling marks."""
    bare = re.sub(r"[™®©℠]", "", text)
    return re.sub(r"\s+", " ", bare).strip(" ,;:|-–—/")
