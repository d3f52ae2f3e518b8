"""Readers that misbehave, for tests of the child process. Each is named "tests.ocr.readers:<function>"."""

from __future__ import annotations

import os
import signal
import sys
import time

from ocr.errors import UnreadableImageError
from ocr.model import CardReading, ReadOptions


def echo(image: bytes, options: ReadOptions) -> CardReading:
    """Gives the bytes back as text, and the process it ran in."""
    sys.stdout.write("a library that prints\n")
    return CardReading("echo", str(os.getpid()), {}, 0, 1, 1, 0, image.decode(), 1.0)


def crash(image: bytes, options: ReadOptions) -> CardReading:
    """Dies like a native library: no exception, no goodbye. Any other bytes are echoed."""
    if image == b"crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    return echo(image, options)


def hang(image: bytes, options: ReadOptions) -> CardReading:
    """Never comes back in time."""
    time.sleep(600)
    return echo(image, options)


def hungry(image: bytes, options: ReadOptions) -> CardReading:
    """Wants more memory than it may have."""
    return echo(bytes(8 * 1024**3), options)


def refuse(image: bytes, options: ReadOptions) -> CardReading:
    """Raises a typed error."""
    raise UnreadableImageError("no picture")


def stumble(image: bytes, options: ReadOptions) -> CardReading:
    """Has a fault of its own."""
    sys.stderr.flush()
    raise KeyError("fault")
