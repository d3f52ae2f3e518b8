"""Servers under load: each a process group of its own on a loopback port, gone afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from server.address import is_answering
from tests.support.databases import SECRET_KEY
from tests.support.live import FOREIGN, ROOT
from tests.support.ports import free_port
from tests.support.waiting import eventually


@contextmanager
def running(command: Sequence[str], port: int, log: Path, settings: Mapping[str, str]) -> Iterator[psutil.Process]:
    """A server that listens on the port; everything it started ends with it."""
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN} | dict(settings)
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        eventually(lambda: is_answering("127.0.0.1", port) or process.poll() is not None, within=60)
        if process.poll() is not None:
            raise RuntimeError(f"{command[0]} ended: {log.read_text()[-2000:]}")
        yield psutil.Process(process.pid)
    finally:
        # one that could not start is gone already
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def boxless(url: str, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The web server alone, as `make run` starts it, without workers. Yields its address and process."""
    port = free_port()
    settings = {"DATABASE_URL": url, "DATA_DIR": str(folder), "SECRET_KEY": SECRET_KEY}
    command = [sys.executable, "-m", "server.web", "127.0.0.1", str(port)]
    with running(command, port, folder / "web.log", settings) as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def empty(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The same HTTP server with an application that does nothing: what HTTP alone costs."""
    port = free_port()
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "12"]
    command = [sys.executable, "-m", "granian", *options, "--no-ws", "bench.load.nothing:app"]
    with running(command, port, folder / "empty.log", {}) as process:
        yield f"http://127.0.0.1:{port}", process


def memory_mb(process: psutil.Process) -> float:
    """What the server and its children hold, megabytes."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_info().rss for one in family) / 2**20
