"""QR codes and the contacts in them."""

import io

import pytest
import segno
from PIL import Image

from ocr.codes import merge, read_codes
from ocr.contacts import parse_contact
from ocr.model import Box, Code, Field, ReadOptions

VCARD = """BEGIN:VCARD
VERSION:3.0
N:Lee;Ann;;Dr.;
FN:Dr. Ann Lee
ORG:Acme Tools\\, Ltd;Export
TITLE:Head of Sales
TEL;TYPE=WORK,VOICE:+44 113 496 0018
TEL;TYPE=CELL:+44 7700 900123
EMAIL:ann.lee@example.com
URL:https://www.example.com
ADR;TYPE=WORK:;;12 Mill Lane;Leeds;;LS1 4DY;United
  Kingdom
END:VCARD"""


def found(payload: str) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for field, value, _ in parse_contact(payload):
        result.setdefault(field, []).append(value)
    return result


def test_a_vcard_comes_apart() -> None:
    parts = found(VCARD)
    assert parts["company"] == ["Acme Tools, Ltd"]
    assert parts["department"] == ["Export"]
    assert (parts["given_name"], parts["family_name"]) == (["Ann"], ["Lee"])
    assert parts["phone"] == ["+44 113 496 0018", "+44 7700 900123"]
    assert parts["address"] == ["12 Mill Lane, LS1 4DY Leeds, United Kingdom"]


def test_a_vcard_of_version_four_and_of_two() -> None:
    assert found("BEGIN:VCARD\nVERSION:4.0\nFN:Ann Lee\nTEL;VALUE=uri:tel:+44-7700-900123\nEND:VCARD")["phone"] == [
        "+44-7700-900123"
    ]
    quoted = "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen Lee\nEND:VCARD"
    assert found(quoted)["name"] == ["Jürgen Lee"]


@pytest.mark.parametrize(
    ("payload", "field", "value"),
    [
        ("MECARD:N:Lee,Ann;TEL:+447700900123;EMAIL:ann@example.com;;", "name", "Ann Lee"),
        ("BIZCARD:N:Ann;X:Lee;T:Buyer;C:Acme;M:+447700900123;;", "company", "Acme"),
        ("mailto:ann@example.com?subject=hi", "email", "ann@example.com"),
        ("tel:+447700900123", "phone", "+447700900123"),
    ],
)
def test_other_contact_codes(payload: str, field: str, value: str) -> None:
    assert found(payload)[field] == [value]


@pytest.mark.parametrize("payload", ["hello", "WIFI:S:net;P:secret;;", "BEGIN:VCARD", "MECARD:", "BEGIN:VCARD\nTEL"])
def test_anything_else_gives_nothing(payload: str) -> None:
    assert parse_contact(payload) == []


def test_a_code_in_a_picture_is_read_with_its_place() -> None:
    held = io.BytesIO()
    segno.make(VCARD).save(held, kind="png", scale=4)
    card = Image.new("RGB", (1000, 600), "white")
    card.paste(Image.open(held).convert("RGB"), (500, 100))
    (code,) = read_codes(card.resize((500, 300)), 0.5)
    assert code.payload.startswith("BEGIN:VCARD")
    assert code.box is not None
    assert code.box.x > 490


def printed(name: str, value: str, **more: str) -> Field:
    return Field(name, value, 0.8, Box(1, 2, 3, 4), "joint", **more)


def test_the_code_is_the_truth_and_print_keeps_its_place() -> None:
    fields = merge(
        [
            printed("name", "Ann Lea"),
            printed("phone", "07700 900 123", e164="+447700900123"),
            printed("job_title", "Buyer"),
        ],
        [Code("QRCode", VCARD, Box(9, 9, 9, 9))],
        ReadOptions(),
    )
    by_name = {field.name: field for field in fields}
    assert by_name["name"].value == "Dr. Ann Lee"
    mobile = next(field for field in fields if field.e164 == "+447700900123")
    assert (mobile.value, mobile.kind, mobile.box) == ("07700 900 123", "mobile", Box(1, 2, 3, 4))
    assert by_name["job_title"].value == "Head of Sales"
    assert by_name["name"].confidence == 0.99


def test_a_link_is_added_only_where_the_card_names_no_site() -> None:
    link = [Code("QRCode", "https://example.org/campaign")]
    assert [f.value for f in merge([], link, ReadOptions())] == ["https://example.org/campaign"]
    kept = [printed("website", "www.example.com")]
    assert merge(kept, link, ReadOptions()) == tuple(kept)
