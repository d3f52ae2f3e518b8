"""The web server: granian, one process with threads, over the WSGI app. Started by `serve`, never by hand."""

import signal
import sys
from pathlib import Path

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from server.app import create_app
from server.supervise import become_parent, end_with_parent

#: Requests answered at once. Readers run in parallel; writers queue for the one lock anyway.
THREADS = 12
#: Requests taken in at once; the rest wait in the system's queue instead of in our memory.
TAKEN_IN = 256
#: Seconds a stopping server gives the requests it is answering.
LAST_ANSWERS = 5


def create() -> Flask:
    """The app for granian's own child process, which must not outlive the one that holds the port."""
    end_with_parent()
    return create_app()


def main(host: str, port: str, certificate: str | None = None, key: str | None = None) -> None:
    """Serve until TERM or INT; with a certificate and its key, over HTTPS."""
    end_with_parent(signal.SIGTERM)
    become_parent()
    Server(
        "server.web:create",
        factory=True,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backpressure=TAKEN_IN,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=LAST_ANSWERS,
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
