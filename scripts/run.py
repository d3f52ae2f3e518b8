"""`make run`: from whatever is on the machine to the running app."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from scripts import environment, phone_app, system
from scripts.console import ROOT, say


def prepare() -> None:
    """Bring everything the app needs to run: packages, the built phone app and, where possible, Tesseract."""
    begun = time.monotonic()
    environment.create()
    # The three wait for different things (package index, npm registry, apt), so they wait together.
    with ThreadPoolExecutor() as pool:
        packages = pool.submit(environment.install, "requirements.txt")
        app = pool.submit(phone_app.build)
        system.ensure([system.TESSERACT, system.KOREAN])
        packages.result()
        app.result()
    say(f"prepared in {time.monotonic() - begun:.0f} s")


def flask(*arguments: str) -> list[str]:
    """The command line of one of the app's own commands."""
    return [str(environment.PYTHON), "-m", "flask", "--app", "wsgi", *arguments]


def main() -> None:
    """Prepare, then become the app."""
    prepare()
    os.chdir(ROOT)
    command = flask("serve")
    # Replaced, not called: Ctrl-C and TERM reach the supervisor itself.
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
