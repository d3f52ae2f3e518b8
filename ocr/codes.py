"""QR and other codes on the card; a vCard or MeCard in one of them is the truth, merged with the print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import zxingcpp
from PIL import Image

from ocr.contacts import parse_contact
from ocr.fields.phones import dialable
from ocr.fields.websites import host_of, is_social
from ocr.model import Box, Code, Field, ReadOptions
from ocr.text import squash

#: A contact code is written by the firm itself, so nothing read from print outranks it.
CODE_CONFIDENCE = 0.99
LONGEST_PAYLOAD = 4096
_SEVERAL = {"email", "phone", "website", "social"}


def read_codes(picture: Image.Image, scale: float) -> tuple[Code, ...]:
    """Codes in the picture, boxes in the stored picture's pixels."""
    return tuple(_code(found, scale) for found in zxingcpp.read_barcodes(picture) if found.text)


def _code(found: zxingcpp.Barcode, scale: float) -> Code:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    box = Box.of_points((corner.x / scale, corner.y / scale) for corner in corners)
    return Code(str(found.format), found.text[:LONGEST_PAYLOAD], box)


def merge(printed: Sequence[Field], codes: Sequence[Code], options: ReadOptions) -> tuple[Field, ...]:
    """The printed fields with what the codes say: single values replaced, several values completed."""
    fields = list(printed)
    for code in codes:
        for coded in _fields_of(code, options):
            fields = _with(fields, coded)
    return tuple(fields)


def _fields_of(code: Code, options: ReadOptions) -> Iterator[Field]:
    country = (options.country,) if options.country else ()
    for name, value, kind in parse_contact(code.payload):
        e164 = dialable(value, country) if name == "phone" else None
        yield Field(name, value, CODE_CONFIDENCE, code.box, "code", kind, e164)
    if re.match(r"(?i)https?://\S+$", code.payload.strip()):
        name = "social" if is_social(host_of(code.payload)) else "website"
        yield Field(name, code.payload.strip(), 0.9, code.box, "code")


def _with(fields: list[Field], coded: Field) -> list[Field]:
    """A coded value confirms its printed twin (whose box and spelling people see) or takes its place."""
    for index, field in enumerate(fields):
        if field.name == coded.name and (coded.name not in _SEVERAL or _same(field, coded)):
            agrees = _same(field, coded)
            box = field.box if agrees else coded.box
            kept = replace(
                coded, box=box, value=field.value if agrees else coded.value, kind=coded.kind or field.kind
            )
            kept = replace(kept, e164=coded.e164 or field.e164)
            return [*fields[:index], kept, *fields[index + 1 :]]
    # A link behind a code is often a campaign page; it is added only where the print names no site.
    if coded.name == "website" and coded.confidence < CODE_CONFIDENCE and any(f.name == "website" for f in fields):
        return fields
    return [*fields, coded]


def _same(a: Field, b: Field) -> bool:
    if a.name == "phone":
        left, right = re.sub(r"\D", "", a.e164 or a.value), re.sub(r"\D", "", b.e164 or b.value)
        return left.lstrip("0")[-8:] == right.lstrip("0")[-8:]
    if a.name == "website":
        return host_of(a.value) == host_of(b.value)
    return squash(a.value) == squash(b.value)
