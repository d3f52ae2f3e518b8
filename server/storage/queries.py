"""Reading about blobs: what is known, what is missing, who may have the bytes."""

import re
from typing import Any

from sqlalchemy import Connection, bindparam, select

from server.auth.actor import Actor
from server.core import signals
from server.core.db import table
from server.storage.models import Blob, BlobHolder

_blob, _holder = table(Blob), table(BlobHolder)
#: built once: every push asks
_UNSENT = (
    select(_blob.c.sha256)
    .join(_holder, _holder.c.sha256 == _blob.c.sha256)
    .where(_holder.c.user_id == bindparam("user"), _holder.c.uploaded_at.is_(None), _blob.c.state != "purged")
    .order_by(_blob.c.created_at, _blob.c.sha256)
    .limit(bindparam("most"))
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_hash(value: object) -> bool:
    """Whether a value is a SHA-256 in lower-case hex: the only part of a store's key that comes from outside."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def find(connection: Connection, sha256: str) -> dict[str, Any] | None:
    """The blob's row, or None."""
    row = connection.execute(select(_blob).where(_blob.c.sha256 == sha256)).mappings().first()
    return dict(row) if row else None


def may_read(connection: Connection, actor: Actor, sha256: str) -> bool:
    """Whether the person sent these bytes herself or sees a lead that holds them."""
    if actor.user_id and has_sent(connection, actor.user_id, sha256):
        return True
    answers = signals.blob_asked.send(connection, sha256=sha256, actor=actor)
    return any(may for _, may in answers)


def readable(connection: Connection, actor: Actor, sha256: str) -> dict[str, Any] | None:
    """The row of a stored blob the person may have; None for a missing and a foreign one alike."""
    row = find(connection, sha256)
    if row is None or row["state"] != "stored" or not may_read(connection, actor, sha256):
        return None
    return row


def has_sent(connection: Connection, user_id: str, sha256: str) -> bool:
    """Whether this person's phone has sent the bytes."""
    sent = (_holder.c.sha256 == sha256, _holder.c.user_id == user_id, _holder.c.uploaded_at.is_not(None))
    return connection.execute(select(_holder.c.user_id).where(*sent)).first() is not None


def wanted(connection: Connection, user_id: str, limit: int) -> list[str]:
    """Hashes a person announced and has not sent, the oldest first: what a push answers as `want`."""
    return list(connection.execute(_UNSENT, {"user": user_id, "most": limit}).scalars())
