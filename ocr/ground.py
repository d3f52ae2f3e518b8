"""What lies between two groups of lines: blank card all the way, or the border of a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

from ocr.geometry import turned

#: A border of a card changes a colour channel by this much (of 255) within a few pixels.
STEP = 9
#: Thin printed rules are wiped out before looking; card borders are not.
WIPE = 9
#: A strip is judged in this many pieces along its length, because cards do not lie exactly along it.
PIECES = 10
#: Share of the pieces that must show the border.
MOST_PIECES = 0.9


@dataclass(frozen=True, slots=True)
class Strip:
    """A straight band of ground, in a picture turned back by ``degrees``: from..to across and along it."""

    degrees: float
    left: float
    right: float
    top: float
    bottom: float


class Ground:
    """The picture under the lines. ``scale`` is its size against the picture the lines are placed in."""

    def __init__(self, picture: Image.Image, scale: float = 1.0):
        self._pixels: np.ndarray[Any, Any] = np.asarray(picture.convert("RGB"))
        self._scale = scale

    def has_border(self, strip: Strip) -> bool:
        """True when a wide step of colour runs along the whole strip."""
        found = cv2.medianBlur(self._cut_out(strip), WIPE).astype(np.float32)
        if found.shape[0] < PIECES or found.shape[1] < 2 * WIPE:
            return False
        pieces = [piece.mean(axis=0) for piece in np.array_split(found, PIECES)]
        steps = [np.abs(piece[WIPE - 1 :] - piece[: 1 - WIPE]).max() for piece in pieces]
        return bool(sum(step >= STEP for step in steps) >= MOST_PIECES * PIECES)

    def _cut_out(self, strip: Strip) -> np.ndarray[Any, Any]:
        wide = max(1, round((strip.right - strip.left) * self._scale))
        high = max(1, round((strip.bottom - strip.top) * self._scale))
        corners = [(strip.left, strip.top), (strip.right, strip.top), (strip.left, strip.bottom)]
        here = [turned(corner, strip.degrees) for corner in corners]
        source = np.array(here, np.float32) * self._scale
        target = np.array([(0, 0), (wide, 0), (0, high)], np.float32)
        return cv2.warpAffine(
            self._pixels, cv2.getAffineTransform(source, target), (wide, high), borderMode=cv2.BORDER_REPLICATE
        )
