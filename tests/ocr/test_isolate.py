"""The child process: limits hold, deaths cost one attempt, the pool goes on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ocr.errors import (
    EngineFailedError,
    OutOfMemoryError,
    ReaderCrashedError,
    ReadingTimeoutError,
    UnreadableImageError,
)
from ocr.isolate import IsolatedReader
from ocr.model import Limits, ReadOptions


@contextmanager
def reader(name: str) -> Iterator[IsolatedReader]:
    with IsolatedReader(f"tests.ocr.readers:{name}") as isolated:
        yield isolated


def test_it_reads_in_another_process_and_keeps_it_warm() -> None:
    with reader("echo") as isolated:
        first, second = isolated.read(b"one"), isolated.read(b"two")
    assert (first.full_text, second.full_text) == ("one", "two")
    assert first.engine_version == second.engine_version != str(os.getpid())


def test_a_native_crash_is_one_typed_error_and_the_next_card_is_read() -> None:
    with reader("crash") as isolated:
        before = isolated.read(b"card")
        with pytest.raises(ReaderCrashedError):
            isolated.read(b"crash")
        after = isolated.read(b"card")
    assert before.engine_version != after.engine_version


def test_a_hang_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ocr.isolate.START_SECONDS", 1.0)
    with reader("hang") as isolated, pytest.raises(ReadingTimeoutError):
        isolated.read(b"card", ReadOptions(limits=Limits(seconds=0.2)))


def test_a_memory_bomb_is_refused_by_the_system() -> None:
    with reader("hungry") as isolated, pytest.raises(OutOfMemoryError):
        isolated.read(b"card", ReadOptions(limits=Limits(memory_mb=1024)))


@pytest.mark.parametrize(("name", "error"), [("refuse", UnreadableImageError), ("stumble", EngineFailedError)])
def test_errors_cross_over_as_themselves_and_the_child_lives_on(name: str, error: type[Exception]) -> None:
    with reader(name) as isolated:
        for _ in range(2):
            with pytest.raises(error):
                isolated.read(b"card")


def test_the_child_is_replaced_after_its_share_of_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ocr.isolate.CARDS_PER_CHILD", 2)
    with reader("echo") as isolated:
        processes = [isolated.read(b"card").engine_version for _ in range(3)]
    assert processes[0] == processes[1] != processes[2]
