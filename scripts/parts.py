"""The parts of `make test`: what each is called and how it is started."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.console import PWA, ROOT
from scripts.environment import PYTHON

Command = Sequence[str]


@dataclass(frozen=True)
class Part:
    """A command whose exit code is its result."""

    name: str
    command: Command
    folder: Path = ROOT


@dataclass(frozen=True)
class Result:
    """How a part ended, what it said and how many seconds it took."""

    part: Part
    passed: bool
    said: str
    seconds: float

    @property
    def line(self) -> str:
        """The part's line in the summary."""
        return f"  {'passed' if self.passed else 'FAILED'}  {self.part.name:<16}{self.seconds:7.1f} s"


def checks() -> list[Part]:
    """Lint and types of both languages."""
    python = [str(PYTHON), "-m"]
    return [
        Part("ruff check", [*python, "ruff", "check", "."]),
        Part("ruff format", [*python, "ruff", "format", "--check", "."]),
        Part("mypy", [*python, "mypy"]),
        Part("biome", ["npm", "run", "--silent", "lint"], PWA),
        Part("tsc", ["npm", "run", "--silent", "check"], PWA),
    ]


def vitest() -> Part:
    """Unit tests of the phone app."""
    return Part("vitest", ["npm", "run", "--silent", "test"], PWA)


def pytest(arguments: Sequence[str]) -> Part:
    """Everything in tests/: two processes, a file that starts browsers or servers stays in one of them."""
    colour = "--color=yes" if sys.stdout.isatty() else "--color=no"
    return Part(
        "pytest", [str(PYTHON), "-u", "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", colour, *arguments]
    )


def run(part: Part, env: Mapping[str, str]) -> Result:
    """Run a part to its end, keeping what it says."""
    begun = time.monotonic()
    with _started(part, env) as process:
        said, _ = process.communicate()
    return Result(part, process.returncode == 0, said, time.monotonic() - begun)


def run_aloud(part: Part, env: Mapping[str, str]) -> tuple[Result, str]:
    """Run a part showing its lines as they come, but for the closing one; answers that beside the result."""
    begun = time.monotonic()
    closing = ""
    with _started(part, env) as process:
        assert process.stdout
        for line in _held_back(process.stdout):
            closing = line
    return Result(part, process.returncode == 0, "", time.monotonic() - begun), closing


def _started(part: Part, env: Mapping[str, str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(part.command, cwd=part.folder, env=env, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def _held_back(lines: Iterator[str]) -> Iterator[str]:
    """Print every line once the next one is there; yields each, so the last one yielded was never printed."""
    last = ""
    for line in lines:
        if last:
            print(last, end="", flush=True)
        last = line
        yield line
