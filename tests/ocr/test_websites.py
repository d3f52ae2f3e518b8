"""Websites and social profiles."""

import pytest

from ocr.fields.emails import find_emails
from ocr.fields.exact import agreed
from ocr.fields.websites import find_websites, host_of
from tests.ocr.support import rows


def found(*texts: str) -> list[tuple[str, str]]:
    own = rows(*texts)
    mails = find_emails(own)
    return [(site.field, site.value) for site in agreed(find_websites(own, mails), mails)]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("www.example.com", "www.example.com"),
        ("Web: example.co.uk", "example.co.uk"),
        ("http://www.example.de/de/", "http://www.example.de/de/"),
        ("https:// example.org", "https://example.org"),
        ("www example.com", "www.example.com"),
        ("www www.example.pl", "www.example.pl"),
        ("EXAMPLE.COM", "EXAMPLE.COM"),
    ],
)
def test_it_reads_a_website(printed: str, meant: str) -> None:
    assert found(printed) == [("website", meant)]


@pytest.mark.parametrize("text", ["Acme Pvt.Ltd", "Road No.2", "St.No 5", "Dr.Lotus Road", "M.Sc. Ph.D.", "v1.2"])
def test_dotted_words_are_not_websites(text: str) -> None:
    assert found(text) == []


def test_the_domain_of_a_mail_address_alone_is_no_website() -> None:
    assert found("ann@example.com") == []


def test_profiles_are_kept_apart_from_websites() -> None:
    assert found("linkedin.com/in/annlee", "facebook.com/acme", "@acme_tools") == [
        ("social", "linkedin.com/in/annlee"),
        ("social", "facebook.com/acme"),
        ("social", "@acme_tools"),
    ]


def test_a_label_letter_glued_to_the_mails_domain_is_cut() -> None:
    assert ("website", "example.com") in found("ann@example.com", "Wexample.com")


def test_a_site_that_looks_like_the_mails_domain_takes_its_spelling() -> None:
    assert ("website", "www.millbank.com") in found("ann@millbank.com", "www.mlllbank.com")


def test_each_host_counts_once() -> None:
    assert len(found("www.example.com", "http://example.com")) == 1


def test_host_of_drops_scheme_and_www() -> None:
    assert host_of("HTTPS://www.Example.com/path") == "example.com"
