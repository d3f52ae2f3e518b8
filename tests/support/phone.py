"""A rep's phone: paired, held over cards, carried out of the network and back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageStat
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.support import camera
from tests.support.browser import PHONE, Browser
from tests.support.waiting import eventually

#: average colour of what the viewfinder shows, edges left out
SEEN = """(video) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 16;
  const pen = canvas.getContext('2d');
  pen.drawImage(video, 0, 0, 16, 16);
  const data = pen.getImageData(4, 4, 8, 8).data;
  return [0, 1, 2].map((c) => data.filter((_, i) => i % 4 === c).reduce((sum, v) => sum + v, 0) / 64);
}"""
#: nothing needs the network any more: the service worker has stored every screen
STORED = """() => Promise.race([
  navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null),
  new Promise((done) => setTimeout(() => done(false), 1000)),
])"""

#: an app just opened asks the server for news at once
SYNCS_WITHIN_MS = 1_500
#: no pause between two tries of an open app is longer (pwa/src/sync/backoff.ts)
LONGEST_PAUSE_MS = 5 * 60_000

expect.set_options(timeout=60_000)


class Phone:
    """A browser with the booth app in it. `scenes` are what its camera can be held over."""

    def __init__(
        self,
        playwright: Playwright,
        folder: Path,
        origin: str,
        scenes: Mapping[str, Image.Image] | None = None,
        shape: Mapping[str, Any] = PHONE,
    ) -> None:
        folder.mkdir()
        self._scenes = scenes or {}
        film = camera.film(list(self._scenes.values()), folder / "film.y4m") if scenes else None
        self.origin = origin
        self.browser = Browser(playwright, folder / "profile", shape=shape, film=film)
        self._looks = {name: _middle(scene) for name, scene in self._scenes.items()}

    @property
    def page(self) -> Page:
        """The app's page."""
        return self.browser.page

    def find(self, test_id: str) -> Locator:
        """An element by its data-testid."""
        return self.page.get_by_test_id(test_id)

    def open(self, path: str = "/") -> None:
        """Start the browser, if it is off, and open the app."""
        if not self.browser.context:
            self.browser.open()
        self.page.goto(self.origin + path)

    def pair(self, link: str) -> None:
        """Scan the QR code: open its link, and wait until the app needs no network any more."""
        self.browser.open()
        self.page.goto(link)
        self.find("enrol-start").click()
        expect(self.find("scan")).to_be_visible()
        self.wait_until_stored()

    def wait_until_stored(self) -> None:
        """Until the app opens without a server."""
        eventually(lambda: self.page.evaluate(STORED), within=60)

    def shoot(self, scene: str) -> None:
        """Hold the camera over a scene and tap the shutter; returns when the phone says that it is saved."""
        expect(self.find("shutter")).to_be_enabled()
        # From its beginning, so that it is still there when a slow machine comes to tap.
        if len(self._scenes) > 1:
            eventually(lambda: self._seen() != scene, within=60)
        eventually(lambda: self._seen() == scene, within=60)
        self.find("shutter").click()
        expect(self.find("saved")).to_be_visible()

    def type_in(self, **fields: str) -> None:
        """Save a contact without a card."""
        self.find("manual-open").click()
        for name, value in fields.items():
            self.find(f"manual-{name}").fill(value)
        self.find("manual-save").click()
        expect(self.find("saved")).to_be_visible()
        self.next_card()

    def next_card(self) -> None:
        """Close the sheet of the card just taken."""
        self.find("sheet-next").click()
        expect(self.find("lead-sheet")).to_have_count(0)

    def wait_until_sent(self) -> None:
        """Until the pill says that nothing is on this phone only. Tries come ever more seldom."""
        expect(self.find("sync-pill")).to_have_attribute("data-unsent", "0", timeout=LONGEST_PAUSE_MS)

    def has(self, lead_id: str) -> bool:
        """Whether the list Mine, opened anew, shows the lead."""
        self.open("/mine")
        expect(self.find("mine")).to_be_visible()
        self.page.wait_for_timeout(SYNCS_WITHIN_MS)
        return self.page.locator(f'[data-testid="lead-row"][data-lead="{lead_id}"]').count() > 0

    def _seen(self) -> str:
        video = self.find("viewfinder")
        colour = video.evaluate(SEEN)
        return min(self._looks, key=lambda name: _distance(self._looks[name], colour))


def _middle(scene: Image.Image) -> list[float]:
    width, height = scene.size
    middle = scene.convert("RGB").crop((width // 4, height // 4, width * 3 // 4, height * 3 // 4))
    return list(ImageStat.Stat(middle).mean)


def _distance(one: list[float], other: list[float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


PhoneMaker = Callable[..., Phone]
