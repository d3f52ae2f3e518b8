"""The real app as its own processes: supervisor, granian, worker, on its own port and data."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from server.address import is_answering
from tests.support.ports import free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
#: settings of the machine the tests run on must not reach the app under test
FOREIGN = {
    "DATABASE_URL",
    "BLOB_URL",
    "REDIS_URL",
    "SMTP_URL",
    "SECRET_KEY",
    "PUBLIC_URL",
    "HTTPS",
    "TLS_CERTIFICATE",
    "TLS_KEY",
}
#: seconds a start or a card may take: a machine that runs all tests at once is slow, and no story is about that
PATIENT_S = 120
#: the app ends with the tests even when those are killed
STARTER = """
import signal, sys
from flask.cli import main
from server.supervise import end_with_parent
end_with_parent(signal.SIGTERM)
sys.argv = ["flask", "--app", "wsgi", "serve"]
main()
"""


class LiveApp:
    """Started, stopped, killed and frozen as often as a story wants; address and data stay the same."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://localhost:{self.port}"
        own = {"DATA_DIR": folder, "HOST": "127.0.0.1", "PORT": self.port, "OCR_TIMEOUT": PATIENT_S, **settings}
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.env = {**kept, **{name: str(value) for name, value in own.items()}, "PYTHONUNBUFFERED": "1"}
        self._log = folder / "app.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-c", STARTER]
        with self._log.open("ab") as log:
            # A session of its own: its process group can be killed without us.
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        try:
            eventually(lambda: is_answering("127.0.0.1", self.port) or self._died(), within=PATIENT_S)
            assert self.process.poll() is None, "it ended"
        except AssertionError as error:
            raise AssertionError(f"The app did not start: {error}\n{self.log}") from error

    def stop(self) -> None:
        """As Ctrl-C does; everything has to be gone soon."""
        process, self.process = self._running(), None
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENT_S)
        except subprocess.TimeoutExpired as error:
            self._signal_group(process.pid, signal.SIGKILL)
            raise AssertionError(f"The app did not stop.\n{self.log}") from error

    def kill(self) -> None:
        """As a power cut does: every process at once."""
        process, self.process = self._running(), None
        self._signal_group(process.pid, signal.SIGKILL)
        process.wait(PATIENT_S)

    def end(self) -> None:
        """Leave nothing behind, whatever happened before."""
        if self.process:
            self.kill()

    def freeze(self) -> None:
        """The app stops answering but keeps its connections."""
        self._signal_group(self._running().pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal_group(self._running().pid, signal.SIGCONT)

    def children(self, word: str) -> list[psutil.Process]:
        """The children that run now with this word on their command line: `worker`, `server.web`."""
        return [child for child in psutil.Process(self._running().pid).children() if word in command_line(child)]

    @property
    def log(self) -> str:
        """All it has said so far."""
        return self._log.read_text(errors="replace")

    def first_run_url(self) -> str:
        """The link it printed for the set-up page."""
        return eventually(lambda: (re.findall(r"^  (http\S+#setup=\S+)", self.log, re.MULTILINE) or [""])[-1])

    def _running(self) -> subprocess.Popen[bytes]:
        assert self.process, "the app is not running"
        return self.process

    def _died(self) -> bool:
        return self._running().poll() is not None

    @staticmethod
    def _signal_group(leader: int, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(leader, number)


def still_there(processes: Sequence[psutil.Process], within: float = PATIENT_S) -> list[psutil.Process]:
    """Those that have not ended after so many seconds. A dead one nobody has buried yet counts as gone."""
    deadline = time.monotonic() + within
    while left := [process for process in processes if not _is_dead(process)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    return left


def _is_dead(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def command_line(process: psutil.Process) -> list[str]:
    """The words the process was started with; none once it has ended."""
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:  # it ended while we looked
        return []
