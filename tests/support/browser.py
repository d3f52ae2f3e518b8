"""Real browsers: Chromium with a profile that stays, as a phone in a hand or as a desktop on a table."""

import shutil
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
from playwright.sync_api import BrowserContext, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

from tests.support import camera
from tests.support.live import still_there

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
PHONE: Mapping[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 800}}


def program() -> str | None:
    """Chromium of the system; None leaves it to Playwright's own."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


#: a machine that builds and reads cards at the same time may take its time; a test that waits is not a failed one
PATIENCE_MS = 60_000


#: A phone has a dialler. A desktop's browser asks which program to use, and takes no taps until somebody answers.
NO_DIALLER = """
addEventListener('click', (event) => {
  if (event.target.closest?.('a[href^="tel:"], a[href^="sms:"]')) event.preventDefault();
});
"""


class Browser:
    """One browser with its own profile folder. Closed and opened again it is the same phone; killed, too."""

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        *,
        shape: Mapping[str, Any] = PHONE,
        film: Path | None = None,
        camera_allowed: bool = True,
    ) -> None:
        self._playwright, self.profile, self._shape = playwright, profile, shape
        self._flags = [*FLAGS, *camera.flags(film, allowed=camera_allowed)]
        self.context: BrowserContext | None = None
        self.complaints: list[str] = []

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> Page:
        """Start the browser on its profile; answers its page."""
        self.context = self._playwright.chromium.launch_persistent_context(
            self.profile, executable_path=program(), args=self._flags, chromium_sandbox=False, **self._shape
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(NO_DIALLER)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self.page

    @property
    def page(self) -> Page:
        """The one page."""
        assert self.context, "the browser is closed"
        return self.context.pages[0]

    def close(self) -> None:
        """End the browser in order."""
        if self.context:
            self.context.close()
            self.context = None

    def kill(self) -> None:
        """End every process of the browser at once, as a phone whose battery dies."""
        mine = [
            p
            for p in psutil.process_iter(["cmdline"])
            if f"--user-data-dir={self.profile}" in (p.info["cmdline"] or [])
        ]
        for number in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: nobody tidies up after a sibling's death
            for process in mine:
                with suppress(psutil.NoSuchProcess):  # helpers come and go
                    process.send_signal(number)
        assert not still_there(mine)
        with suppress(PlaywrightError):  # it is closed, which is what we came for
            self.close()
        self.context = None
