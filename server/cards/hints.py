"""What is known before a card is read: where the show is, the house's language, companies people wrote before."""

from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flask import current_app
from sqlalchemy import Connection, select

from ocr import Lexicon, Limits, ReadOptions
from ocr.fields.domains import is_free_mail
from server.core import org
from server.core.clock import MINUTE, now_ms
from server.core.db import table
from server.events.models import Event
from server.leads.models import Lead

_event, _lead = table(Event), table(Lead)
_KEY = "boxless.lexicon"
#: how long a worker keeps what it knows of earlier leads, how many of them it asks, how many companies it keeps
LEXICON_AGE = 5 * MINUTE
EARLIER_LEADS, MOST_COMPANIES = 5_000, 500
#: the largest picture that is kept is also read
MAX_BYTES = 25 * 1024 * 1024


def read_options(connection: Connection, event_id: str | None, engine: str | None = None) -> ReadOptions:
    """How to read the cards of a show: engine and time limit of the settings, country of the show's place."""
    house = org.find(connection) or {}
    wanted = engine or current_app.config["OCR_ENGINE"]
    zone = connection.execute(select(_event.c.tz).where(_event.c.id == event_id)).scalar() or house.get("tz")
    return ReadOptions(
        engine=None if wanted == "auto" else wanted,
        languages=_languages(house),
        country=country_of(zone),
        lexicon=_lexicon(connection, house),
        limits=Limits(max_bytes=MAX_BYTES, seconds=float(current_app.config["OCR_TIMEOUT"])),
    )


def _languages(house: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([str(house.get("language") or "en")[:2], "en"]))


def _lexicon(connection: Connection, house: dict[str, Any]) -> Lexicon:
    """`lexicon_of`, asked again every few minutes: a stand sends hundreds of cards in that time."""
    made_at, lexicon = current_app.extensions.get(_KEY, (0, Lexicon()))
    if now_ms() - made_at >= LEXICON_AGE:
        lexicon = lexicon_of(connection, house)
        current_app.extensions[_KEY] = (now_ms(), lexicon)
    return lexicon


def lexicon_of(connection: Connection, house: dict[str, Any]) -> Lexicon:
    """Companies as people wrote or accepted them, domains whose leads agree on one, the house's own names."""
    looked_at = (_lead.c.company.is_not(None), ~_lead.c.needs_review, ~_lead.c.trashed)
    rows = select(_lead.c.company, _lead.c.email_norm).where(*looked_at).order_by(_lead.c.received_at.desc())
    companies: Counter[str] = Counter()
    by_domain: dict[str, Counter[str]] = {}
    for company, email in connection.execute(rows.limit(EARLIER_LEADS)):
        companies[company] += 1
        domain = (email or "").rpartition("@")[2]
        if domain and not is_free_mail(domain):
            by_domain.setdefault(domain, Counter())[company] += 1
    own = [house.get("name"), *(house.get("options") or {}).get("products", [])]
    return Lexicon(
        companies=tuple(company for company, _ in companies.most_common(MOST_COMPANIES)),
        domains={domain: company for domain, seen in by_domain.items() if (company := _agreed(seen))},
        products=tuple(name for name in own if name),
    )


def _agreed(seen: Counter[str]) -> str | None:
    """The company most leads of a domain name, once two agree: one may be a mistake."""
    company, times = seen.most_common(1)[0]
    return company if times >= 2 and times * 2 > seen.total() else None


def country_of(zone: str | None) -> str | None:
    """ISO country of a time zone, or None for a zone of no country."""
    return _countries().get(zone or "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Zone -> country, from the table that comes with the time zones themselves."""
    rows = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    listed = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {zone: country for country, _, zone, *_ in listed}
