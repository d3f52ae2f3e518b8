"""Picture files as they should not be: with metadata, cut, bombs, wolves in sheep's clothing."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

GPS_INFO, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
#: bytes that must not be in any stored picture
TELLTALE = (
    b"Exif",
    b"Photographer",
    b"adobe:ns:meta",
    b"http://ns.adobe.com/xap",
    b"GPS",
    b"ICC_PROFILE",
    b"a secret",
)


def plain(kind: str = "JPEG", size: tuple[int, int] = (640, 400)) -> bytes:
    """A picture with nothing beside it, as a canvas makes it."""
    return _saved(_gradient(size), kind)


def with_metadata(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """The same with place, photographer, XMP and a comment."""
    image = _gradient((640, 400))
    exif = image.getexif()
    exif[ARTIST] = "Photographer"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS_INFO).update({1: "N", 2: (53.0, 33.0, 0.0), 3: "E", 4: (9.0, 59.0, 0.0)})
    more: dict[str, object] = {"exif": exif}
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Photographer</x:xmpmeta>'
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "a secret")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        more["pnginfo"] = text
    else:
        more["xmp"] = xmp
    if kind == "JPEG":
        more |= {"comment": b"a secret", "icc_profile": b"made up"}
    return _saved(image, kind, **more)


def bomb(side: int = 50_000) -> bytes:
    """A PNG of a few bytes whose header promises side x side pixels."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + _chunk(b"IEND", b"")
    )


def animated(kind: str, frames: int = 3) -> bytes:
    """A moving picture."""
    first, *more = [Image.new("RGB", (32, 32), (80 * i % 256, 0, 255 - 80 * i % 256)) for i in range(frames)]
    return _saved(first, kind, save_all=True, append_images=more)


def other(kind: str) -> bytes:
    """A picture in a format we do not take."""
    return _saved(_gradient((64, 64)), kind)


def _gradient(size: tuple[int, int]) -> Image.Image:
    across = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, across.transpose(Image.Transpose.ROTATE_180), Image.new("L", size, 90)))


def _saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
