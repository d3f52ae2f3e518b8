"""The joint choice of name, title, company and address."""

import pytest

from ocr.model import Lexicon, ReadOptions
from tests.ocr.support import column, fields, line, values


def test_a_plain_card_comes_out_whole() -> None:
    found = values(
        line("Millbank Instruments Ltd", 50, 40, 44),
        *column("", "", "Harriet Ashdown", "Area Sales Manager", "", "12 Mill Lane", "Leeds LS1 4DY"),
        *column("Tel: +44 113 496 0018", "harriet.ashdown@millbank.co.uk", "www.millbank.co.uk", x=600),
    )
    assert found["name"] == ["Harriet Ashdown"]
    assert found["given_name"] == ["Harriet"]
    assert found["family_name"] == ["Ashdown"]
    assert found["job_title"] == ["Area Sales Manager"]
    assert found["company"] == ["Millbank Instruments Ltd"]
    assert found["address"] == ["12 Mill Lane, Leeds LS1 4DY"]
    assert found["postcode"] == ["LS1 4DY"]
    assert found["city"] == ["Leeds"]


def test_the_mail_address_decides_who_the_person_is() -> None:
    """Two lines could be people; the mailbox belongs to one of them."""
    found = values(*column("Martin Thackeray", "Gemma Dunmore"), line("gemma.dunmore@example.com", 600, 400))
    assert found["name"] == ["Gemma Dunmore"]


def test_the_domain_decides_which_line_is_the_firm() -> None:
    lines = column("Precision Castings", "Quigley Foundries", "Rowena Larkspur", "Founder", "rowena@quigley.com")
    assert values(*lines)["company"] == ["Quigley Foundries"]


def test_a_stacked_company_is_joined() -> None:
    found = values(
        line("NORTHERN HARBOUR", 50, 40, 46), line("PACKAGING LTD", 50, 96, 46),
        *column("", "", "", "Desmond Quigley", "Sales Director", "desmond@northernharbour.com"),
    )  # fmt: skip
    assert found["company"] == ["NORTHERN HARBOUR PACKAGING LTD"]


def test_nothing_is_invented() -> None:
    """No person, no firm, no address on this card: blanks stay blank."""
    found = values(*column("+44 113 496 0018", "+44 7700 900 123"))
    assert set(found) == {"phone"}


def test_no_text_gives_no_fields() -> None:
    assert values() == {}


def test_two_offices_give_one_address() -> None:
    found = values(
        *column("Theodore Fairweather", "Managing Director"),
        *column("12 Mill Lane", "Leeds LS1 4DY, UK", "4 Harbour Road", "Bristol BS1 5TR, UK", x=600),
    )
    assert found["address"] == ["12 Mill Lane, Leeds LS1 4DY, UK"]


def test_name_and_title_on_one_line_come_apart() -> None:
    found = values(*column("Oliver Pemberton, Senior Buyer", "Pemberton Freight Ltd", "oliver@pembertonfreight.com"))
    assert (found["name"], found["job_title"]) == (["Oliver Pemberton"], ["Senior Buyer"])


def test_a_department_under_the_title_is_its_own_field() -> None:
    found = values(*column("Gemma Dunmore", "Head of Procurement", "Export Department", "gemma.dunmore@example.com"))
    assert found["department"] == ["Export Department"]


@pytest.mark.parametrize("weak", ["company", "address"])
def test_a_guess_is_less_sure_than_a_labelled_number(weak: str) -> None:
    found = fields(*column("Quill & Vine", "Rowena Larkspur", "Tel: +44 113 496 0018", "near the old mill, Leeds"))
    assert all(field.confidence < found["phone"][0].confidence for field in found.get(weak, []))


def test_confidences_are_shares_and_boxes_lie_on_the_card() -> None:
    for found in fields(*column("Gemma Dunmore", "Solicitor", "gemma@example.com")).values():
        for field in found:
            assert 0 <= field.confidence <= 1
            assert field.box is not None
            assert field.box.w > 0


def test_known_companies_of_the_organisation_help() -> None:
    """Neither line looks like a firm; earlier leads settle it."""
    lines = column("Tall Oaks", "Bright Water", "Rowena Larkspur", "Founder")
    lexicon = Lexicon(companies=("Bright Water",), products=("Tall Oaks",))
    assert values(*lines, options=ReadOptions(lexicon=lexicon))["company"] == ["Bright Water"]
