"""Reading engines that do what real ones do on their worst day."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from PIL import Image

from ocr import engines
from ocr.errors import EngineFailedError
from ocr.model import Line, ReadOptions

WHOLE = ((0.0, 0.0), (400.0, 0.0), (400.0, 40.0), (0.0, 40.0))


class Silent:
    """Sees nothing on any picture."""

    name = "silent"

    def version(self) -> str:
        """Its version."""
        return "1"

    def params(self, options: ReadOptions) -> Mapping[str, Any]:
        """No settings."""
        return {}

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """No lines."""
        return ()


class Crashing(Silent):
    """Takes its whole process down, as a native library does."""

    name = "crashing"

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """Never returns."""
        os.abort()


class Hanging(Silent):
    """Reads until somebody stops it."""

    name = "hanging"

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """Never returns in time."""
        while True:
            time.sleep(60)


class Hungry(Silent):
    """Eats memory until the limit."""

    name = "hungry"

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """Never returns."""
        eaten = []
        while True:
            eaten.append(bytearray(64 * 1024 * 1024))


class Failing(Silent):
    """Says that it could not."""

    name = "failing"

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """Always raises."""
        raise EngineFailedError("The engine gave up on this picture.")


class Garbling(Silent):
    """Gives back text no database should see: NUL, lone surrogates, control and direction characters."""

    name = "garbling"

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """One line of garbage."""
        return (Line("A\x00nna \ud800 Ber\x1bger \u202egro.elpmaxe", 0.9, WHOLE),)


@contextmanager
def installed(*kinds: type[Silent]) -> Iterator[None]:
    """Inside this block (and in children forked in it) these engines can be asked for by name."""
    with patch.dict(engines.ENGINES, {kind.name: (kind, lambda: True) for kind in kinds}):
        yield
