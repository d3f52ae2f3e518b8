"""What the words of a text say about it, measured once per text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ocr.fields import lexicon
from ocr.text import cjk_share, digits, fold, letters, words

POSTCODE = re.compile(
    r"(?<![\w/-])(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2}|(?:[A-Z]{1,2}[-–]\s?)?\d{4,5}(?:[-–]\d{3,4})?|\d{3}\s?[-–]?\s?\d{3}|\d{2}-\d{3}|\d{3}-\d{4}|\d{4}-\d{3}|〒\s?\d{3}-?\d{4})(?![\w/-])"
)
_STATE = re.compile(r"(?<![\w.])([A-Z]{2,3})(?![\w.])")
_CJK_ADDRESS = re.compile(r"[都道府県市区町村丁目番地号省市区县縣路街號号楼樓室층로길동시구]")
_CJK_TITLE = re.compile(
    r"(社長|会長|取締役|部長|課長|係長|主任|主査|室長|所長|店長|支店長|営業|担当|技術|教授|准教授|講師|研究員|代表|理事|顧問|監査|執行役員|次長|マネージャー|ディレクター|エンジニア|デザイナー"
    r"|经理|總經理|总经理|董事|總裁|总裁|主管|工程师|工程師|销售|業務|总监|總監|助理|专员|主席|律师|醫師|教师|대표|이사|부장|과장|차장|대리|사원|팀장|상무|전무|사장|회장|교수|연구원|매니저|원장|실장|본부장|주임|선임|책임|수석)"
)


_SINCE = re.compile(
    r"(?i)\b(?:since|estd?\.?|established|seit|gegr\.?|depuis|dal|desde|sinds|od|anno|founded|fondée? en|copyright|©)"
    r"\W*(?:1[6-9]|20)\d\d\b"
)


def without_years(text: str) -> str:
    """``text`` without the year a firm was founded in, which is neither post code nor house number."""
    return _SINCE.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Traits:
    """Counts and shares over the words of one text; shares are 0..1."""

    words: tuple[str, ...]
    title_heads: int
    title_share: float
    given: int
    family: int
    company_words: int
    department_words: int
    street_words: int
    stop_words: int
    city: int
    country: bool
    region: bool
    legal: bool
    postcode: bool
    digits: int
    letters: int
    cjk: float
    capitals: float
    capitalised: float
    initials: int
    honorific: bool
    degree: bool
    cjk_title: bool
    abstract: int
    cjk_address: int

    @property
    def count(self) -> int:
        return len(self.words)


@lru_cache(maxsize=5000)
def traits(text: str) -> Traits:
    """The traits of a text."""
    found = [part for word in words(text) for part in lexicon.unglued(word)]
    tokens = text.split()
    alphabetic = [t for t in tokens if letters(t)]
    heads = lexicon.title_heads()
    title = lexicon.hits(found, "title_words")
    is_cjk = cjk_share(text)
    return Traits(
        words=tuple(found),
        title_heads=sum(_is_head(word, heads) for word in found),
        title_share=title / max(1, len(found)),
        given=lexicon.hits(found, "given_names"),
        family=lexicon.hits(found, "family_names"),
        company_words=lexicon.hits(found, "company_words"),
        department_words=lexicon.hits(found, "department_words"),
        street_words=lexicon.hits(found, "street_words") + _glued_street(found),
        stop_words=lexicon.hits(found, "stop_words"),
        city=lexicon.city_in(found),
        country=lexicon.country_in(text) is not None,
        region=any(m in lexicon.region_codes() for m in _STATE.findall(text))
        or any(w in lexicon.region_names() for w in found),
        legal=lexicon.legal_form(text) is not None,
        postcode=bool(POSTCODE.search(without_years(text))),
        digits=digits(without_years(text)),
        letters=letters(text),
        cjk=is_cjk,
        capitals=sum(c.isupper() for c in text) / max(1, letters(text)),
        capitalised=sum(t.lstrip("(\"'")[:1].isupper() for t in alphabetic) / max(1, len(alphabetic)),
        initials=sum(bool(re.fullmatch(r"[A-Z]\.?(?:[A-Z]\.?)?", t)) for t in tokens),
        honorific=bool(found) and found[0] in lexicon.word_set("honorifics"),
        degree=any(re.sub(r"\W", "", fold(t)) in lexicon.word_set("degrees") for t in tokens[1:]),
        cjk_title=is_cjk > 0 and bool(_CJK_TITLE.search(text)),
        abstract=sum(len(w) > 5 and w.endswith(tuple(lexicon.word_set("abstract_endings"))) for w in found),
        cjk_address=len(_CJK_ADDRESS.findall(text)) if is_cjk else 0,
    )


def _is_head(word: str, heads: frozenset[str]) -> bool:
    """A head word, alone or as the end of a compound: "vertriebsingenieur", "sales-manager"."""
    if word in heads or any(piece in heads for piece in word.split("-")):
        return True
    return len(word) > 9 and word.endswith(tuple(lexicon.word_set("title_endings")))


def _glued_street(found: list[str]) -> int:
    """German and Dutch streets are one word: "hauptstrasse", "kerkstraat"."""
    ends = (
        "strasse",
        "str",
        "weg",
        "platz",
        "allee",
        "gasse",
        "straat",
        "laan",
        "plein",
        "gatan",
        "vagen",
        "gata",
        "veien",
        "vej",
        "utca",
        "katu",
    )
    return sum(len(w) > 5 and any(w.endswith(e) and len(w) > len(e) + 2 for e in ends) for w in found)


def is_department(text: str) -> bool:
    """True for a text that names a part of a firm ("Export Department"), not a firm or a title."""
    t = traits(text)
    named = any(word in lexicon.marked("department_words") for word in t.words[:1] + t.words[-1:])
    return named and not t.legal and t.title_heads == 0
