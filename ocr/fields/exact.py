"""The fields a pattern can be sure of, found first so that the rest of the text is what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.fields.emails import find_emails
from ocr.fields.found import Found, Span, blanked
from ocr.fields.ids import find_ids
from ocr.fields.phones import find_phones
from ocr.fields.places import likely_countries
from ocr.fields.websites import find_websites, host_of
from ocr.layout import Row


@dataclass(frozen=True)
class Exact:
    """Exact fields of one card, the countries it points to, and the spans they occupy."""

    emails: tuple[Found, ...]
    websites: tuple[Found, ...]
    socials: tuple[Found, ...]
    ids: tuple[Found, ...]
    phones: tuple[Found, ...]
    countries: tuple[str, ...]

    @property
    def all(self) -> tuple[Found, ...]:
        return self.emails + self.phones + self.websites + self.socials + self.ids

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for found in self.all for span in (*found.spans, *found.echoes))


def find_exact(rows: Sequence[Row], country: str | None) -> Exact:
    """Mail, web, registration numbers and phones, in this order: each is blind to what came before."""
    emails = find_emails(rows)
    web = agreed(find_websites(rows, emails), emails)
    ids = find_ids(rows)
    taken = [span for found in (*emails, *web, *ids) for span in (*found.spans, *found.echoes)]
    countries = likely_countries(rows, [*emails, *web], country)
    phones = find_phones(rows, blanked(rows, taken), countries)
    sites = tuple(found for found in web if found.field == "website")
    socials = tuple(found for found in web if found.field == "social")
    return Exact(tuple(emails), sites, socials, tuple(ids), tuple(phones), tuple(countries))


def agreed(web: Sequence[Found], emails: Sequence[Found]) -> list[Found]:
    """Websites whose letters only look like the mail's domain take the mail's spelling: l for I, 0 for O."""
    hosts = {mail.value.split("@")[1].casefold() for mail in emails}
    looks = {_look(host): host for host in hosts}
    result = []
    for found in web:
        host = host_of(found.value)
        meant = looks.get(_look(host))
        if meant and meant != host:
            at = found.value.casefold().find(host)
            value = found.value[:at] + meant + found.value[at + len(host) :]
            found = replace(found, value=value, rule="agrees-with-mail", confidence=0.9)
        result.append(found)
    return result


def _look(host: str) -> str:
    """What a host looks like when similar letters are taken for one."""
    shape = host.casefold().replace("rn", "m").replace("vv", "w")
    return shape.translate(str.maketrans("i1|0", "lllo"))
