"""Keys that let a person or company be found again."""

import pytest

from server.leads.normalise import company_key, email_key, mail_domain, search_text
from server.leads.phones import e164


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Söhne GmbH & Co. KG", "MULLER SOHNE"),
        ("Acme, Inc.", "ACME"),
        ("Société Générale S.A.", "Societe Generale"),
    ],
)
def test_spellings_of_one_company_share_a_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_a_company_of_legal_words_only_keeps_them() -> None:
    assert company_key("AG") == "ag"
    assert company_key("  ") is None


def test_free_mail_names_no_company() -> None:
    assert mail_domain("ada@gmail.com") is None
    assert mail_domain("Ada@Engines.Example") == "engines.example"
    assert email_key("no address") is None


def test_a_number_without_prefix_needs_a_country() -> None:
    assert e164("030 901820", "DE") == "+4930901820"
    assert e164("030 901820") is None
    assert e164("+49 (0)30 901820") == "+4930901820"


def test_search_text_is_folded() -> None:
    assert search_text("Zoë", None, "ÅNGSTRÖM AB") == "zoe angstrom ab"
