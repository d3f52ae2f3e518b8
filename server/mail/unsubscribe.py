"""The way out that every mail carries: a signed link that names the address by its keyed hash only.

It needs no sign-in, no script and no row: it still works when the lead, the message and the person's data are gone.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from flask import current_app
from sqlalchemy import Connection, select

from server.auth.actor import SYSTEM
from server.core.clock import now_ms
from server.core.db import table
from server.core.errors import NotFound
from server.core.ids import new_id
from server.followups import suppression
from server.followups.consents import look_again, objections, write_consent
from server.followups.suppression import Entry, Listed
from server.leads.models import Lead
from server.leads.op import Op
from server.leads.workspace import LeadState, Workspace, workspace

_lead = table(Lead)
_PURPOSE = b"boxless unsubscribe link"
_HASH, _ID, _SEAL = 32, 16, 16
EVIDENCE = "Followed the link in a mail and asked for no more."


class BadLink(NotFound):
    """The link was cut short or changed on its way."""

    code = "bad_link"
    title = "This link is not complete. Copy the whole address from the mail, or reply to it."


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a link belongs to."""

    lead_id: str
    entry: Entry


def link(lead_id: str, address: str) -> str:
    """The address to open, for this recipient."""
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}/unsubscribe/{_token(lead_id, entry_of(address))}"


def entry_of(address: str) -> Entry:
    """How the address stands on the suppression list."""
    (entry,) = suppression.entries_of({"email": address})
    return entry


def _token(lead_id: str, entry: Entry) -> str:
    said = bytes.fromhex(entry[1]) + UUID(lead_id).bytes
    return base64.urlsafe_b64encode(said + _seal(said)).decode().rstrip("=")


def _seal(said: bytes) -> bytes:
    key = hmac.digest(current_app.config["SECRET_KEY"].encode(), _PURPOSE, sha256)
    return hmac.digest(key, said, sha256)[:_SEAL]


def read(token: str) -> Recipient:
    """Who the link belongs to. Raises BadLink."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError) as error:
        raise BadLink() from error
    said, seal = raw[: _HASH + _ID], raw[_HASH + _ID :]
    if len(raw) != _HASH + _ID + _SEAL or not hmac.compare_digest(seal, _seal(said)):
        raise BadLink()
    return Recipient(str(UUID(bytes=said[_HASH:])), ("email", said[:_HASH].hex()))


def leave(token: str) -> None:
    """Send this address no more mail, whoever else holds it. A second time changes nothing. Raises BadLink."""
    recipient = read(token)
    with workspace(SYSTEM) as ws:
        lead = ws.lead(recipient.lead_id)
        if lead is not None and "email" not in objections(lead.doc):
            _object(ws, lead)
        _list(ws.connection, recipient.entry)
        for id in _others(ws.connection, recipient):
            other = ws.lead(id)
            if other is not None:
                ws.touch(other)
                look_again(ws, other)


def _object(ws: Workspace, lead: LeadState) -> None:
    said = {"id": new_id(), "channel": "email", "state": "objected", "basis": None, "wording_version": None}
    now = now_ms()
    write_consent(ws, Op(new_id(), "consent", lead.id, now, {**said, "evidence": EVIDENCE}, said_at=now))


def _list(connection: Connection, entry: Entry) -> None:
    # the lead may be gone, or have another address by now: the one that got the mail is the one that wants no more
    listed = suppression.known(connection, [entry]).get(entry)
    if listed is None or not listed.stands:
        now = now_ms()
        suppression.write(connection, {entry: listed.objected(now) if listed else Listed(now)})


def _others(connection: Connection, recipient: Recipient) -> list[str]:
    """Leads with the address: nothing but a hash is known of it, so every address is hashed to find out."""
    with_mail = connection.execute(select(_lead.c.id, _lead.c.email_norm).where(_lead.c.email_norm.is_not(None)))
    return [row.id for row in with_mail if recipient.entry in suppression.entries_of({"email": row.email_norm})]
