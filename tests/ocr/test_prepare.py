"""Decoding: what is refused, what is made of the rest."""

import io
import struct
import warnings
import zlib

import numpy as np
import pytest
from PIL import Image

from ocr.errors import ImageTooLargeError, UnreadableImageError
from ocr.model import Limits
from ocr.prepare import MIN_SIDE, fit, normalise_ground, open_picture, to_rgb

LIMITS = Limits()


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def promised(width: int, height: int) -> bytes:
    """A PNG whose header promises a size; there is next to nothing behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(10_000, 6_000), (50_000, 50_000)])
def test_too_many_pixels_are_refused_by_the_header_alone(size: tuple[int, int]) -> None:
    with pytest.raises(ImageTooLargeError):
        open_picture(promised(*size), LIMITS)


def test_too_many_bytes_are_refused_unopened() -> None:
    with pytest.raises(ImageTooLargeError):
        open_picture(b"x" * (LIMITS.max_bytes + 1), LIMITS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        encoded(Image.new("RGB", (200, 100), "red"), "JPEG")[:300],
        encoded(Image.effect_noise((200, 100), 50).convert("RGB"), "PNG")[:900],
        encoded(Image.new("RGB", (20, 10)), "GIF"),
        encoded(Image.new("RGB", (20, 10)), "TIFF"),
        b"%PDF-1.4 ...",
    ],
)
def test_what_is_no_whole_picture_of_a_camera_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableImageError):
        open_picture(data, LIMITS)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("L", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("RGBA", "PNG"),
        ("I;16", "PNG"),
        ("CMYK", "JPEG"),
        ("RGB", "WEBP"),
    ],
)
def test_every_mode_becomes_rgb(mode: str, kind: str) -> None:
    picture = open_picture(encoded(Image.new(mode, (60, 40)), kind), LIMITS)
    assert (picture.mode, picture.size) == ("RGB", (60, 40))


def test_sixteen_bits_keep_their_greys() -> None:
    deep = Image.fromarray(np.array([[0, 32_768, 65_535]], dtype=np.uint16))
    assert [to_rgb(deep).getpixel((x, 0))[0] for x in range(3)] == [0, 127, 255]


def test_transparency_is_laid_on_white() -> None:
    assert to_rgb(Image.new("RGBA", (4, 4), (0, 0, 0, 0))).getpixel((1, 1)) == (255, 255, 255)


def test_of_an_animation_the_first_frame_is_read() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert open_picture(data, LIMITS).getpixel((5, 5)) == (255, 0, 0)


def test_the_picture_is_turned_as_its_exif_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert open_picture(encoded(Image.new("RGB", (60, 40)), "JPEG", exif=exif), LIMITS).size == (40, 60)


def test_no_warning_escapes() -> None:
    """Pillow warns at half of what it refuses; here a warning is a refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ImageTooLargeError):
            open_picture(promised(12_000, 9_000), Limits(max_pixels=10**9))


def test_large_pictures_shrink_and_slivers_grow_a_border() -> None:
    shrunk, scale = fit(Image.new("RGB", (3200, 1600)), 1600)
    assert (shrunk.size, scale) == ((1600, 800), 0.5)
    padded, scale = fit(Image.new("RGB", (300, 2)), 1600)
    assert (padded.size, scale) == ((300, MIN_SIDE), 1.0)


@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("navy", "white"), ("#c03030", "#ffe0a0")])
def test_normalised_ground_is_light_and_ink_is_dark(ground: str, ink: str) -> None:
    picture = Image.new("RGB", (200, 100), ground)
    for x in range(95, 99):
        for y in range(30, 70):
            picture.putpixel((x, y), Image.new("RGB", (1, 1), ink).getpixel((0, 0)))
    clean = normalise_ground(picture, long_side=200)
    assert clean.getpixel((10, 10)) > 200
    assert clean.getpixel((97, 50)) < 100
