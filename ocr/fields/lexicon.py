"""The word lists beside this package, loaded once and asked by folded word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from ocr.text import fold, squash

FOLDER = Path(__file__).parents[1] / "wordlists"


def rows_of(name: str) -> list[str]:
    """Rows of a word list without its comments."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [row for row in text.splitlines() if row and not row.startswith("#")]


@cache
def word_set(name: str) -> frozenset[str]:
    """Folded entries of a list: one a row for the large lists, blank-separated for the others."""
    rows = rows_of(name)
    if name in {"cities", "given_names", "family_names", "cjk_family_names"}:
        more = rows_of("cjk_family_more") if name == "cjk_family_names" else []
        return frozenset(rows).union(*(row.split() for row in more))
    return frozenset(fold(word.lstrip("!")).strip(".") for row in rows for word in row.split())


@cache
def marked(name: str) -> frozenset[str]:
    """The words of a list that carry its "!" mark."""
    found = (word for row in rows_of(name) for word in row.split() if word.startswith("!"))
    return frozenset(fold(word[1:]).strip(".") for word in found)


def title_heads() -> frozenset[str]:
    """Words that alone already are a job title."""
    return marked("title_words")


@cache
def region_codes() -> frozenset[str]:
    """Upper-case short codes of states and provinces."""
    return frozenset(w for row in rows_of("regions") for w in row.split() if w.isupper())


@cache
def region_names() -> frozenset[str]:
    """Folded names of states and provinces."""
    return frozenset(fold(w) for row in rows_of("regions") for w in row.split() if not w.isupper())


@cache
def countries() -> dict[str, str]:
    """Folded country name -> ISO code."""
    pairs = (row.split(":", 1) for row in rows_of("countries"))
    return {fold(name.strip()): code for code, names in pairs for name in names.split("|")}


@cache
def _country_pattern() -> re.Pattern[str]:
    names = sorted((re.escape(name) for name in countries()), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(names) + r")(?![\w])")


def country_in(text: str) -> str | None:
    """ISO code of the last country named in ``text``."""
    found = _country_pattern().findall(fold(text))
    return countries()[found[-1]] if found else None


def _loose(form: str) -> str:
    """A pattern for a legal form whose dots, commas and blanks may be missing."""
    bare = re.sub(r"[\s.,]+", " ", fold(form)).strip()
    return r"[\s.,]*".join(re.escape(c) for c in bare.replace(" ", ""))


@cache
def _legal_pattern() -> re.Pattern[str]:
    forms = {form.strip() for row in rows_of("legal_forms") for form in row.split("|")}
    latin = sorted((_loose(f) for f in forms if f.isascii() or squash(f).isalpha()), key=len, reverse=True)
    return re.compile(r"(?<![\w.@/-])(?:" + "|".join(latin) + r")(?![\w@])\.?")


@cache
def _cjk_forms() -> tuple[str, ...]:
    forms = (form.strip() for row in rows_of("legal_forms") for form in row.split("|"))
    return tuple(form for form in forms if any(ord(c) > 0x2E80 for c in form))


#: Legal forms that are also everyday words or name parts: they count only at the end, or in capitals.
_WEAK = frozenset(
    "as co me se pc sa sas ad hb ks bm ae cv eg ek ev ev as da bt sc ans est pt lp rf sia oo kg".split()
)


def legal_form(text: str) -> tuple[int, int] | None:
    """Span of the last legal form in ``text``, or None."""
    for form in _cjk_forms():
        at = text.find(form)
        if at >= 0:
            return at, at + len(form)
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.casefold()
    spans = [(m.start(), m.end()) for m in _legal_pattern().finditer(folded) if _is_strong(text, m.start(), m.end())]
    return spans[-1] if spans else None


def _is_strong(text: str, start: int, end: int) -> bool:
    form = text[start:end]
    bare = squash(form)
    if bare not in _WEAK and len(bare) > 2:
        return True
    if start == 0:
        return False
    dotted = "." in form.strip(".") and form.upper() == form
    at_end = not text[end:].strip(" .,)")
    return dotted or (at_end and form[0].isupper() and (form.isupper() or bare in {"co", "kg"}))


def hits(words: list[str], name: str) -> int:
    """How many of the folded ``words`` stand in the list ``name``."""
    known = word_set(name)
    return sum(word in known for word in words)


def city_in(words: list[str]) -> int:
    """Length in words of the longest city name inside ``words``."""
    known = word_set("cities")
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            if " ".join(words[i : i + size]) in known:
                return size
    return 0


@lru_cache(maxsize=5000)
def unglued(word: str) -> tuple[str, ...]:
    """The two words of a lost blank ("projectmanager", "attorneyat"), or the word itself."""
    if len(word) < 8 or not word.isalpha() or any(word in word_set(name) for name in _WHOLE):
        return (word,)
    for at in range(len(word) - 2, 3, -1):
        left, right = word[:at], word[at:]
        if _is_role_word(left) and (_is_role_word(right) or (right in word_set("stop_words") and at > 5)):
            return left, right
    return (word,)


#: Lists whose words are never two.
_WHOLE = ("title_words", "company_words", "department_words", "street_words", "cities", "given_names", "family_names")


def _is_role_word(word: str) -> bool:
    return len(word) > 3 and (word in word_set("title_words") or word in word_set("company_words"))
