"""The supervisor, over children that sleep, die or will not die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from server.supervise import HEALTHY_AFTER, Child
from tests.support.live import command_line
from tests.support.waiting import eventually

SLEEPS = "import time; time.sleep(600)"
WORKS = f"{SLEEPS}  # a worker"
#: seconds an ending may take on a busy machine
PATIENT_S = 60
STUBBORN = (
    "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"
)
DIES = "raise SystemExit(3)"
COUNTS = "import sys; open(sys.argv[1], 'a').write('x')"
RUNNER = """
import sys
from server import supervise
supervise.GRACE = 1.0
python = [sys.executable, "-c"]
web, *workers = sys.argv[1:]
sys.exit(supervise.Supervisor([*python, web], [[*python, *w.split("|")] for w in workers]).run(lambda: None))
"""

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def run(*programs: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", RUNNER, *programs]
        started.append(subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENT_S)


def children(process: subprocess.Popen[bytes], count: int) -> list[psutil.Process]:
    """The supervisor's children, once there are so many."""

    def there() -> list[psutil.Process]:
        found = psutil.Process(process.pid).children()
        return found if len(found) == count else []

    return eventually(there)


def worker_of(process: subprocess.Popen[bytes]) -> psutil.Process | None:
    """The supervisor's only worker; None while it has none."""
    return next((child for child in psutil.Process(process.pid).children() if WORKS in command_line(child)), None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_without_an_error(start: Start, number: signal.Signals) -> None:
    app = start(SLEEPS, SLEEPS, SLEEPS)
    running = children(app, 3)
    app.send_signal(number)
    assert app.wait(PATIENT_S) == 0
    assert not any(child.is_running() for child in running)


def test_everything_runs_in_one_process_group(start: Start) -> None:
    app = start(SLEEPS, SLEEPS)
    assert {os.getpgid(child.pid) for child in children(app, 2)} == {os.getpgid(app.pid)}


def test_a_child_that_will_not_end_is_killed(start: Start, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    app = start(SLEEPS, f"{STUBBORN}|{ready}")
    eventually(ready.exists)
    running = children(app, 2)
    app.terminate()
    assert app.wait(PATIENT_S) == 0
    assert not any(child.is_running() for child in running)


def test_a_killed_worker_is_started_again(start: Start) -> None:
    app = start(SLEEPS, WORKS)
    worker = eventually(lambda: worker_of(app))
    worker.kill()
    eventually(lambda: (again := worker_of(app)) and again != worker)
    assert app.poll() is None


def test_a_worker_that_keeps_dying_is_started_less_and_less_often(start: Start, tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    app = start(SLEEPS, f"{COUNTS}|{starts}")
    eventually(lambda: starts.exists() and starts.stat().st_size >= 3)
    assert app.poll() is None


def test_the_death_of_the_web_server_is_an_error(start: Start) -> None:
    app = start(DIES, SLEEPS)
    assert app.wait(PATIENT_S) == 1


def test_pauses_between_restarts_grow_to_a_limit_and_shrink_after_health() -> None:
    child = Child("worker 1", ["unused"], started_at=time.monotonic())
    assert [child.plan_restart() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    child.started_at = time.monotonic() - HEALTHY_AFTER
    assert child.plan_restart() == 0.5
