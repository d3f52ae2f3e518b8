"""Telephone numbers: which digits are one, their kind, their dialable form."""

import pytest

from ocr.fields.exact import find_exact
from ocr.layout import arrange
from tests.ocr.support import column, rows


def found(*texts: str, country: str | None = None) -> list[tuple[str, str | None]]:
    return [(phone.value, phone.kind) for phone in find_exact(rows(*texts), country).phones]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Tel: +44 113 496 0018", "work"),
        ("Mobil +49 171 555 1234", "mobile"),
        ("Fax 030 5550 123", "fax"),
        ("F A X: 030 5550 123", "fax"),
        ("Portable : 06 55 51 22 33", "mobile"),
        ("Cell. 347 5551234", "mobile"),
        ("Móvil: 655 123 456", "mobile"),
        ("Telem.: 915 555 123", "mobile"),
        ("tel. kom. 605 555 123", "mobile"),
        ("携帯 090-5555-1234", "mobile"),
        ("携帯電話090-5555-1234", "mobile"),
        ("携带 090-5555-1234", "mobile"),
        ("電話052-555-7429", "work"),
        ("手机13800558489", "mobile"),
        ("电话：010-55558888", "work"),
        ("03-5555-2569(代表)", "work"),
        ("03-5555-2569（代）", "work"),
        ("전화02-555-3564", "work"),
        ("传真：0755-55551234", "fax"),
        ("휴대폰 010-5555-1234", "mobile"),
        ("M +41 79 555 12 34", "mobile"),
        ("T+41 31 555 01 23", "work"),
        ("918-555-0123 (cell)", "mobile"),
        ("918-555-0123 fax", "fax"),
        ("Phone: 0091 20 2555 0147 (Residence)", "home"),
        ("Tel/Fax: 030 5550 123", "work"),
        ("TEL (mobile): 094 555 0172", "mobile"),
    ],
)
def test_the_label_tells_the_kind(printed: str, kind: str) -> None:
    assert [k for _, k in found(printed)] == [kind]


def test_a_number_without_a_label_takes_its_kind_from_the_numbering_plan() -> None:
    assert found("+44 7911 123456", "+44 20 7946 0018") == [
        ("+44 7911 123456", "mobile"),
        ("+44 20 7946 0018", "work"),
    ]


def test_labels_between_two_numbers_belong_to_the_number_behind_them() -> None:
    assert found("TEL +81-3-5555-0147 FAX +81-3-5555-0148") == [
        ("+81-3-5555-0147", "work"),
        ("+81-3-5555-0148", "fax"),
    ]


def test_several_numbers_share_one_label() -> None:
    assert found("Ph: 020-25550147, 25550199") == [("020-25550147", "work"), ("25550199", "work")]


def test_a_label_in_its_own_column_counts() -> None:
    page = arrange((*column("Fax", x=50), *column(": +91-40-555 0610", x=180)))
    assert [phone.kind for phone in find_exact(page.rows, None).phones] == ["fax"]


@pytest.mark.parametrize(
    "text",
    [
        "Nagpur - 440 010",
        "横浜市西区みなとみらい142-3-7",
        "〒220-0012横浜市西区3丁目5-12",
        "5-9-22/B, Lotus Society",
        "Plot No. 14, Phase 9, Nagpur 440010",
        "USt-IdNr. DE 123 456 789",
        "VAT Reg No. GB 123 4567 89",
        "GSTIN 36ABCDE1234F1Z5",
        "ISO 9001 : 2015",
        "License No. 1234567",
        "IBAN DE00 1234 5678 9012 3456 78",
        "Since 1958 - 2018",
        "12.05.2019 - 14.05.2019",
    ],
)
def test_numbers_that_nobody_answers_are_no_phones(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("texts", "e164"),
    [
        (("Tel 030 5550 1234", "www.example.de"), "+493055501234"),
        (("(918) 555-0123", "Tulsa, OK 74103"), "+19185550123"),
        (("T 020 7946 0018", "London SW1A 1AA", "United Kingdom"), "+442079460018"),
        (("+49 (0) 821 5550-123",), "+498215550123"),
        (("0049 821 5550123",), "+498215550123"),
    ],
)
def test_the_country_comes_from_the_card(texts: tuple[str, ...], e164: str) -> None:
    phones = find_exact(rows(*texts), None).phones
    assert [phone.e164 for phone in phones][:1] == [e164]


def test_a_country_hint_helps_where_the_card_is_silent() -> None:
    assert find_exact(rows("Tel 030 5550 1234"), "DE").phones[0].e164 == "+493055501234"


def test_the_same_number_twice_is_one_and_both_places_are_taken() -> None:
    exact = find_exact(rows("+49 171 555 1234", "Mobil: 0049 171 5551234"), None)
    assert len(exact.phones) == 1
    assert {span.row for span in exact.spans} == {0, 1}


def test_an_extension_stays_with_its_number() -> None:
    assert found("Tel: (918) 555-0147 ext. 31") == [("(918) 555-0147 ext. 31", "work")]
