"""Which strings are internet domains, by the suffix list that ships with tldextract (never fetched)."""

from __future__ import annotations

import re
from functools import cache

import tldextract

#: Free mail services say nothing about a company.
FREE_MAIL = frozenset(
    "gmail googlemail yahoo ymail rocketmail hotmail outlook live msn aol icloud me mac gmx web t-online freenet arcor"
    " posteo mailbox protonmail proton pm orange wanadoo free laposte sfr neuf libero virgilio tiscali alice tin"
    " terra uol bol ig sapo clix mail.ru yandex rediffmail sify vsnl eth btinternet bluewin hispeed sunrise wp onet"
    " interia o2 ziggo kpnmail xs4all skynet telenet comcast verizon att sbcglobal bellsouth cox earthlink qq 163"
    " 126 sina sohu foxmail naver daum hanmail nate docomo ezweb softbank optusnet bigpond xtra zoho mail".split()
)
#: Suffixes common enough on cards to be believed without "www" or a label.
COMMON = frozenset(
    "com net org edu gov info biz eu de at ch fr it es pt nl be pl cz sk hu ro bg hr si gr dk se no fi ie uk us ca mx"
    " br ar cl co pe au nz in jp cn tw kr hk sg my th vn id ph za ke ng ae sa il tr ru ua io ai app dev tech online"
    " shop store agency studio design me tv cc lu li ee lv lt is coop pro mobi name cloud digital solutions".split()
)


@cache
def _extractor() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


def split(host: str) -> tuple[str, str]:
    """(name, suffix) of the registrable domain; ("", "") when the suffix is unknown."""
    found = _extractor()(host.casefold().strip("."))
    return (found.domain, found.suffix) if found.domain and found.suffix else ("", "")


def registrable(host: str) -> str:
    """"mail.firm.co.uk" -> "firm.co.uk"."""
    name, suffix = split(host)
    return f"{name}.{suffix}" if name else ""


def is_domain(host: str) -> bool:
    """True for a host with a known suffix and sane labels."""
    return bool(split(host)[0]) and all(re.fullmatch(r"[\w-]{1,63}", label) for label in host.split("."))


def is_free_mail(host: str) -> bool:
    """True for a mail provider's domain."""
    name, _ = split(host)
    return name in FREE_MAIL


def country_of(host: str) -> str | None:
    """ISO code behind a country suffix."""
    last = host.casefold().rsplit(".", 1)[-1]
    if len(last) != 2 or last in {"eu", "io", "ai", "tv", "cc", "me", "co"}:
        return None
    return {"uk": "GB"}.get(last, last.upper())
