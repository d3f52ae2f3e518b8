"""`make screenshots`: the README's pictures, taken of the demo by a real browser. `--all FOLDER`: every screen."""

import sys

from scripts import environment, phone_app, system, test
from scripts.console import say, stop


def main(arguments: list[str]) -> None:
    """Prepare what the pictures need, then take them in the project's own environment."""
    test.prepare(only_checks=True)
    phone_app.build()
    if system.ensure([system.CHROMIUM]):
        stop("the pictures are taken with Chromium. Install it with the line above and try again.")
    environment.python("-m", "scripts.gallery", *arguments)
    say("look at the pictures before you keep them")


if __name__ == "__main__":
    main(sys.argv[1:])
