"""Which strings are internet domains, by the suffix list that ships with tldextract (never fetched)."""

from __future__ import annotations

import re
from functools import cache

import tldextract

from ocr.fields.lexicon import word_set

#: RFC 2606: nobody's, and so printed on every card that is an example
RESERVED = ("example", "test")


@cache
def _extractor() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True, extra_suffixes=RESERVED
    )


def split(host: str) -> tuple[str, str]:
    """(name, suffix) of the registrable domain; ("", "") when the suffix is unknown."""
    found = _extractor()(host.casefold().strip("."))
    return (found.domain, found.suffix) if found.domain and found.suffix else ("", "")


def registrable(host: str) -> str:
    """ "mail.firm.co.uk" -> "firm.co.uk"."""
    name, suffix = split(host)
    return f"{name}.{suffix}" if name else ""


def is_domain(host: str) -> bool:
    """True for a host with a known suffix and sane labels."""
    return bool(split(host)[0]) and all(re.fullmatch(r"[\w-]{1,63}", label) for label in host.split("."))


def is_free_mail(host: str) -> bool:
    """True for a mail provider's domain."""
    name, _ = split(host)
    return name in word_set("free_mail")


def country_of(host: str) -> str | None:
    """ISO code behind a country suffix."""
    last = host.casefold().rsplit(".", 1)[-1]
    if len(last) != 2 or last in {"eu", "io", "ai", "tv", "cc", "me", "co"}:
        return None
    return {"uk": "GB"}.get(last, last.upper())
