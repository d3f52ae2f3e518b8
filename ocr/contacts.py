"""Contacts written in codes: vCard 2.1 to 4.0, MeCard and BizCard, mailto: and tel:."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

Entry = tuple[str, str, str | None]
_UNFOLD = re.compile(r"\r?\n[ \t]")
_MECARD = {
    "N": "name",
    "TEL": "phone",
    "EMAIL": "email",
    "URL": "website",
    "ADR": "address",
    "ORG": "company",
    "TITLE": "job_title",
}
_BIZCARD = {
    "N": "given_name",
    "X": "family_name",
    "T": "job_title",
    "C": "company",
    "A": "address",
    "B": "phone",
    "M": "phone",
    "F": "phone",
    "E": "email",
}


def parse_contact(payload: str) -> list[Entry]:
    """(field, value, phone kind) triples of a contact payload; empty for any other text."""
    text = payload.strip()
    upper = text[:12].upper()
    if upper.startswith("BEGIN:VCARD"):
        return [entry for entry in _vcard(text) if entry[1]]
    if upper.startswith("MECARD:"):
        return [entry for entry in _mecard(text[7:]) if entry[1]]
    if upper.startswith("BIZCARD:"):
        return [entry for entry in _bizcard(text[8:]) if entry[1]]
    if upper.startswith("MAILTO:"):
        return [("email", text[7:].split("?")[0], None)]
    if upper.startswith("TEL:"):
        return [("phone", text[4:], None)]
    return []


def _vcard(text: str) -> Iterator[Entry]:
    names: dict[str, str] = {}
    for raw in _UNFOLD.sub("", text).splitlines():
        head, _, value = raw.partition(":")
        key, *params = head.upper().split(";")
        key = key.rsplit(".", 1)[-1]
        value = _decoded(value, params)
        if key == "N":
            family, given = (*_parts(value), "", "")[:2]
            names |= {"given_name": given, "family_name": family}
        elif key == "FN":
            names["name"] = _plain(value)
        else:
            yield from _property(key, params, value)
    if "name" not in names and any(names.values()):
        names["name"] = f"{names.get('given_name', '')} {names.get('family_name', '')}".strip()
    for field, value in names.items():
        yield field, value, None


def _property(key: str, params: list[str], value: str) -> Iterator[Entry]:
    if key == "TEL":
        yield "phone", re.sub(r"(?i)^tel:", "", _plain(value)), _kind(params)
    elif key == "EMAIL":
        yield "email", _plain(value), None
    elif key == "URL":
        yield "website", _plain(value), None
    elif key == "TITLE" or key == "ROLE":
        yield "job_title", _plain(value), None
    elif key == "ORG":
        company, *units = _parts(value)
        yield "company", company, None
        yield "department", ", ".join(units), None
    elif key == "ADR":
        yield from _address((*_parts(value), *[""] * 7)[:7])


def _address(parts: tuple[str, ...]) -> Iterator[Entry]:
    box, extra, street, city, region, code, country = parts
    line = ", ".join(p for p in (box, extra, street) if p)
    town = " ".join(p for p in (code, city) if p)
    yield "address", ", ".join(p for p in (line, town, region, country) if p), None
    for field, value in (("street", line), ("city", city), ("region", region), ("postcode", code)):
        yield field, value, None


def _kind(params: list[str]) -> str:
    joined = ";".join(params)
    for word, kind in (("FAX", "fax"), ("CELL", "mobile"), ("HOME", "home")):
        if word in joined:
            return kind
    return "work"


def _decoded(value: str, params: list[str]) -> str:
    if any("QUOTED-PRINTABLE" in p for p in params):
        return quopri.decodestring(value.encode("ascii", "ignore")).decode("utf-8", "replace")
    return value


def _parts(value: str) -> list[str]:
    """Semicolon-separated parts, escapes undone."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    text = re.sub(r"\\[nN]", ", ", value)
    return re.sub(r"\\(.)", r"\1", text).strip()


def _mecard(text: str) -> Iterator[Entry]:
    for part in re.split(r"(?<!\\);", text):
        key, _, value = part.partition(":")
        field = _MECARD.get(key.strip().upper())
        if field == "name":
            family, _, given = _plain(value).partition(",")
            yield "name", f"{given.strip()} {family.strip()}".strip(), None
            yield "given_name", given.strip(), None
            yield "family_name", family.strip(), None
        elif field:
            yield field, _plain(value), None


def _bizcard(text: str) -> Iterator[Entry]:
    found: dict[str, str] = {}
    for part in re.split(r"(?<!\\);", text):
        key, _, value = part.partition(":")
        field = _BIZCARD.get(key.strip().upper())
        if field:
            kind = {"M": "mobile", "F": "fax", "B": "work"}.get(key.strip().upper()) if field == "phone" else None
            found[field] = _plain(value)
            yield field, _plain(value), kind
    yield "name", f"{found.get('given_name', '')} {found.get('family_name', '')}".strip(), None
