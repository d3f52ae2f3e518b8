"""Websites and social profiles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr.fields import domains
from ocr.fields.emails import repaired_host
from ocr.fields.found import Found, Span, blanked, each_once
from ocr.fields.labels import label_before
from ocr.fields.lexicon import word_set
from ocr.layout import Row

SOCIAL_HOSTS = (
    "facebook.com", "fb.com", "fb.me", "twitter.com", "x.com", "linkedin.com", "instagram.com", "youtube.com",
    "youtu.be", "tiktok.com", "pinterest.com", "xing.com", "wa.me", "t.me", "vimeo.com", "snapchat.com",
    "threads.net", "weibo.com",
)  # fmt: skip
_URL = re.compile(
    r"(?<![\w@.])((?:h?ttps?\s?[:;]?\s?/{1,2}\s?)?(?:www?w?\d?\s?[.,_:]\s?|www\s+)?)((?:[\w-]+\s?[.,]\s?)+[A-Za-z]{2,24})((?:/[^\s|,;\x00]*)?)(?![\w@])",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z]\w[\w.]{2,29})(?![\w@])")


def find_websites(rows: Sequence[Row], emails: Sequence[Found]) -> list[Found]:
    """Websites (field "website") and profiles (field "social"), each host once."""
    texts = blanked(rows, (span for mail in emails for span in (*mail.spans, *mail.echoes)))
    mail_domains = {domains.registrable(mail.value.split("@")[1]) for mail in emails}
    found: list[Found] = []
    for index, text in enumerate(texts):
        printed = (*_urls(index, text, mail_domains), *_handles(index, text))
        found.extend(without_glued_letter(one, mail_domains) for one in printed)
    return each_once(found, lambda one: host_of(one.value) if one.field == "website" else one.value.casefold())


def without_glued_letter(found: Found, mail_domains: set[str]) -> Found:
    """ "Wexample.com" is a W: before the very domain of the card's mail; "Elinkedin.com" is a profile."""
    host = host_of(found.value)
    bare = found.value[1:]
    known = domains.registrable(host_of(bare)) in mail_domains or is_social(host_of(bare))
    if not known or not found.value.casefold().startswith(host) or domains.registrable(host) in mail_domains:
        return found
    if is_social(host):
        return found
    span = Span(found.spans[0].row, found.spans[0].start + 1, found.spans[0].end)
    return Found("social" if is_social(host_of(bare)) else "website", bare, (span,), 0.85, "glued-label")


def host_of(url: str) -> str:
    """Host of a printed address, without scheme and "www."."""
    bare = re.sub(r"(?i)^\s*h?ttps?[:;]?/{1,2}", "", url.strip()).split("/")[0]
    return re.sub(r"(?i)^www\d?\.", "", bare).casefold().rstrip(".")


def _urls(index: int, text: str, mail_domains: set[str]) -> Iterator[Found]:
    for match in _URL.finditer(text):
        host, length = repaired_host(match.group(2))
        marked = bool(match.group(1).strip())
        labelled = label_before(text, match.start()) == "web"
        if not host or not (marked or labelled or _convincing(host, match.group(2)[:length], text, mail_domains)):
            continue
        whole = length == len(match.group(2))
        path = match.group(3).rstrip(".,;)") if whole else ""
        end = match.start(2) + length + len(path)
        scheme = (
            "https://"
            if re.match(r"(?i)https", match.group(1))
            else "http://"
            if "tp" in match.group(1).casefold()
            else ""
        )
        host, doubled = re.subn(r"^www\d?\.", "", host)
        www = "www." if doubled or re.search(r"(?i)ww", match.group(1)) else ""
        field = "social" if is_social(host) else "website"
        sure = 0.97 if marked or labelled else 0.9
        yield Found(field, f"{scheme}{www}{host}{path}", (Span(index, match.start(), end),), sure, "pattern")


def _convincing(host: str, printed: str, text: str, mail_domains: set[str]) -> bool:
    """Without "www" and without a label a dotted string must earn it: "Pvt.Ltd" and "No.2" do not."""
    if re.search(r"\s|,", printed):
        return False
    if domains.registrable(host) in mail_domains:
        return True
    suffix = host.casefold().rsplit(".", 1)[-1]
    name, _ = domains.split(host)
    alone = len(text.replace("\x00", "").strip()) - len(printed) <= 3
    same_case = printed.islower() or printed.isupper() or printed.rsplit(".", 1)[-1].islower()
    generic = suffix in {
        "com",
        "net",
        "org",
        "edu",
        "info",
        "biz",
        "de",
        "fr",
        "it",
        "es",
        "nl",
        "pl",
        "uk",
        "ch",
        "jp",
        "eu",
    }
    return suffix in word_set("common_suffixes") and same_case and len(name) >= 3 and (generic or alone)


def is_social(host: str) -> bool:
    """True for a profile page's host."""
    bare = re.sub(r"^www\.", "", host.casefold())
    return any(bare == social or bare.endswith("." + social) for social in SOCIAL_HOSTS)


def _handles(index: int, text: str) -> Iterator[Found]:
    for match in _HANDLE.finditer(text):
        yield Found("social", match.group().rstrip("."), (Span(index, match.start(), match.end()),), 0.85, "handle")
