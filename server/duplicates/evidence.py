"""From a lead's document to what can show that it is somebody met before."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.duplicates.matching import Card
from server.leads.normalise import company_key, email_key, mail_domain
from server.leads.phones import e164
from server.leads.registers import EMAILS, PHONES

#: codes shorter than this are numbers a show counts up: they say nothing at another show
TELLING_CODE = 40
BADGES = ("badge_qr", "badge_barcode", "nfc", "vcard")
#: a picture with more than one card on it belongs to several people
SEVERAL_CARDS = "several_cards"


def is_comparable(doc: Mapping[str, Any]) -> bool:
    """Whether the lead can be anybody's double: not thrown away, and not merged into another already."""
    return not doc["fields"].get("trashed") and not doc.get("merged_into")


def pictures_of(doc: Mapping[str, Any]) -> frozenset[str]:
    """SHA-256 of the cards photographed for this lead alone."""
    return frozenset(
        capture["blob"]["sha256"]
        for capture in doc["captures"]
        if capture["kind"] == "card" and capture["blob"] and capture["blob"].get("stored")
        if capture["reason"] != SEVERAL_CARDS
    )


def card_of(doc: Mapping[str, Any], looks: Mapping[str, int | None]) -> Card:
    """The lead as a card to compare. `looks`: SHA-256 -> perceptual hash."""
    fields = doc["fields"]
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    emails = frozenset(filter(None, (email_key(texts.get(name)) for name in EMAILS)))
    phones = dict(_phones(texts))
    pictures = pictures_of(doc)
    return Card(
        given=texts.get("given_name"),
        family=texts.get("family_name"),
        emails=emails,
        phones=frozenset(phones),
        mobiles=frozenset(number for number, kind in phones.items() if kind == "mobile"),
        company=company_key(texts.get("company")),
        domains=frozenset(filter(None, map(mail_domain, emails))),
        badges=frozenset(_badges(doc)),
        pictures=pictures,
        looks=frozenset(look for sha in pictures if (look := looks.get(sha)) is not None),
    )


def _phones(texts: Mapping[str, str]) -> Iterable[tuple[str, str | None]]:
    for name in PHONES:
        number, kind = e164(texts.get(name), texts.get("country")), texts.get(f"{name}_kind")
        if number and kind != "fax":
            yield number, kind


def _badges(doc: Mapping[str, Any]) -> Iterable[str]:
    for capture in doc["captures"]:
        code = (capture["payload"] or "").strip() if capture["kind"] in BADGES else ""
        if code:
            yield code if len(code) >= TELLING_CODE else f"{doc['event']}:{code}"
