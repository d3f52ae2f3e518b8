"""main(), with the arguments MEMORY_MB MODULE:FUNCTION, is the process behind ocr.isolate; not for people.

Requests come in on stdin, answers go out on stdout, each as a length and a body. The process ends when
its parent does: stdin then ends, or an answer finds nobody to take it. A Ctrl-C in the terminal reaches
the whole family; it is the parent's to act on.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO, Any

from ocr.errors import EngineFailedError, OcrError, OutOfMemoryError

HEAD = struct.Struct(">I")


def send(pipe: IO[bytes], body: bytes) -> None:
    """Write one message."""
    pipe.write(HEAD.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None when the other side is gone."""
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (size,) = HEAD.unpack(head)
    body = pipe.read(size)
    return body if len(body) == size else None


def answer(read: Callable[..., Any], image: bytes, options: Any) -> bytes:
    """The reading, or the typed error, as JSON."""
    try:
        return json.dumps({"reading": read(image, options).to_json()}).encode()
    except MemoryError:
        error: OcrError = OutOfMemoryError("The picture needs more memory than a reading may use.")
    except OcrError as raised:
        error = raised
    except Exception as raised:  # noqa: BLE001 - a fault in a finder must cost one reading, not the child
        error = EngineFailedError(f"Reading failed: {type(raised).__name__}")
    return json.dumps({"error": error.code, "message": str(error)}).encode()


def limit_memory(megabytes: int) -> None:
    """Cap the address space where the system can (Windows cannot, macOS ignores it)."""
    try:
        import resource
    except ImportError:
        return
    ceiling = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def main() -> None:
    """Serve until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(int(sys.argv[1]))
    module, _, function = sys.argv[2].partition(":")
    read = getattr(importlib.import_module(module), function)
    # A native library that prints must not write into the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (request := receive(sys.stdin.buffer)) is not None:
        image, options = pickle.loads(request)  # noqa: S301 - written by the parent process, never by a stranger
        try:
            send(answers, answer(read, image, options))
        except BrokenPipeError:
            # closing would flush into the same broken pipe and print a trace nobody asked for
            os._exit(0)
