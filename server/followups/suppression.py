"""The list of numbers and addresses nobody may use. It keeps keyed hashes only, so it survives erasure."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from sqlalchemy import Connection, bindparam, delete, select, text

from server.core.db import table
from server.core.text import fold
from server.followups.models import Suppression
from server.leads.normalise import email_key
from server.leads.phones import e164
from server.leads.registers import EMAILS, PHONES

_suppression = table(Suppression)
#: fields that hold or shape what may be on the list
CONTACT_FIELDS = frozenset({*EMAILS, *PHONES, "country", "address", "street", "postcode", "city"})
_PURPOSE = b"boxless suppression list"
_UPSERT = text(
    "INSERT INTO suppression (channel, value_hmac, reason, at, lifted_at) "
    "VALUES (:channel, :value_hmac, :reason, :at, :lifted_at) "
    "ON CONFLICT (channel, value_hmac) DO UPDATE SET at = excluded.at, lifted_at = excluded.lifted_at"
)
#: hashes one statement asks for
CHUNK = 400
#: built once: building a statement costs more than running it
_KNOWN = select(_suppression).where(
    _suppression.c.channel.in_(bindparam("channels", expanding=True)),
    _suppression.c.value_hmac.in_(bindparam("hashes", expanding=True)),
)
#: channel and hash
Entry = tuple[str, str]


def entries_of(fields: Mapping[str, Any]) -> frozenset[Entry]:
    """What of a lead's numbers and addresses may stand on the list, per channel."""
    key = _key(current_app.config["SECRET_KEY"])
    return frozenset(
        (channel, hmac.digest(key, f"{channel}:{value}".encode(), "sha256").hex())
        for channel, value in _values(fields)
    )


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    """The key of the hashes: nothing else the secret signs can be mistaken for one."""
    return hmac.digest(secret.encode(), _PURPOSE, "sha256")


def text_of(fields: Mapping[str, Any], name: str) -> str | None:
    """The field where it holds text."""
    value = fields.get(name)
    return value if isinstance(value, str) else None


def _values(fields: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name in PHONES:
        number = text_of(fields, name)
        if number is not None:
            same = e164(number, text_of(fields, "country"))
            # without a country two spellings cannot be told to be one number, but one spelling is itself
            same = same or "".join(filter(str.isdigit, number))
            yield from (("call", same), ("sms", same)) if same else ()
    for name in EMAILS:
        address = email_key(text_of(fields, name))
        if address:
            yield "email", address
    postal = [text_of(fields, name) or "" for name in ("address", "street", "postcode", "city")]
    written = "".join(filter(str.isalnum, fold("".join(postal))))
    if written:
        yield "post", written


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list says of one number or address: the latest objection, and a permission given after it."""

    at: int
    lifted_at: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it may not be used."""
        return self.lifted_at is None

    def objected(self, at: int) -> "Listed":
        """After an objection, whichever order words arrive in; of one instant the objection is the safer reading."""
        if self.lifted_at is not None and at < self.lifted_at:
            return self
        return Listed(max(self.at, at))

    def granted(self, at: int) -> "Listed":
        """After a permission."""
        return Listed(self.at, at) if self.stands and self.at < at else self


def known(connection: Connection, entries: Iterable[Entry]) -> dict[Entry, Listed]:
    """Those of the entries that are or were on the list."""
    wanted = sorted(set(entries))
    found: dict[Entry, Listed] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        # a hash is of its channel too: asking for both apart finds no others, and costs a third of asking for pairs
        asked = {"channels": sorted({channel for channel, _ in part}), "hashes": [value for _, value in part]}
        rows = connection.execute(_KNOWN, asked)
        found |= {(row.channel, row.value_hmac): Listed(row.at, row.lifted_at) for row in rows}
    return found


def write(connection: Connection, changed: Mapping[Entry, Listed]) -> None:
    """Store what the list says of these entries now."""
    rows = [
        {"channel": channel, "value_hmac": value, "reason": "objected", "at": one.at, "lifted_at": one.lifted_at}
        for (channel, value), one in sorted(changed.items(), key=lambda item: item[0])
    ]
    if rows:
        connection.execute(_UPSERT, rows)


def forget(connection: Connection, entries: Iterable[Entry]) -> None:
    """Take off the list what stood there by a mistake that was undone. What people said stays on their leads."""
    for channel, value in sorted(set(entries)):
        same = (_suppression.c.channel == channel, _suppression.c.value_hmac == value)
        connection.execute(delete(_suppression).where(*same))
