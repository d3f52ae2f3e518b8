"""What bytes are, by their content: the picture formats and memo formats we keep, and nothing else."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from warnings import simplefilter

from PIL import Image, UnidentifiedImageError

from ocr.prepare import to_rgb, upright
from server.storage.errors import NotAPicture
from server.storage.metadata import Broken, bare

MAX_PIXELS = 30_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
#: Pillow's name -> type; MPO is a JPEG with a second picture behind it, as some phones make
MIMES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
#: what recorders of browsers make: (offset, magic bytes) -> type
MEMOS = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "audio/mp4"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
)
ORIENTATION = 0x0112
QUALITY = 92
#: pictures of 30 megapixels take 90 MB each: one at a time is enough
_ONE_AT_A_TIME = Lock()
#: what Pillow raises for files that are not what they seem
DAMAGED = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, OverflowError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


# Pillow only warns of pictures up to twice its own limit, and `catch_warnings` is not for threads
simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes as they are kept: `data` is what was sent, or the same without position and camera data."""

    mime: str
    data: bytes
    width: int | None = None
    height: int | None = None
    stripped: bool = False


def examine(data: bytes) -> Content:
    """Say what the bytes are and take out what nobody needs to know. Raises NotAPicture."""
    for offset, magic, mime in MEMOS:
        if data[offset : offset + len(magic)] == magic:
            return Content(mime, data)
    try:
        return _picture(data)
    except (Broken, *DAMAGED) as error:
        raise NotAPicture() from error


def _picture(data: bytes) -> Content:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        mime = MIMES[image.format or ""]
        _check(image, mime)
        clean = bare(data, mime)
        if clean != data and image.getexif().get(ORIENTATION, 1) != 1:
            return _turned(image)
        return Content(mime, clean, *image.size, stripped=clean != data)


def _check(image: Image.Image, mime: str) -> None:
    """Look at what the header promises, before a pixel is unpacked."""
    if image.width * image.height > MAX_PIXELS:
        raise NotAPicture("The picture has more than 30 megapixels. Take it again with less.")
    if getattr(image, "is_animated", False) and mime != "image/jpeg":
        raise NotAPicture("Moving pictures are not kept. Send a still one.")


def _turned(image: Image.Image) -> Content:
    """A picture lying on its side: without its EXIF nobody would know, so its pixels are turned."""
    with _ONE_AT_A_TIME:
        turned = upright(image)
    return Content("image/jpeg", _jpeg(turned, QUALITY), *turned.size, stripped=True)


def small(data: bytes, width: int) -> bytes:
    """A JPEG of at most `width` pixels on its longer side. Raises NotAPicture for a damaged picture."""
    try:
        with _ONE_AT_A_TIME, Image.open(BytesIO(data), formats=FORMATS) as image:
            image.draft("RGB", (width * 2, width * 2))
            image.thumbnail((width, width))
            return _jpeg(to_rgb(image), 80)
    except DAMAGED as error:
        raise NotAPicture("This picture is damaged.") from error


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    # a copy of the pixels alone: whatever Pillow keeps beside them is not written
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    plain.save(out, "JPEG", quality=quality)
    return out.getvalue()
