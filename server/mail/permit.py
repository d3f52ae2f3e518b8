"""Whether a mail may go to a prospect now: asked when it is decided, and again when it is about to leave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from server.followups import suppression
from server.followups.suppression import text_of
from server.leads.registers import EMAILS
from server.mail.letter import mailable
from server.mail.unsubscribe import entry_of

#: code -> what to tell
REASONS = {
    "gone": "The prospect was erased or taken out.",
    "closed": "The prospect is closed. Reopen it first.",
    "no_address": "There is no usable mail address. Add or correct it on the lead.",
    "objected": "They asked not to be mailed. Nothing was sent.",
}


def address_of(doc: Mapping[str, Any]) -> str | None:
    """The first usable address of a lead, as mail is sent to it."""
    return next(filter(None, (mailable(text_of(doc["fields"], name)) for name in EMAILS)), None)


def objection(connection: Connection, doc: Mapping[str, Any] | None) -> str | None:
    """The code of what stands against mailing this lead now, or None. One query, for the suppression list."""
    if doc is None or doc["fields"].get("trashed"):
        return "gone"
    if doc["status"] == 5 and not (doc["outcome"] == "won" and doc["track"] == "customer"):
        return "closed"
    address = address_of(doc)
    if address is None:
        return "no_address"
    # the list as well as the lead: a word given on another card may not have reached this one
    entry = entry_of(address)
    listed = suppression.known(connection, [entry]).get(entry)
    return "objected" if "email" in doc["dnc"] or (listed and listed.stands) else None
