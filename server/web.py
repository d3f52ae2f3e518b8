"""The web server: granian, one process with threads, over the WSGI app. Started by `serve`, never by hand."""

import ctypes
import gc
import resource
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from server.app import create_app
from server.supervise import become_parent, end_with_parent
from server.sync.live import PLACES, WAIT_PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Requests answered at once. Readers run in parallel; writers queue for the one lock anyway.
THREADS = 12
#: Requests taken in at once; the rest wait in the system's queue instead of in our memory.
TAKEN_IN = 256
#: New objects before garbage is looked for: a batch of leads makes tens of thousands, and all go with the request.
GARBAGE_AFTER = 50_000
#: Seconds a stopping server gives the requests it is answering.
LAST_ANSWERS = 5
#: glibc's malloc: its switches, and how many pools, the largest piece taken from one, what one keeps free (bytes)
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
ARENAS, LARGEST_KEPT, MOST_KEPT = 4, 32 << 20, 64 << 20


class Turnstile:
    """Lets a few in at a time to be served; those who only wait for news walk past, for they do nothing."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self._served = threading.Semaphore(THREADS)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve when it is this one's turn."""
        if environ.get("PATH_INFO") == WAIT_PATH:
            return self._app(environ, start_response)
        with self._served:
            return self._app(environ, start_response)


def create() -> Flask:
    """The app for granian's own child process, which must not outlive the one that holds the port."""
    end_with_parent()
    _keep_memory()
    app = create_app()
    app.wsgi_app = Turnstile(app.wsgi_app)  # type: ignore[method-assign]
    # What was made until now stays for good: looking through it again and again is a tenth of every write.
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, *gc.get_threshold()[1:])
    return app


def main(host: str, port: str, certificate: str | None = None, key: str | None = None) -> None:
    """Serve until TERM or INT; with a certificate and its key, over HTTPS."""
    end_with_parent(signal.SIGTERM)
    become_parent()
    _allow_many_connections()
    Server(
        "server.web:create",
        factory=True,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=PLACES + TAKEN_IN,
        backpressure=PLACES + TAKEN_IN,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=LAST_ANSWERS,
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
    ).serve()


def _keep_memory() -> None:
    """Keep what a large answer needed for the next one instead of giving it back to the system each time.

    A page of a first pull is built of megabytes; fetching them anew, page fault by page fault, took longer than
    reading the leads. Only glibc has these switches (malloc.h); elsewhere nothing happens.
    """
    tune = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if tune is not None:
        for switch, value in ((M_ARENA_MAX, ARENAS), (M_MMAP_THRESHOLD, LARGEST_KEPT), (M_TRIM_THRESHOLD, MOST_KEPT)):
            tune(switch, value)


def _allow_many_connections() -> None:
    """A phone that waits holds a connection, and many systems start a process with 1,024 of them."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
