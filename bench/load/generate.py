"""The load generator (Node) let loose on a server."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from bench.load import process
from tests.support.live import ROOT
from tests.support.ports import free_port

#: the client of our own server
ADAPTER = ROOT / "bench/load/boxless.mjs"
GENERATOR = ROOT / "bench/load/run.mjs"
Figures = dict[str, dict[str, float]]


def generate(base: str, pids: Sequence[int], phases: str, phones: Path | None, **more: Any) -> Figures:
    """Figures of these phases against the server at `base`; `pids`: whose processor time counts."""
    given = {"base": base, "pid": ",".join(map(str, pids)), "phases": phases, **more}
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    environment = {**os.environ, "BOXLESS_HOUSE": str(phones or "")}
    command = ["node", "--max-old-space-size=4096", "--max-semi-space-size=64", str(GENERATOR), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the load generator failed: {done.stderr[-3000:]}")
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def peer(command: str, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Another server, started by its command with {port} and {folder} filled in. Yields its address and process."""
    port, home = free_port(), folder / "peer"
    home.mkdir()
    words = [word.format(port=port, folder=home) for word in command.split()]
    with process.running(words, port, folder / "peer.log", {}) as server:
        yield f"http://127.0.0.1:{port}", server
