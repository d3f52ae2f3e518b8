"""Reading in a child process: whatever a picture does to it, the worker lives and reads the next one."""

from collections.abc import Iterator

import pytest

from ocr import IsolatedReader, Limits, ReadOptions
from ocr.errors import (
    EngineFailedError,
    OcrError,
    OutOfMemoryError,
    ReaderCrashedError,
    ReadingTimeoutError,
    UnreadableImageError,
)

#: in one process of the test run: the reader is started once
pytestmark = pytest.mark.xdist_group("reader")
PATIENT = ReadOptions(limits=Limits(seconds=60, memory_mb=1024))
SHORT = ReadOptions(limits=Limits(seconds=0.5, memory_mb=1024))


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    reader = IsolatedReader("tests.server.cards.misbehaving:on_command")
    yield reader
    reader.close()


def child(reader: IsolatedReader) -> int:
    return reader.read(b"who", PATIENT).ms


def test_the_child_stays_warm(reader: IsolatedReader) -> None:
    assert child(reader) == child(reader)


@pytest.mark.parametrize(
    ("picture", "error"),
    [
        (b"crash", ReaderCrashedError),
        (b"hang", ReadingTimeoutError),
        (b"eat", OutOfMemoryError),
        (b"refuse", UnreadableImageError),
        (b"stumble", EngineFailedError),
    ],
)
def test_a_bad_picture_is_one_typed_error_and_the_next_is_read(
    reader: IsolatedReader, picture: bytes, error: type[OcrError]
) -> None:
    assert child(reader) > 0  # warm: the short limit is for reading alone
    with pytest.raises(error) as refused:
        reader.read(picture, SHORT if picture == b"hang" else PATIENT)
    assert "Anna" not in str(refused.value)
    assert child(reader) > 0


def test_a_child_that_had_to_die_is_replaced(reader: IsolatedReader) -> None:
    before = child(reader)
    with pytest.raises(ReaderCrashedError):
        reader.read(b"crash", PATIENT)
    assert child(reader) != before


def test_a_closed_reader_opens_again(reader: IsolatedReader) -> None:
    reader.close()
    reader.close()
    assert child(reader) > 0
