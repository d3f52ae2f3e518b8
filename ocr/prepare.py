"""From bytes to a picture an engine can read: one function per step."""

from __future__ import annotations

import warnings
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ocr.errors import ImageTooLargeError, UnreadableImageError
from ocr.model import Limits

#: What cameras and phones send (a phone's two-picture MPO opens as JPEG).
FORMATS = ("JPEG", "PNG", "WEBP")
#: Engines fail on slivers; smaller pictures get a border up to this size.
MIN_SIDE = 48
#: Window of the median that estimates the card's ground, in pixels of the half-size picture.
GROUND_WINDOW = 31


def open_picture(data: bytes, limits: Limits) -> Image.Image:
    """Decode one upright RGB frame, refusing what is too large before any pixel is unpacked."""
    if len(data) > limits.max_bytes:
        raise ImageTooLargeError(f"The picture has {len(data)} bytes; at most {limits.max_bytes} are read.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=FORMATS)
            check_pixels(picture, limits)
            return upright(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLargeError("The picture unpacks to more pixels than are read.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableImageError("This is not a whole JPEG, PNG or WebP picture.") from error


def check_pixels(picture: Image.Image, limits: Limits) -> None:
    """Refuse a picture whose header already promises too many pixels."""
    width, height = picture.size
    if width * height > limits.max_pixels:
        raise ImageTooLargeError(f"{width} x {height} pixels are more than the {limits.max_pixels} that are read.")


def upright(picture: Image.Image) -> Image.Image:
    """The first frame, turned as its EXIF says, as 8-bit RGB on white."""
    return to_rgb(ImageOps.exif_transpose(picture))


def to_rgb(picture: Image.Image) -> Image.Image:
    """8-bit RGB from any mode: 16-bit is scaled, transparency is laid on white."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _scaled_grey(picture).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return picture.convert("RGB")


def _scaled_grey(picture: Image.Image) -> Image.Image:
    """Pillow clips 16-bit greys to white; the full range is 0..65535."""
    deep = np.asarray(picture, dtype=np.float32)
    return Image.fromarray(np.clip(deep / 257.0, 0, 255).astype(np.uint8))


def fit(picture: Image.Image, max_side: int) -> tuple[Image.Image, float]:
    """Shrink to ``max_side`` and pad slivers; returns the picture and its scale against the original."""
    width, height = picture.size
    scale = min(1.0, max_side / max(width, height))
    if scale < 1.0:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    if min(picture.size) < MIN_SIDE:
        padded = Image.new("RGB", (max(MIN_SIDE, picture.width), max(MIN_SIDE, picture.height)), "white")
        padded.paste(picture, (0, 0))
        picture = padded
    return picture, scale


def normalise_ground(picture: Image.Image, long_side: int = 2000) -> Image.Image:
    """Dark text on white whatever the card: |pixel - median ground|, in one step for shade and colour.

    The gain for Tesseract is in docs/benchmarks-ocr.md; RapidOCR reads better without it.
    """
    import cv2

    scale = min(3.0, long_side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    grey = np.asarray(picture.convert("L").resize(size, Image.Resampling.BICUBIC))
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ground = cv2.resize(cv2.medianBlur(half, GROUND_WINDOW), (grey.shape[1], grey.shape[0]))
    ink = cv2.absdiff(grey, ground)
    return Image.fromarray(255 - cv2.normalize(ink, np.zeros_like(ink), 0, 255, cv2.NORM_MINMAX))
