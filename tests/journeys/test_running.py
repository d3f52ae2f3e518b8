"""The app as an operator meets it: starts, stops, survives its worker's death, refuses a taken port."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.support.live import PATIENT_S, ROOT, LiveApp, still_there
from tests.support.waiting import eventually


def test_it_starts_prints_where_it_is_and_stops_without_a_trace(own_live: LiveApp) -> None:
    assert "#setup=" in own_live.first_run_url()
    assert f"Boxless runs at {own_live.url}" in own_live.log
    assert own_live.process
    everything = psutil.Process(own_live.process.pid).children(recursive=True)
    own_live.stop()
    assert not still_there(everything)


def test_a_killed_worker_comes_back_while_the_web_server_stays(live: LiveApp) -> None:
    (worker,) = eventually(lambda: live.children("worker"))
    worker.kill()
    again = eventually(lambda: [process for process in live.children("worker") if process.pid != worker.pid])
    assert len(again) == 1


def test_a_killed_web_server_ends_the_app_and_frees_the_port(own_live: LiveApp) -> None:
    assert own_live.process
    (web,) = own_live.children("server.web")
    web.kill()
    assert own_live.process.wait(PATIENT_S) == 1
    own_live.process = None
    own_live.start()


def test_killing_the_supervisor_leaves_no_orphan_on_the_port(own_live: LiveApp) -> None:
    assert own_live.process
    everything = psutil.Process(own_live.process.pid).children(recursive=True)
    os.kill(own_live.process.pid, 9)
    own_live.process.wait(PATIENT_S)
    assert not still_there(everything)
    own_live.process = None


def test_a_taken_port_is_named_with_a_way_out(live: LiveApp, tmp_path: Path) -> None:
    env = {**os.environ, "DATA_DIR": str(tmp_path / "other"), "PORT": str(live.port), "HOST": "127.0.0.1"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"Port {live.port} is taken" in done.stderr


def test_data_and_secret_stay_in_its_folder_for_its_owner_only(live: LiveApp) -> None:
    secret = live.folder / "secret_key"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert (live.folder / "boxless.db").exists()
