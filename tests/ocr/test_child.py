"""The child process alone: Ctrl-C is not for it, and it never outlives its parent."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

import pytest

from ocr.child import receive, send
from ocr.isolate import START
from ocr.model import ReadOptions


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", START, "4096", "tests.ocr.readers:echo"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as started:
        _ask(started)
        receive(_pipe(started.stdout))
        yield started
        if started.poll() is None:
            started.kill()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _ask(child: subprocess.Popen[bytes]) -> None:
    send(_pipe(child.stdin), pickle.dumps((b"card", ReadOptions())))


def test_ctrl_c_is_the_parents_to_act_on(child: subprocess.Popen[bytes]) -> None:
    os.kill(child.pid, signal.SIGINT)
    _ask(child)
    assert receive(_pipe(child.stdout))


def test_it_ends_without_a_word_when_nobody_asks_any_more(child: subprocess.Popen[bytes]) -> None:
    _pipe(child.stdin).close()
    assert child.wait(60) == 0
    assert b"Traceback" not in _pipe(child.stderr).read()


def test_it_ends_without_a_word_when_nobody_takes_its_answer(child: subprocess.Popen[bytes]) -> None:
    _pipe(child.stdout).close()
    _ask(child)
    assert child.wait(60) == 0
    assert b"Traceback" not in _pipe(child.stderr).read()
