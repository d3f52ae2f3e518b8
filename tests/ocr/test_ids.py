"""Registration numbers."""

import pytest

from ocr.fields.ids import find_ids
from tests.ocr.support import rows


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("USt-IdNr.: DE123456789", "DE123456789"),
        ("CHE-123.456.789 MWST", "CHE-123.456.789 MWST"),
        ("P.IVA 01234567890", "01234567890"),
        ("VAT No: GB 123 4567 89", "GB 123 4567 89"),
        ("NIP: 123-456-78-90", "123-456-78-90"),
        ("ATU12345678", "ATU12345678"),
    ],
)
def test_tax_numbers_are_kept(printed: str, value: str) -> None:
    assert [(f.field, f.value) for f in find_ids(rows(printed))] == [("vat_id", value)]


def test_other_registrations_are_only_set_aside() -> None:
    assert {f.field for f in find_ids(rows("HRB 123456 Amtsgericht", "License No. 998877"))} == {"registration"}


def test_plain_words_are_no_registration() -> None:
    assert find_ids(rows("License to cook", "Anna Kowalska")) == []
