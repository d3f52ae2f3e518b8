"""Registration and tax numbers: found so that nobody dials them; VAT numbers are kept as a field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr.fields.found import Found, Span
from ocr.fields.labels import BETWEEN, labels_in
from ocr.layout import Row

#: The EU's, Switzerland's, the United Kingdom's and India's forms.
VAT = re.compile(
    r"(?<![\w])(ATU\s?\d{8}|BE\s?[01]?\d{3}[. ]?\d{3}[. ]?\d{3}|BG\s?\d{9,10}|CHE[- ]?\d{3}[. ]?\d{3}[. ]?\d{3}"
    r"(?:\s?(?:MWST|TVA|IVA))?"
    r"|CZ\s?\d{8,10}|DE\s?\d{3}\s?\d{3}\s?\d{3}|DK\s?(?:\d{2}\s?){3}\d{2}|EE\s?\d{9}|EL\s?\d{9}|ES\s?[A-Z]\d{7}[\dA-Z]|FI\s?\d{8}"
    r"|FR\s?[\dA-Z]{2}\s?\d{3}\s?\d{3}\s?\d{3}|GB\s?\d{3}\s?\d{4}\s?\d{2}|HR\s?\d{11}|HU\s?\d{8}|IE\s?\d[\dA-Z]\d{5}[A-Z]{1,2}|IT\s?\d{11}"
    r"|LT\s?\d{9,12}|LU\s?\d{8}|LV\s?\d{11}|MT\s?\d{8}|NL\s?\d{9}\s?B\d{2}|PL\s?\d{10}|PT\s?\d{9}|RO\s?\d{6,10}|SE\s?\d{12}|SI\s?\d{8}|SK\s?\d{10}"
    r"|\d{2}[A-Z]{5}\d{4}[A-Z]\d[Z][\dA-Z]|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2})(?!\w)"
)
#: Labels whose number is a tax number of the firm.
_TAX_LABEL = re.compile(r"(?i)vat|ust|mwst|uid|tva|iva|nif|cif|nipc|cnpj|btw|nip|gst|abn|dic|oib|cui|tin|ein")
_NUMBER = re.compile(r"[A-Z]{0,4}[-.\s]?\d[\dA-Z.\-/ ]{3,24}[\dA-Z]|[A-Z]\d{5,}", re.IGNORECASE)


def find_ids(rows: Sequence[Row]) -> list[Found]:
    """Fields "vat_id" and "registration" (the latter only keeps digits from becoming phones)."""
    found: list[Found] = []
    for index, row in enumerate(rows):
        found.extend(_by_shape(index, row))
        found.extend(f for f in _by_label(index, row) if not any(f.spans[0].overlaps(g.spans[0]) for g in found))
    return found


def _by_shape(index: int, row: Row) -> Iterator[Found]:
    for match in VAT.finditer(row.text):
        yield Found("vat_id", match.group().strip(), (Span(index, match.start(), match.end()),), 0.95, "shape")


def _by_label(index: int, row: Row) -> Iterator[Found]:
    for _, end, role in labels_in(row.text):
        if role != "id":
            continue
        between = BETWEEN.match(row.text, end)
        start = between.end() if between else end
        number = _NUMBER.match(row.text, start)
        label = row.text[:end]
        if number and not re.search(r"(?i)\b(?:ext\w*|estd?|since)\W*$", label):
            field = "vat_id" if _TAX_LABEL.search(label[-16:]) else "registration"
            value = re.split(r"\s{2,}", number.group().strip())[0]
            yield Found(field, value, (Span(index, start, start + len(value)),), 0.9, "label")
