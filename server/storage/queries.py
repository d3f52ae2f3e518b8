"""Reading about blobs: what is known, what is missing, who may have the bytes."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from server.auth.actor import Actor
from server.core import signals
from server.core.db import table
from server.storage.models import Blob, BlobHolder

_blob, _holder = table(Blob), table(BlobHolder)
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
    sent = select(_holder.c.user_id).where(
        _holder.c.sha256 == sha256, _holder.c.user_id == actor.user_id, _holder.c.uploaded_at.is_not(None)
    )
    if connection.execute(sent).first():
        return True
    answers = signals.blob_asked.send(connection, sha256=sha256, actor=actor)
    return any(may for _, may in answers)


def readable(connection: Connection, actor: Actor, sha256: str) -> dict[str, Any] | None:
    """The row of a stored blob the person may have; None for a missing and a foreign one alike."""
    row = find(connection, sha256)
    if row is None or row["state"] != "stored" or not may_read(connection, actor, sha256):
        return None
    return row


def missing(connection: Connection, user_id: str, hashes: Iterable[str]) -> list[str]:
    """Which of the hashes a person announced and has not sent: what a push answers as `want`."""
    wanted = list(dict.fromkeys(hashes))
    sent = select(_holder.c.sha256).where(
        _holder.c.sha256.in_(wanted), _holder.c.user_id == user_id, _holder.c.uploaded_at.is_not(None)
    )
    here = set(connection.execute(sent).scalars())
    return [sha256 for sha256 in wanted if sha256 not in here]
