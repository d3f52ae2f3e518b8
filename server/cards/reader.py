"""Reading in a child process with limits of time and memory: a picture that crashes, hangs or bloats a native library
costs one attempt of one job. The child stays warm and is started anew when it had to die.
"""

import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from flask import Flask

from ocr import CardReading, OcrError, ReadOptions, read_card
from ocr.errors import EngineFailedError, OutOfMemoryError, ReaderCrashedError, ReadingTimeoutError

_KEY = "boxless.reader"
#: seconds a new child has to load its libraries
WARM_UP = 60.0
#: pictures after which a child is replaced: native libraries never give memory back
LONGEST_LIFE = 1_000
#: a thread-free child, started clean: forking a process with threads copies their locks
_SPAWN = multiprocessing.get_context("spawn")

Read = Callable[[bytes, ReadOptions], CardReading]


class Reader:
    """Reads one picture at a time in its child. `read` is for tests; it must be importable by name."""

    def __init__(self, memory_mb: int = 2048, read: Read = read_card) -> None:
        self._memory_mb = memory_mb
        self._read = read
        self._lock = threading.Lock()
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._done = 0

    def read(self, data: bytes, options: ReadOptions) -> CardReading:
        """The reading of a picture. Raises a member of the OcrError family."""
        with self._lock:
            pipe = self._warm_pipe()
            try:
                pipe.send((data, options))
                answer = self._answer(pipe, options.limits.seconds)
            except (EOFError, OSError) as error:
                self.close()
                raise ReaderCrashedError("The reading process died.") from error
        if isinstance(answer, OcrError):
            raise answer
        return answer

    def _answer(self, pipe: Connection, seconds: float) -> CardReading | OcrError:
        if not pipe.poll(seconds):
            self.close()
            return ReadingTimeoutError("Reading took longer than allowed.")
        answer: CardReading | OcrError = pipe.recv()
        self._done += 1
        if self._done >= LONGEST_LIFE or isinstance(answer, OutOfMemoryError):
            self.close()
        return answer

    def _warm_pipe(self) -> Connection:
        if self._pipe is not None and self._child is not None and self._child.is_alive():
            return self._pipe
        self.close()
        self._pipe, theirs = _SPAWN.Pipe()
        self._child = _SPAWN.Process(target=_serve, args=(theirs, self._memory_mb, self._read), daemon=True)
        self._child.start()
        theirs.close()
        try:
            if not self._pipe.poll(WARM_UP):
                raise EOFError
            self._pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise ReaderCrashedError("The reading process did not start.") from error
        return self._pipe

    def close(self) -> None:
        """End the child; the next picture gets a new one."""
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child.close()
        self._pipe = self._child = None
        self._done = 0


def _serve(pipe: Connection, memory_mb: int, read: Read) -> None:
    """The child: read what comes until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    limit = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send("ready")
    while True:
        try:
            data, options = pipe.recv()
        except EOFError:
            return
        # should the parent die meanwhile, nobody else would stop a picture that hangs
        signal.alarm(round(options.limits.seconds) + 5)
        answer = _outcome(read, data, options)
        signal.alarm(0)
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return


def _outcome(read: Read, data: bytes, options: ReadOptions) -> CardReading | OcrError:
    try:
        return read(data, options)
    except OcrError as error:
        # without its cause, which may hold a picture or something that does not travel
        return type(error)(*error.args)
    except MemoryError:
        return OutOfMemoryError("Reading needed more memory than allowed.")
    except Exception as error:  # noqa: BLE001 - the parent must hear of it whatever it is
        return EngineFailedError(f"Reading failed: {type(error).__name__}")


def reader_of(app: Flask) -> Reader:
    """The process's one reader."""
    if _KEY not in app.extensions:
        app.extensions[_KEY] = Reader()
    reader: Reader = app.extensions[_KEY]
    return reader
