"""The door every engine stands behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PIL import Image

from ocr.model import Line, ReadOptions


class Engine(Protocol):
    """Reads the lines of an upright RGB picture; knows nothing about cards."""

    name: str

    def version(self) -> str:
        """Version of the engine and its models, part of every stored reading."""

    def params(self, options: ReadOptions) -> Mapping[str, Any]:
        """The settings that change what is read, part of every stored reading."""

    def read(self, picture: Image.Image, options: ReadOptions) -> tuple[Line, ...]:
        """Lines in the picture's own pixels. Raises EngineFailedError or ReadingTimeoutError."""
