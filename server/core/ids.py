"""Ids: UUIDv7 (RFC 9562), sortable by the time they were made."""

import os
import re
from collections.abc import Callable
from functools import lru_cache

from server.core.clock import now_ms

#: the 48 bits that tell the time
_TIME = (1 << 48) - 1
#: a digit of chance -> the digit that begins with the two bits of RFC 9562
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
#: bytes of chance in an id, and for how many ids the machine is asked at once: a new lead needs sixteen
_CHANCE, _STOCK = 10, 64
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id() -> str:
    """A new UUIDv7 in its canonical lower-case form."""
    stock = _stock(os.urandom)
    try:
        # taking from the end is one step: no two threads get the same
        end = stock.pop()
    except IndexError:
        stock += (fresh := _ends(os.urandom))[1:]
        end = fresh[0]
    return _beginning(now_ms()) + end


@lru_cache(maxsize=1)
def _beginning(ms: int) -> str:
    time = f"{ms & _TIME:012x}"
    return f"{time[:8]}-{time[8:]}-"


@lru_cache(maxsize=1)
def _stock(_chance: Callable[[int], bytes]) -> list[str]:
    """Ends of ids still to be used, drawn from this source of chance."""
    return []


def _ends(chance: Callable[[int], bytes]) -> list[str]:
    """What follows the time in so many ids."""
    drawn = chance(_CHANCE * _STOCK).hex()
    parts = (drawn[start : start + 2 * _CHANCE] for start in range(0, len(drawn), 2 * _CHANCE))
    return [f"7{part[1:4]}-{_VARIANT[part[4]]}{part[5:8]}-{part[8:]}" for part in parts]


# a child would draw the same ids as its parent
os.register_at_fork(after_in_child=_stock.cache_clear)


def is_id(value: object) -> bool:
    """Whether a value is a UUID in canonical lower-case form."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def made_at(id: str) -> int:
    """The instant a UUIDv7 was made, by the clock of whoever made it (RFC 9562, section 5.7)."""
    return int(id.replace("-", "")[:12], 16)
