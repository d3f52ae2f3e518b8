"""One command, whole product: the web server and the workers as children of one process, in its process group.

The web process is one, with threads: SQLite's write lock lives inside it. A worker that dies is started again after
a growing pause, because its leased jobs wait in the database; the death of the web server ends everything with an
error, because a supervisor outside (systemd, Docker) restarts the whole better than we could.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import FrameType

import structlog

log = structlog.get_logger(__name__)

LOOK_EVERY = 0.2
#: Seconds a child has to end by itself after TERM before it is killed.
GRACE = 8.0
#: Seconds between the restarts of a worker that keeps dying: doubled each time, from the first to the last.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
#: A worker that ran this many seconds is healthy again.
HEALTHY_AFTER = 60.0
PR_SET_PDEATHSIG = 1
#: environment of a child: the process that must outlive it
PARENT = "BOXLESS_PARENT"


def end_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """Ask Linux to signal this process when its parent dies; elsewhere the process group has to do.

    Called by the children themselves: a fork hook would run between threads. A parent that died while this process
    was still starting sends no signal any more, so it is looked for as well.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)
    parent = os.environ.get(PARENT)
    if parent and os.getppid() != int(parent):
        os.kill(os.getpid(), by)


def become_parent() -> None:
    """Let the processes started from now on know whose death ends them."""
    os.environ[PARENT] = str(os.getpid())


@dataclass
class Child:
    """A process of ours and how often it has died in a row."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """Start the process; it stays in our process group, so that the terminal's Ctrl-C reaches it too."""
        self.process = subprocess.Popen(self.command)  # noqa: S603 - our own command lines
        self.started_at = time.monotonic()

    def exit_code(self) -> int | None:
        """How the process ended; None while it runs or before it was started."""
        return self.process.poll() if self.process else None

    def plan_restart(self) -> float:
        """Decide when to start again after a death; answers the pause in seconds."""
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at >= HEALTHY_AFTER else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.process, self.start_at = None, now + pause
        return pause


class Supervisor:
    """Runs one web server and any number of workers until a signal comes or the web server dies."""

    def __init__(self, web: Sequence[str], workers: Iterable[Sequence[str]]) -> None:
        self.web = Child("web", web)
        self.workers = [Child(f"worker {number}", command) for number, command in enumerate(workers, start=1)]
        self.stopping = threading.Event()

    def run(self, when_started: Callable[[], None]) -> int:
        """Start everything and stay; the exit code: 0 after a signal, 1 after the web server's death."""
        before = {number: signal.signal(number, self._on_signal) for number in _STOP_SIGNALS}
        become_parent()
        try:
            self.web.start()
            self._start_due_workers()
            threading.Thread(target=when_started, daemon=True).start()
            return self._watch()
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _watch(self) -> int:
        while not self.stopping.wait(LOOK_EVERY):
            code = self.web.exit_code()
            if code is not None:
                log.error("web_ended", exit_code=code)
                return 1
            self._restart_dead_workers()
            self._start_due_workers()
        return 0

    def _restart_dead_workers(self) -> None:
        for worker in self.workers:
            code = worker.exit_code()
            if code is not None:
                log.warning("worker_ended", worker=worker.name, exit_code=code, restart_in=worker.plan_restart())

    def _start_due_workers(self) -> None:
        for worker in self.workers:
            if worker.process is None and time.monotonic() >= worker.start_at:
                worker.start()

    def _stop_all(self) -> None:
        running = [
            child.process for child in (self.web, *self.workers) if child.process and child.process.poll() is None
        ]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
