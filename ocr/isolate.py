"""Reading in a child process with limits of time and memory.

A crash, a hang or a memory bomb in a native library costs the attempt, not the worker: the child is
replaced and the caller gets a typed error. The child stays warm between cards, so only the first
reading pays for loading the models.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from ocr import errors
from ocr.child import receive, send
from ocr.errors import OcrError, ReaderCrashedError, ReadingTimeoutError
from ocr.model import CardReading, ReadOptions

#: Cards a child reads before it is replaced, so that a leak in a native library cannot grow.
CARDS_PER_CHILD = 500
#: Loading the models counts against the first reading only.
START_SECONDS = 30.0
_ROOT = Path(__file__).parents[1]

#: `-m ocr.child` would warn: the package has it imported before it runs
START = "from ocr.child import main; main()"


class IsolatedReader:
    """One warm child process. Safe to share between threads; readings queue behind each other."""

    def __init__(self, read: str = "ocr:read_card"):
        """``read`` names the function the child calls, as "module:function"."""
        self._read = read
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(self, image: bytes, options: ReadOptions = ReadOptions()) -> CardReading:
        """As ``ocr.read_card``; besides ReadingTimeoutError, OutOfMemoryError and ReaderCrashedError."""
        with self._lock:
            child, allowance = self._ready(options)
            body = self._ask(child, pickle.dumps((image, options)), options.limits.seconds + allowance)
            self._served += 1
            found = json.loads(body)
            if self._served >= CARDS_PER_CHILD or found.get("error") == errors.OutOfMemoryError.code:
                self._stop()
        if "error" in found:
            raise _ERRORS.get(found["error"], errors.EngineFailedError)(found["message"])
        return CardReading.from_json(found["reading"])

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            self._stop()

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, child: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
        """One request, one answer, within the time; otherwise the child ends."""
        answers: list[bytes | None] = []
        talk = threading.Thread(target=_exchange, args=(child, request, answers), daemon=True)
        talk.start()
        talk.join(seconds)
        if talk.is_alive():
            self._stop()
            talk.join(5)
            raise ReadingTimeoutError(f"Reading took longer than {seconds:g} seconds.")
        if not answers or answers[0] is None:
            raise ReaderCrashedError(f"The reading process died (exit code {self._stop()}).")
        return answers[0]

    def _ready(self, options: ReadOptions) -> tuple[subprocess.Popen[bytes], float]:
        if self._child is not None and self._child.poll() is None:
            return self._child, 0.0
        self._stop()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", START, str(options.limits.memory_mb), self._read],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        self._served = 0
        return self._child, START_SECONDS

    def _stop(self) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        if child.poll() is None:
            child.kill()
        code = child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)
        return code


def _exchange(child: subprocess.Popen[bytes], request: bytes, answers: list[bytes | None]) -> None:
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        send(child.stdin, request)
        answers.append(receive(child.stdout))
    except (OSError, ValueError):
        answers.append(None)


def _close(pipe: object) -> None:
    """Closing a pipe whose reader is dead flushes into nothing."""
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:
        return


_ERRORS = {kind.code: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, OcrError)}
_SHARED = IsolatedReader()


def run_isolated(image: bytes, options: ReadOptions = ReadOptions()) -> CardReading:
    """Read one card in this process's shared child."""
    return _SHARED.read(image, options)


def close_isolated() -> None:
    """End the shared child, at shutdown."""
    _SHARED.close()
