"""Which countries a card points to, most likely first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import phonenumbers

from ocr.fields import domains
from ocr.fields.found import Found
from ocr.fields.lexicon import country_in, region_codes
from ocr.layout import Row

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
            votes.update({code: 3 for code in _dialling_country(match.group(1))})
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


def _dialling_country(digits: str) -> list[str]:
    try:
        number = phonenumbers.parse("+" + re.sub(r"\D", "", digits.replace("(0)", "")), None)
    except phonenumbers.NumberParseException:
        return []
    region = phonenumbers.region_code_for_number(number)
    return [region or phonenumbers.region_code_for_country_code(number.country_code)]
