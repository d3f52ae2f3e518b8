"""How long a phone takes from a tap on the icon to a shutter that can be tapped, with the server off and the browser
closed before: a cold start of browser and app, on this machine as it is and with its processor slowed four times."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright, expect, sync_playwright

from bench.table import show, spread
from tests.support import cards
from tests.support.firm import Firm
from tests.support.live import LiveApp
from tests.support.phone import Phone

ROUNDS = 5
SLOWDOWNS = (1, 4)


@contextmanager
def paired_phone(playwright: Playwright, folder: Path) -> Iterator[Phone]:
    """A phone that has everything, and whose server is gone."""
    (folder / "data").mkdir()
    app = LiveApp(folder / "data")
    app.start()
    scene = cards.on_a_table(cards.draw(cards.somebody(1)))
    phone = Phone(playwright, folder / "phone", app.url, {"card": scene})
    try:
        firm = Firm.found(app)
        phone.pair(firm.enrolment(firm.hire("Anna Rep")))
    finally:
        app.end()
        phone.browser.close()
    yield phone


def start(phone: Phone, slowdown: int) -> tuple[float, float]:
    """Milliseconds from the navigation to the painted screen, and to the shutter that can be tapped."""
    page = phone.browser.open()
    try:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        begun = time.monotonic()
        page.goto(phone.origin, wait_until="commit")
        expect(phone.find("shutter")).to_be_enabled()
        usable = (time.monotonic() - begun) * 1000
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        return float(painted), usable
    finally:
        phone.browser.close()


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="boxless-bench-") as folder, sync_playwright() as playwright:
        rows = []
        with paired_phone(playwright, Path(folder)) as phone:
            for slowdown in SLOWDOWNS:
                painted, usable = zip(*(start(phone, slowdown) for _ in range(ROUNDS)), strict=True)
                rows.append([f"processor / {slowdown}", spread(painted), spread(usable)])
    title = f"Cold start of the phone app, no server, {ROUNDS} rounds, median (range)"
    show(title, ["machine", "first paint", "shutter can be tapped"], rows)


if __name__ == "__main__":
    main()
