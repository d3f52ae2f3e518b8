"""Readers that do what native libraries do on their worst day; a child process imports them by name."""

import os
import time

from ocr import CardReading, ReadOptions
from ocr.errors import UnreadableImageError
from tests.server.cards.conftest import READING


def on_command(data: bytes, options: ReadOptions) -> CardReading:
    """Does what the picture says."""
    match data:
        case b"crash":
            os.abort()
        case b"hang":
            time.sleep(600)
        case b"eat":
            eaten = []
            while True:
                eaten.append(bytearray(64 << 20))
        case b"refuse":
            raise UnreadableImageError("no picture")
        case b"stumble":
            raise RuntimeError("Anna Albrecht")
        case b"who":
            return CardReading(**{**vars_of(READING), "ms": os.getpid()})
    return READING


def vars_of(reading: CardReading) -> dict[str, object]:
    """Its fields by name."""
    return {name: getattr(reading, name) for name in reading.__dataclass_fields__}
