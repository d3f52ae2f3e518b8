"""Ids: UUIDv7 (RFC 9562), sortable by the time they were made."""

import os
import re

from server.core.clock import now_ms

#: the 48 bits that tell the time
_TIME = (1 << 48) - 1
#: a digit of chance -> the digit that begins with the two bits of RFC 9562
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id() -> str:
    """A new UUIDv7 in its canonical lower-case form."""
    time, chance = f"{now_ms() & _TIME:012x}", os.urandom(10).hex()
    return f"{time[:8]}-{time[8:]}-7{chance[1:4]}-{_VARIANT[chance[4]]}{chance[5:8]}-{chance[8:]}"


def is_id(value: object) -> bool:
    """Whether a value is a UUID in canonical lower-case form."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def made_at(id: str) -> int:
    """The instant a UUIDv7 was made, by the clock of whoever made it (RFC 9562, section 5.7)."""
    return int(id.replace("-", "")[:12], 16)
