"""Programs from the system's own packages: found, installed where that asks nobody anything, else named."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from glob import glob

from scripts.console import say


@dataclass(frozen=True)
class Tool:
    """A program, how to tell that it is there, and what the package managers call it."""

    name: str
    present: Callable[[], bool]
    apt: tuple[str, ...]
    brew: tuple[str, ...]


def on_path(*programs: str) -> Callable[[], bool]:
    """A check that one of the programs is on the PATH."""
    return lambda: any(shutil.which(program) for program in programs)


def _has_postgres() -> bool:
    return bool(glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb"))


def _prints(words: str, *command: str) -> Callable[[], bool]:
    """A check that a command is there and prints the words."""

    def check() -> bool:
        if not shutil.which(command[0]):
            return False
        return words in subprocess.run(command, capture_output=True, check=False).stdout.decode(errors="replace")

    return check


TESSERACT = Tool("Tesseract", on_path("tesseract"), ("tesseract-ocr",), ("tesseract",))
KOREAN = Tool(
    "Korean for Tesseract", _prints("kor", "tesseract", "--list-langs"), ("tesseract-ocr-kor",), ("tesseract-lang",)
)
POSTGRES = Tool("PostgreSQL", _has_postgres, ("postgresql",), ("postgresql",))
REDIS = Tool("Redis", on_path("redis-server"), ("redis-server",), ("redis",))
CHROMIUM = Tool(
    "Chromium",
    on_path("chromium", "chromium-browser", "google-chrome"),
    ("chromium", "fonts-dejavu-core", "fonts-liberation"),
    (),
)
#: draws the tests' Korean cards
HANGUL_FONT = Tool("a Korean font", _prints("NanumGothic.ttf", "fc-list"), ("fontconfig", "fonts-nanum"), ())


def ensure(tools: Sequence[Tool]) -> list[Tool]:
    """Install what is missing; answers the tools that still are, having said which line to type for them."""
    missing = [tool for tool in tools if not tool.present()]
    if not missing:
        return []
    install = _installer()
    if install:
        say(f"installing {', '.join(tool.name for tool in missing)} from the system's packages")
        install(missing)
    still = [tool for tool in missing if not tool.present()]
    if still:
        say(f"not on this machine: {', '.join(tool.name for tool in still)}. To add: {_line_to_type(still)}")
    return still


def _installer() -> Callable[[list[Tool]], None] | None:
    if shutil.which("apt-get") and _become_root() is not None:
        return _apt
    return _brew if shutil.which("brew") else None


def _become_root() -> list[str] | None:
    """The words before a command that run it as root without asking for a password; None when there are none."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _apt(tools: list[Tool]) -> None:
    apt = [*(_become_root() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *(name for tool in tools for name in tool.apt)]
    if _quietly(install):
        return
    _quietly([*apt, "update"])
    _quietly(install)


def _brew(tools: list[Tool]) -> None:
    packages = [name for tool in tools for name in tool.brew]
    if packages:
        _quietly(["brew", "install", *packages])


def _quietly(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _line_to_type(tools: list[Tool]) -> str:
    if shutil.which("brew"):
        return f"brew install {' '.join(name for tool in tools for name in tool.brew or (tool.name.lower(),))}"
    return f"sudo apt install {' '.join(name for tool in tools for name in tool.apt)}"
