"""What bytes are kept, and what is cut out of them first."""

import io

import pytest
from PIL import Image, ImageChops

from server.storage.contents import examine, small
from server.storage.errors import NotAPicture
from tests.support import pictures

KINDS = ("JPEG", "PNG", "WEBP")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_with_nothing_beside_it_stays_byte_for_byte(kind: str) -> None:
    data = pictures.plain(kind)
    content = examine(data)
    assert content.data == data
    assert (content.mime, content.width, content.height) == (f"image/{kind.lower()}", 640, 400)
    assert content.stripped is False


@pytest.mark.parametrize("kind", KINDS)
def test_place_and_camera_data_go_and_the_picture_stays_pixel_for_pixel(kind: str) -> None:
    data = pictures.with_metadata(kind)
    assert b"Photographer" in data
    content = examine(data)
    assert content.stripped is True
    assert [mark for mark in pictures.TELLTALE if mark in content.data] == []
    assert not Image.open(io.BytesIO(content.data)).getexif()
    assert ImageChops.difference(opened(content.data), opened(data)).getbbox() is None


@pytest.mark.parametrize(("orientation", "size"), [(3, (640, 400)), (6, (400, 640)), (8, (400, 640))])
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_lying_on_its_side_is_turned_because_nobody_will_know_any_more(
    kind: str, orientation: int, size: tuple[int, int]
) -> None:
    content = examine(pictures.with_metadata(kind, orientation))
    assert (content.width, content.height) == size
    assert opened(content.data).size == size
    assert [mark for mark in pictures.TELLTALE if mark in content.data] == []


def test_what_hangs_behind_the_picture_is_cut_off() -> None:
    for kind in KINDS:
        data = pictures.plain(kind)
        assert examine(data + b"PK\x03\x04<script>").data == data


def test_a_progressive_picture_with_restarts_is_kept_whole() -> None:
    out = io.BytesIO()
    opened(pictures.plain()).save(out, "JPEG", progressive=True, restart_marker_rows=1)
    assert examine(out.getvalue()).data == out.getvalue()


def test_something_hidden_in_a_segment_that_is_kept_goes_too() -> None:
    data = pictures.plain()
    hidden = data[:2] + b"\xff\xe0\x00\x0ba secret!" + data[2:]
    assert b"a secret" not in examine(hidden).data


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_picture_is_refused(kind: str) -> None:
    data = pictures.plain(kind)
    for length in (len(data) - 3, len(data) // 2, 40, 12, 4):
        with pytest.raises(NotAPicture):
            examine(data[:length])


def test_a_damaged_png_is_refused() -> None:
    data = bytearray(pictures.plain("PNG"))
    data[len(data) // 2] ^= 1
    with pytest.raises(NotAPicture):
        examine(bytes(data))


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "PDF", "EPS", "ICO", "TGA"])
def test_other_formats_are_refused_whatever_they_are_called(kind: str) -> None:
    with pytest.raises(NotAPicture):
        examine(pictures.other(kind))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"\0" * 99,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        examine(data)


@pytest.mark.parametrize("side", [8_000, 50_000, 2**31 - 1])
def test_a_bomb_is_refused_by_its_header(side: int) -> None:
    with pytest.raises(NotAPicture):
        examine(pictures.bomb(side))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind: str) -> None:
    with pytest.raises(NotAPicture):
        examine(pictures.animated(kind))


def test_the_first_of_two_pictures_in_one_file_is_kept() -> None:
    both = pictures.animated("MPO", 2)
    content = examine(both)
    assert content.mime == "image/jpeg"
    assert len(content.data) < len(both) * 0.7
    assert opened(content.data).size == (32, 32)


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"OggS", "audio/ogg"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
    ],
)
def test_memos_are_known_by_their_first_bytes(head: bytes, mime: str) -> None:
    assert examine(head + b"sound").mime == mime


def test_a_small_copy_fits_and_is_a_jpeg() -> None:
    for kind in KINDS:
        image = Image.open(io.BytesIO(small(pictures.plain(kind), 320)))
        assert (image.format, image.size) == ("JPEG", (320, 200))


def test_a_small_copy_of_a_damaged_picture_is_refused() -> None:
    data = pictures.plain("PNG")
    with pytest.raises(NotAPicture):
        small(data[: len(data) // 2], 320)
