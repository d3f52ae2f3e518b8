"""`make lock`: pin requirements.in and requirements-dev.in again, with hashes."""

import shutil

from scripts import environment
from scripts.console import run, say

COMPILE = ("pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes")
OVERRIDES = ("--override", "requirements-overrides.txt")


def main() -> None:
    """Compile both files, keeping every version that still fits."""
    environment.create()
    for name, extra in (("requirements", OVERRIDES), ("requirements-dev", ())):
        say(f"pinning {name}.txt")
        run(
            [_uv(), "--quiet", *COMPILE, *extra, "--no-emit-index-url", "-o", f"{name}.txt", f"{name}.in"],
            quiet=False,
        )


def _uv() -> str:
    own = environment.BIN / "uv"
    if found := shutil.which("uv") or shutil.which(str(own)):
        return found
    environment.pip("install", "uv")
    return str(own)


if __name__ == "__main__":
    main()
