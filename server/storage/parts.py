"""Pieces of a large blob on their way in: 256 KiB each, in any order, any number of times, apart for each person."""

from server.core.clock import DAY, now_ms
from server.core.errors import TooLarge
from server.storage.errors import BadPart
from server.storage.store import BlobStore

PART = 256 * 1024
WHOLE = 1024 * 1024
LARGEST = 25 * 1024 * 1024
MOST_PARTS = LARGEST // PART
#: pieces nobody completed are thrown away after this long; the phone starts over
KEEP = 7 * DAY


def folder(sha256: str, user_id: str) -> str:
    """Where a person's pieces of a blob lie: a wrong piece of somebody else's never gets among them."""
    return f"parts/{sha256}/{user_id}"


def held(store: BlobStore, sha256: str, user_id: str) -> list[int]:
    """Numbers of the pieces that are here."""
    return sorted(int(key.rpartition("/")[2]) for key in store.under(folder(sha256, user_id)))


def keep(store: BlobStore, sha256: str, user_id: str, part: int, of: int, data: bytes) -> bytes | None:
    """Keep one piece; all bytes once the last one is here. Raises BadPart, TooLarge."""
    if of > MOST_PARTS:
        raise TooLarge(f"A picture or memo may have {LARGEST >> 20} MB.")
    full = len(data) == PART
    if not 0 <= part < of or (not full and part < of - 1) or not 0 < len(data) <= PART:
        raise BadPart()
    store.put(f"{folder(sha256, user_id)}/{part}", data)
    if held(store, sha256, user_id) != list(range(of)):
        return None
    pieces = [store.get(f"{folder(sha256, user_id)}/{number}") for number in range(of)]
    # a piece may be gone again: another request of the same phone just completed the blob
    return None if None in pieces else b"".join(piece for piece in pieces if piece is not None)


def drop(store: BlobStore, sha256: str, user_id: str) -> None:
    """Throw the pieces away: the blob is whole, or they were wrong."""
    store.delete(*store.under(folder(sha256, user_id)))


def drop_abandoned(store: BlobStore) -> int:
    """Throw away the pieces of uploads nobody goes on with. Returns how many."""
    old = [key for key, changed in store.under("parts").items() if changed < now_ms() - KEEP]
    store.delete(*old)
    return len(old)
