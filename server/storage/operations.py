"""Writing blobs: announced with a capture, received whole or in parts, kept for good, then said to be stored."""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite

from server.core import changes, signals
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.errors import Problem, TooLarge
from server.storage import parts, queries
from server.storage.contents import Content, examine, small
from server.storage.errors import HashMismatch
from server.storage.models import Blob, BlobHolder
from server.storage.store import BlobStore, blob_key, small_key, store_of

_blob, _holder = table(Blob), table(BlobHolder)


@dataclass(frozen=True, slots=True)
class Announced:
    """A blob as its phone describes it, before a byte of it is here."""

    sha256: str
    bytes: int
    mime: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


def expect(connection: Connection, blob: Announced, user_id: str) -> bool:
    """Note that a person will send a blob; True when she has sent it already.

    Knowing a hash proves nothing: bytes somebody else sent are hers only once her own phone has sent them too.
    """
    described = {
        "bytes": blob.bytes,
        "mime": blob.mime,
        "width": blob.width,
        "height": blob.height,
        "duration_ms": blob.duration_ms,
    }
    _add(connection, _blob, {"sha256": blob.sha256, **described, "state": "expected", "created_at": now_ms()})
    _add(connection, _holder, {"sha256": blob.sha256, "user_id": user_id})
    return queries.has_sent(connection, user_id, blob.sha256)


def _add(connection: Connection, rows: Any, row: dict[str, Any]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(rows).values(row).on_conflict_do_nothing())


def receive(sha256: str, data: bytes, user_id: str) -> None:
    """Keep a whole blob a person's phone sent. Raises HashMismatch, NotAPicture, TooLarge, Unavailable."""
    if len(data) > parts.LARGEST:
        raise TooLarge(f"A picture or memo may have {parts.LARGEST >> 20} MB.")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise HashMismatch()
    content = examine(data)
    # the bytes first: once the row says stored, they survive a power cut
    store_of().put(blob_key(sha256), content.data)
    _say_stored(sha256, content, user_id)


def receive_part(sha256: str, part: int, of: int, data: bytes, user_id: str) -> bool:
    """Keep one part of a blob; True once the whole is stored. Raises as `receive` does, and BadPart."""
    store = store_of()
    if is_held(sha256, user_id):
        return True  # the answer to the last part was lost, and it comes again
    whole = parts.keep(store, sha256, user_id, part, of, data)
    if whole is None:
        return False
    try:
        receive(sha256, whole, user_id)
    except Problem as problem:
        # wrong pieces cannot be told from right ones: all are sent again
        if problem.status < 500:
            parts.drop(store, sha256, user_id)
        raise
    parts.drop(store, sha256, user_id)
    return True


def is_held(sha256: str, user_id: str) -> bool:
    """Whether this person's phone has sent the blob and its bytes are here."""
    with reading() as connection:
        sent = queries.has_sent(connection, user_id, sha256)
    return sent and store_of().has(blob_key(sha256))


def _say_stored(sha256: str, content: Content, user_id: str) -> None:
    """Mark the blob stored and the person its holder; whoever waits for it hears of it in the same transaction."""
    now = now_ms()
    found = {
        "bytes": len(content.data),
        "mime": content.mime,
        "width": content.width,
        "height": content.height,
        "stripped": content.stripped,
    }
    with writing() as connection:
        changes.take(connection)  # before any other row: every writer takes the clock first
        _add(connection, _blob, {"sha256": sha256, **found, "state": "expected", "created_at": now})
        _add(connection, _holder, {"sha256": sha256, "user_id": user_id})
        of_hers = (_holder.c.sha256 == sha256, _holder.c.user_id == user_id, _holder.c.uploaded_at.is_(None))
        is_news = connection.execute(update(_holder).where(*of_hers).values(uploaded_at=now)).rowcount == 1
        stored = {**found, "state": "stored", "stored_at": now}
        connection.execute(update(_blob).where(_blob.c.sha256 == sha256, _blob.c.state != "stored").values(stored))
        if is_news:
            signals.blob_stored.send(connection, sha256=sha256, user_id=user_id)


def small_copy(store: BlobStore, sha256: str, width: int) -> bytes | None:
    """The picture with at most `width` pixels on its longer side, made once. None: there is no such picture."""
    key = small_key(sha256, width)
    kept = store.get(key)
    if kept is not None:
        return kept
    picture = store.get(blob_key(sha256))
    if picture is None:
        return None
    made = small(picture, width)
    store.put(key, made)
    return made


def purge(connection: Connection, sha256: str) -> None:
    """Erase a blob's bytes; its row stays and says so. The caller has seen to it that nobody needs it."""
    store = store_of()
    store.delete(blob_key(sha256), *(key for key in store.under(f"small/{sha256[:2]}") if sha256 in key))
    connection.execute(update(_blob).where(_blob.c.sha256 == sha256).values(state="purged"))
