"""What a picture file carries besides its picture: found and cut out without touching a pixel.

Cameras write the place, the time and the owner's name beside the picture (EXIF, XMP, IPTC, comments, a second
picture). Only segments needed to show the first picture are kept; an unknown one is not. Walking the file also shows
whether it is whole. Formats: ITU T.81 annex B, PNG (RFC 2083) section 3, WebP container (RFC 9649).
"""

import re
import struct
import zlib
from collections.abc import Iterator

#: JPEG markers with a segment to keep: JFIF, Adobe's colour transform, tables, frames, restart interval, scan
_KEEP_JPEG = {0xE0, 0xEE, 0xDB, 0xC4, 0xDD, 0xDA} | {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB}
_SCAN, _END, _ADOBE, _JFIF = 0xDA, 0xD9, 0xEE, 0xE0
#: in a scan, FF is followed by 00 or a restart; anything else ends it
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_KEEP_PNG = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB"}
_PNG = b"\x89PNG\r\n\x1a\n"
_KEEP_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
#: VP8X flags of an alpha channel; those of ICC, EXIF, XMP and animation are cleared
_WEBP_ALPHA = 0x10


class Broken(ValueError):
    """The file is not a whole one of its format."""


def bare(data: bytes, mime: str) -> bytes:
    """The same picture without anything beside it; equal to `data` when there was nothing. Raises Broken."""
    try:
        return _BARE[mime](data)
    except (struct.error, IndexError) as error:
        raise Broken(mime) from error


def _bare_jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise Broken("no marker where one belongs")
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == _END:
            return b"".join([*kept, b"\xff\xd9"])
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == _SCAN:
            found = _AFTER_SCAN.search(data, end)
            if found is None:
                raise Broken("the picture ends in the middle")
            end = found.start()
        if marker in _KEEP_JPEG and _is_plain(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end


def _is_plain(marker: int, body: bytes) -> bool:
    """Whether an application segment is the one its number stands for, not something hidden under it."""
    if marker == _JFIF:
        return body.startswith(b"JFIF\0") and len(body) == 14  # longer: with a thumbnail
    if marker == _ADOBE:
        return body.startswith(b"Adobe") and len(body) == 12
    return True


def _bare_png(data: bytes) -> bytes:
    kept = [_PNG]
    at = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise Broken("a chunk is damaged")
        if name in _KEEP_PNG:
            kept.append(chunk)
        if name == b"IEND":
            return b"".join(kept)
        at += len(chunk)


def _bare_webp(data: bytes) -> bytes:
    size = struct.unpack_from("<I", data, 4)[0]
    if 8 + size > len(data):
        raise Broken("the picture ends in the middle")
    body = b"".join(_kept_webp(data, 8 + size))
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _kept_webp(data: bytes, end: int) -> Iterator[bytes]:
    at = 12
    while at < end:
        name, length = struct.unpack_from("<4sI", data, at)
        after = at + 8 + length + length % 2
        if after > end:
            raise Broken("a chunk is cut")
        if name == b"VP8X":
            flags = data[at + 8] & _WEBP_ALPHA
            yield data[at : at + 8] + bytes([flags]) + data[at + 9 : after]
        elif name in _KEEP_WEBP:
            yield data[at:after]
        at = after


_BARE = {"image/jpeg": _bare_jpeg, "image/png": _bare_png, "image/webp": _bare_webp}
