"""The project's own virtual environment, `.venv`: made once, filled from the pinned requirements."""

import hashlib
import sys
import threading
import venv

from scripts.console import ROOT, run, say, stop

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / "python"
OLDEST = (3, 11)
_one_pip = threading.Lock()


def create() -> None:
    """Make `.venv` unless there is one that works."""
    if sys.version_info < OLDEST:
        stop(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 run")
    if PYTHON.exists() and (VENV / "pyvenv.cfg").exists():
        return
    say("making the virtual environment .venv")
    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=sys.platform != "win32")
    except Exception as error:  # noqa: BLE001 - Debian splits ensurepip away and fails in several ways
        stop(f"could not make .venv ({error}). On Debian and Ubuntu: sudo apt install python3-venv")


def install(*names: str) -> None:
    """Make `.venv` hold what the requirements files name; no work when their hash is stamped there already."""
    for name in names:
        requirements = ROOT / name
        stamp = VENV / f".{requirements.stem}.stamp"
        digest = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        say(f"installing {name}")
        # --no-deps: the file names the whole closure, and rapidocr's opencv-python is replaced by the headless build.
        pip("install", "--no-deps", "--require-hashes", "--no-compile", "-r", str(requirements))
        stamp.write_text(digest)


def pip(*arguments: str) -> None:
    """Run pip inside the environment, one at a time."""
    with _one_pip:
        run([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments])


def python(*arguments: str) -> None:
    """Run Python inside the environment, showing what it says."""
    run([str(PYTHON), *arguments], quiet=False)
