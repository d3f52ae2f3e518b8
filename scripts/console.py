"""Talking to the person at the terminal."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
PWA = ROOT / "pwa"


def say(text: str) -> None:
    """One line of progress, shown at once even when the output is a pipe."""
    print(f"boxless: {text}", flush=True)


def stop(text: str) -> NoReturn:
    """End with a message that says what to do."""
    print(f"boxless: {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(
    command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None, quiet: bool = True
) -> None:
    """Run a command of ours; when it fails, show all it said and stop."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        if done.stdout:
            print(done.stdout, flush=True)
        stop(f"this command failed (exit code {done.returncode}): {' '.join(command)}")
