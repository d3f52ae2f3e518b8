"""Telephone numbers: which digits are one, what kind, and their dialable form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from ocr.fields.found import Found, Span, each_once
from ocr.fields.labels import PHONE_KINDS, is_only_label, label_after, label_before
from ocr.layout import Row, same_level, stacked
from ocr.text import digits

#: Digits that start a word; Chinese, Japanese and Korean labels stand before them without a space.
_RUN = re.compile(
    r"(?:(?<![^\W\u2e80-\u9fff\uac00-\ud7af])(?<![\x00/])|(?<=\b[TPMFCDHO]))(?:[+＋]\s?)?[(\[]?\s?[+]?\d(?:[\d\s().\[\]\-–—−‐/·,;&+~]|\bto\b)*\d(?![\d])",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(?i)^\s*[,;(]?\s*(?:ext(?:n|ension)?|extn|x|ramal|int|dw|分機|内線|durchwahl)\b\.?\s*[:.]?\s*(\d{1,6})\)?"
)
#: What cards print between two numbers of one label.
_BETWEEN_NUMBERS = re.compile(r"\s*[,;&]\s*|\s+/\s*|\s*/\s+|\s{3,}|(?<=\d{4})/(?=\d{5})|\s+(?=\+)|(?<=\d)(?=\+)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}")
#: A North American number without any label.
_TEN = re.compile(r"\+?1?[\s.-]*\(?\s?[2-9]\d{2}\s?\)?[\s./·–—-]*\d{3}[\s.·–—-]*\d{4}")
_SERVICES = {PhoneNumberType.MOBILE: "mobile", PhoneNumberType.PAGER: "mobile"}


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits that may be one number: where they stand and what the words around say."""

    index: int
    start: int
    end: int
    text: str
    role: str | None
    #: True for the second and later numbers behind one label.
    carried: bool = False


def find_phones(rows: Sequence[Row], texts: Sequence[str], countries: Sequence[str]) -> list[Found]:
    """Fields "phone", in reading order.

    ``texts`` are the rows' texts with spans already spoken for blanked; ``countries`` are ISO codes the
    card points to, most likely first.
    """
    runs = [run for index, row in enumerate(rows) for run in _runs(index, row, texts[index], rows, texts)]
    found = (_found(run, countries) for run in runs if _is_phone(run, texts[run.index], countries))
    return each_once(found, lambda phone: phone.e164 or re.sub(r"\D", "", phone.value))


def _runs(index: int, row: Row, text: str, rows: Sequence[Row], texts: Sequence[str]) -> Iterator[_Run]:
    role: str | None = None
    ended = 0
    for match in _RUN.finditer(text):
        between = text[ended : match.start()]
        carried = role if not re.search(r"[^\W\d_]", between) else None
        own = _own_role(text, match.start(), match.end())
        if own is None and not re.search(r"\w", text[: match.start()].replace("\x00", "x")):
            own = _label_beside(index, rows, texts)
        if own is None and carried is None and re.search(r"[^\W\d_]{3,}", between):
            own = "text"
        role = own or carried
        ended = match.end()
        yield from _split(index, match, text, role)


def _own_role(text: str, start: int, end: int) -> str | None:
    """The label of one number: what stands behind it says more than a general word before it."""
    before = label_before(text, start)
    if digits(text[start:end]) <= 5:
        return before
    after = label_after(text, end)
    if after in PHONE_KINDS and before in (None, "work"):
        return after
    return before or after


def _label_beside(index: int, rows: Sequence[Row], texts: Sequence[str]) -> str | None:
    """A label on its own: left of the number, or right above it."""
    row = rows[index]
    for other, text in zip(rows, texts, strict=True):
        if other is row:
            continue
        beside = same_level(other, row) and -1.2 * row.h <= row.x - other.right < 8 * row.h
        above = stacked(other, row) and abs(other.x - row.x) < 1.5 * row.h
        if (beside or above) and (role := is_only_label(text)):
            return role
    return None


def _split(index: int, match: re.Match[str], text: str, role: str | None) -> Iterator[_Run]:
    """Cut "020-25550147, 25550199" into two numbers, but not "2555 0147/48"."""
    start, carried = match.start(), False
    for cut in _BETWEEN_NUMBERS.finditer(match.group()):
        left = text[start : match.start() + cut.start()]
        right = text[match.start() + cut.end() : match.end()]
        if digits(left) >= 6 and digits(_first_number(right)) >= 5:
            yield _Run(index, start, match.start() + cut.start(), left, role, carried)
            start, carried = match.start() + cut.end(), True
    tail = _EXTENSION.match(text[match.end() :])
    end = match.end() + (tail.end() if tail else 0)
    yield _Run(index, start, end, text[start:end], role, carried)


def _first_number(text: str) -> str:
    return _BETWEEN_NUMBERS.split(text.strip(), maxsplit=1)[0]


def _is_phone(run: _Run, text: str, countries: Sequence[str]) -> bool:
    count = digits(run.text)
    if _DATE.fullmatch(run.text.strip()):
        return False
    if run.role in {"id", "web", "email", "address"} or not 6 <= count <= 22:
        return False
    plus = run.text.lstrip(" ([").startswith(("+", "00", "＋"))
    if run.role in PHONE_KINDS:
        return True
    if plus and count >= 8:
        return True
    if count < 7:
        return False
    alone = not re.search(r"[^\W\d_]{2,}", text)
    if _TEN.fullmatch(run.text.strip()):
        return run.role != "text" or alone
    return alone and run.role != "text" and (9 <= count <= 13 or _valid_somewhere(run.text, countries))


def _valid_somewhere(printed: str, countries: Sequence[str]) -> bool:
    return any((n := parse(printed, country)) and phonenumbers.is_valid_number(n) for country in countries)


def parse(printed: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    """The number as phonenumbers understands it, or None."""
    text = re.sub(r"^\s*[(\[]?\s*00(?=\s?[1-9])", "+", printed.replace("＋", "+"))
    text = re.sub(r"(?<=\d)\s*[/–-]\s*\d{1,2}$", "", re.sub(r"\(0\)", "", text) if "+" in text else text)
    text = re.sub(r"^\+\s*\(?0+", "+", text)
    try:
        return phonenumbers.parse(text, country)
    except NumberParseException:
        return None


def dialable(printed: str, countries: Sequence[str]) -> str | None:
    """E.164 by the prefix on the card, else by the first country in which the number is valid."""
    prefixed = [c for c in countries if _starts_with_code(printed, c)]
    for text, country in [(printed, c) for c in (countries or (None,))] + [
        ("+" + printed.lstrip(), c) for c in prefixed
    ]:
        number = parse(text, country)
        if number is not None and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _starts_with_code(printed: str, country: str) -> bool:
    code = str(phonenumbers.country_code_for_region(country))
    return code != "0" and re.sub(r"\D", "", printed).startswith(code)


def _found(run: _Run, countries: Sequence[str]) -> Found:
    value = tidy(run.text)
    e164 = dialable(value, countries)
    kind = run.role if run.role in PHONE_KINDS else _kind_by_number(e164)
    if run.carried and kind == "work":
        kind = _kind_by_number(e164)
    sure = 0.96 if run.role in PHONE_KINDS else 0.9 if e164 else 0.75
    rule = "label" if run.role in PHONE_KINDS else "shape"
    return Found("phone", value, (Span(run.index, run.start, run.end),), sure, rule, kind, e164)


def tidy(printed: str) -> str:
    """The number as printed, without stray brackets and with single blanks."""
    text = re.sub(r"\s+", " ", printed.replace("\x00", "")).strip(" .,;:/-–&~")
    if text.count("(") != text.count(")"):
        text = text.strip("()[] ") if text.count("(") + text.count(")") == 1 and text[:1] in "()" else text
    return text


def _kind_by_number(e164: str | None) -> str:
    number = parse(e164, None) if e164 else None
    return _SERVICES.get(phonenumbers.number_type(number), "work") if number else "work"
