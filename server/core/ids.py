"""Ids: UUIDv7 (RFC 9562), sortable by the time they were made."""

import os
import re

from server.core.clock import now_ms

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id() -> str:
    """A new UUIDv7 in its canonical lower-case form."""
    number = (now_ms() & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(value: object) -> bool:
    """Whether a value is a UUID in canonical lower-case form."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def made_at(id: str) -> int:
    """The instant a UUIDv7 was made, by the clock of whoever made it (RFC 9562, section 5.7)."""
    return int(id.replace("-", "")[:12], 16)
