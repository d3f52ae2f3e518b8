"""The parts of an address, and the country a card points to."""

import pytest

from ocr.fields.exact import find_exact
from ocr.fields.places import postal_parts
from tests.ocr.support import rows


@pytest.mark.parametrize(
    ("lines", "countries", "expected"),
    [
        (
            ["Industriestraße 5", "86150 Augsburg"],
            ["DE"],
            {"street": "Industriestraße 5", "postcode": "86150", "city": "Augsburg", "country": "DE"},
        ),
        (
            ["1 Maple Avenue, Suite 200", "Tulsa, OK 74103", "USA"],
            ["US"],
            {
                "street": "1 Maple Avenue, Suite 200",
                "postcode": "74103",
                "city": "Tulsa",
                "region": "OK",
                "country": "US",
            },
        ),
        (
            ["12 Mill Lane", "Leeds LS1 4DY", "United Kingdom"],
            ["GB"],
            {"street": "12 Mill Lane", "postcode": "LS1 4DY", "city": "Leeds", "country": "GB"},
        ),
        (
            ["2nd Floor, Lotus Plaza, M.G. Road", "Pune - 411 001, India"],
            ["IN"],
            {"postcode": "411 001", "city": "Pune", "country": "IN"},
        ),
        (
            ["Rue des Tanneurs 7", "CH-1950 Sion"],
            ["CH"],
            {"postcode": "CH-1950", "city": "Sion", "country": "CH"},
        ),
        (["Havenstraat 3", "8011 AB Zwolle"], ["NL"], {"postcode": "8011 AB", "city": "Zwolle"}),
        (["ul. Polna 4", "87-100 Toruń"], ["PL"], {"postcode": "87-100", "city": "Toruń"}),
    ],
)
def test_an_address_comes_apart(lines: list[str], countries: list[str], expected: dict[str, str]) -> None:
    parts = postal_parts(lines, ", ".join(lines), countries)
    assert {key: parts.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("Tel +48 56 555 12 12",), "PL"),
        (("ann@example.it",), "IT"),
        (("Nagoya, JAPAN", "ann@example.com"), "JP"),
        (("Reno, NV 89501",), "US"),
        (("Bristol BS1 5TR",), "GB"),
        (("Ann Lee",), "US"),
    ],
)
def test_the_card_points_to_its_country(texts: tuple[str, ...], country: str) -> None:
    assert find_exact(rows(*texts), None).countries[0] == country
