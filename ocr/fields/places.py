"""Which countries a card points to, most likely first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import phonenumbers

from ocr.fields import domains
from ocr.fields.found import Found
from ocr.fields.lexicon import city_in, country_in, region_codes
from ocr.fields.traits import POSTCODE
from ocr.layout import Row
from ocr.text import digits, letters, words

_PLUS = re.compile(r"(?:\+|\b00)\s?\(?(\d[\d\s().-]{6,})")
_US_POST = re.compile(r"\b([A-Z]{2})[\s.,]*\d{5}(?:[-–]\d{4})?\b")
_UK_POST = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_PIN_INDIA = re.compile(r"\b\d{3}\s?\d{3}\b")
_TEN = re.compile(r"(?<!\d)\(?[2-9]\d{2}\)?[\s.–-]+\d{3}[\s.–-]+\d{4}(?!\d)")


def likely_countries(rows: Sequence[Row], hosts: Sequence[Found], hint: str | None) -> list[str]:
    """ISO codes by evidence: a printed country and a dialling code weigh most, then the web's suffix."""
    votes: Counter[str] = Counter()
    for row in rows:
        if named := country_in(row.text):
            votes[named] += 3
        for match in _PLUS.finditer(row.text):
            votes.update(dict.fromkeys(_dialling_country(match.group(1)), 3))
        if (state := _US_POST.search(row.text)) and state.group(1) in region_codes():
            votes["US"] += 3
        if _UK_POST.search(row.text):
            votes["GB"] += 2
        if _TEN.search(row.text):
            votes["US"] += 1
    for found in hosts:
        if code := domains.country_of(found.value.split("@")[-1].split("/")[0]):
            votes[code] += 2
    if hint:
        votes[hint.upper()] += 2
    return [code for code, _ in votes.most_common(4)] or ["US"]


def _dialling_country(number_text: str) -> list[str]:
    try:
        number = phonenumbers.parse("+" + re.sub(r"\D", "", number_text.replace("(0)", "")), None)
    except phonenumbers.NumberParseException:
        return []
    region = phonenumbers.region_code_for_number(number)
    return [region or phonenumbers.region_code_for_country_code(number.country_code or 0)]


def postal_parts(lines: Sequence[str], whole: str, countries: Sequence[str]) -> dict[str, str]:
    """street, postcode, city, region and country (ISO) of an address, as far as they can be told apart."""
    found: dict[str, str] = {}
    pieces = [piece.strip(" .") for line in lines for piece in re.split(r",|\s[-–|•]\s", line) if piece.strip(" .")]
    named = country_in(whole)
    country = named or (countries[0] if countries else "")
    if country:
        found["country"] = country
    rest = [piece for piece in pieces if not (country_in(piece) and len(words(piece)) <= 3)]
    code = _postcode_of(rest, country)
    if code:
        found["postcode"] = code
    region = next(
        (
            w
            for piece in reversed(rest)
            for w in re.findall(r"(?<![\w.])[A-Z]{2,3}(?![\w.])", piece)
            if w in region_codes()
        ),
        "",
    )
    if region:
        found["region"] = region
    city_at = _city_index(rest, code)
    if city_at is not None:
        found["city"] = _bare_city(rest[city_at], code, region)
    street = ", ".join(rest[: city_at if city_at is not None else len(rest)])
    if street:
        found["street"] = street
    return found


def _postcode_of(pieces: Sequence[str], country: str) -> str:
    """The last thing shaped like a post code; a house number in front of a street is none."""
    for index in range(len(pieces) - 1, -1, -1):
        matches = [m for m in POSTCODE.finditer(pieces[index]) if digits(m.group()) >= 2]
        matches = [
            m
            for m in matches
            if not (index == 0 and len(pieces) > 1 and m.start() == 0 and country in {"US", "CA", "GB", "AU"})
        ]
        if matches:
            return matches[-1].group().strip()
    return ""


def _city_index(pieces: Sequence[str], code: str) -> int | None:
    """Which piece names the town: the one beside the post code, else the last known city."""
    at = next((i for i in range(len(pieces) - 1, -1, -1) if code and code in pieces[i]), None)
    if at is not None:
        if letters(pieces[at].replace(code, "")) > 3:
            return at
        return at - 1 if at > 0 else None
    return next((i for i in range(len(pieces) - 1, -1, -1) if city_in(words(pieces[i]))), None)


def _bare_city(piece: str, code: str, region: str) -> str:
    text = piece.replace(code, " ") if code else piece
    if region:
        text = re.sub(rf"\b{region}\b", " ", text)
    return re.sub(r"\s+", " ", re.sub(r"^[A-Z]{1,2}\s?[-–]\s?(?=\s)", " ", text)).strip(" .,-–()")
