"""What is known before a card is read: the country most of a show's cards come from, the language of the house."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from flask import current_app
from sqlalchemy import Connection, select

from ocr import Limits, ReadOptions
from server.core import org
from server.core.db import table
from server.events.models import Event

_event = table(Event)
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
        limits=Limits(max_bytes=MAX_BYTES, seconds=float(current_app.config["OCR_TIMEOUT"])),
    )


def _languages(house: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([str(house.get("language") or "en")[:2], "en"]))


def country_of(zone: str | None) -> str | None:
    """ISO country of a time zone, or None for a zone of no country."""
    return _countries().get(zone or "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Zone -> country, from the table that comes with the time zones themselves."""
    rows = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    listed = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {zone: country for country, _, zone, *_ in listed}
