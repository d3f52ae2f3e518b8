"""Leads that share an address or a number with somebody, wherever on the card it stands."""

from sqlalchemy import Connection, select

from server.core import signals
from server.core.db import table
from server.duplicates.keys import keys_of_contact
from server.duplicates.models import DupKey

_key = table(DupKey)


@signals.contact_shared.connect
def sharing(connection: Connection, emails: set[str], phones: set[str]) -> set[str]:
    """Ids of the leads that have one of them. Those of the last minute may still be missing."""
    keys = keys_of_contact(emails, phones)
    return set(connection.execute(select(_key.c.lead_id).where(_key.c.key.in_(keys))).scalars())
