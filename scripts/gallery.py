"""Takes pictures of the demo: fills a throw-away database, starts the app on a free port, drives Chromium."""

import argparse
import io
import random
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from scripts.console import ROOT, say
from scripts.run import flask
from server.demo import drawing
from server.demo.people import Crowd
from server.demo.photo import Shot, photographed
from server.demo.staff import PAST
from tests.support import camera
from tests.support.browser import PHONE, Browser
from tests.support.firm import Client
from tests.support.live import LiveApp

IMAGES = ROOT / "docs" / "images"
DESK = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
#: what a phone held upright films
VIEW = (1080, 1920)
#: a README that loads at once
LARGEST = 250_000
#: what the sheet says before a name was read
UNREAD = "Name not read yet"
THEMES = ("light", "dark")
BOSS, REP = "ingrid@aldervoss.example", "Mara Nyberg"
SCREENS = {
    "rep": ("/", "/mine", "/ready", "/queue"),
    "boss": ("/triage", "/queue", "/setup", "/setup?part=people", "/setup?part=phones", "/mine"),
}


@dataclass(frozen=True, slots=True)
class Studio:
    """The running demo and the browsers it is photographed with."""

    playwright: Playwright
    folder: Path
    origin: str
    password: str

    def colleague(self, name: str) -> str:
        """A link that pairs a browser with somebody's account."""
        boss = Client(self.origin)
        boss.ask("POST", "/api/v1/session", {"email": BOSS, "password": self.password})
        [person] = [user for user in boss.ask("GET", "/api/v1/users") if user["name"] == name]
        link: str = boss.ask("POST", "/api/v1/enrolments", {"user_id": person["id"]})["url"]
        return f"{self.origin}/#{link.split('#', 1)[1]}"

    @contextmanager
    def browser(self, name: str, *, is_phone: bool, film: Path | None = None) -> Iterator[Page]:
        """A fresh browser."""
        shape = PHONE if is_phone else DESK
        with Browser(self.playwright, self.folder / name, shape=shape, film=film) as browser:
            yield browser.page

    def as_rep(self, page: Page) -> None:
        """Pair the browser as a rep's phone."""
        page.goto(self.colleague(REP))
        page.get_by_test_id("enrol-start").click()
        expect(page.get_by_test_id("scan")).to_be_visible()

    def as_boss(self, page: Page) -> None:
        """Sign in at the desk."""
        page.goto(f"{self.origin}/signin")
        choice, email = page.get_by_test_id("signin-with-password"), page.get_by_test_id("signin-email")
        expect(choice.or_(email).first).to_be_visible()
        if choice.count():
            choice.click()
        email.fill(BOSS)
        page.get_by_test_id("signin-password").fill(self.password)
        page.get_by_test_id("signin-submit").click()
        page.wait_for_url("**/triage")


expect.set_options(timeout=60_000)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill, start, take the pictures, stop."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, both sizes, both themes")
    options.add_argument("--leads", default="71", help="how many leads the demo has")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="boxless-pictures-") as name, sync_playwright() as playwright:
        folder = Path(name)
        app = LiveApp(folder / "data")
        password = filled(app, chosen.leads)
        app.start()
        try:
            studio = Studio(playwright, folder, app.url, password)
            take_everything(studio, chosen.all) if chosen.all else take_for_readme(studio, IMAGES)
        finally:
            app.end()


def filled(app: LiveApp, leads: str) -> str:
    """Tell the demo's story into the app's database; the supervisor's password."""
    say("filling the demo; reading its cards takes about a minute")
    app.folder.mkdir(parents=True, exist_ok=True)
    command = flask("demo-fill", "--leads", leads, "--port", str(app.port))
    said = subprocess.run(command, cwd=ROOT, env=app.env, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = re.search(rf"{re.escape(BOSS)}\s+(\S+)", said)
    assert found, said
    return found[1]


def take_for_readme(studio: Studio, into: Path) -> None:
    """The lead sheet over a card just taken, and the manager's table."""
    into.mkdir(parents=True, exist_ok=True)
    with studio.browser("phone", is_phone=True, film=a_card_in_the_hand(studio.folder)) as page:
        take_card(studio, page)
        keep(page, into / "phone.png")
    with studio.browser("desk", is_phone=False) as page:
        studio.as_boss(page)
        page.get_by_test_id("filter-event").select_option(label=PAST[0])
        settle(page)  # the rows of the other show go first
        page.get_by_test_id("lead-row").nth(2).get_by_role("button").click()
        expect(page.get_by_test_id("preview")).to_be_visible()
        settle(page)
        keep(page, into / "triage.png")


def a_card_in_the_hand(folder: Path) -> Path:
    """A film of one drawn card that lies across a desk."""
    rng = random.Random(4)
    crowd = Crowd(rng)
    across = (card for card in (drawing.front(crowd.next()) for _ in range(50)) if card.width > card.height)
    scene = photographed(next(across), Shot.GOOD, rng, VIEW)
    return camera.film([scene], folder / "card.mjpeg")


def take_card(studio: Studio, page: Page) -> None:
    """Photograph the card and wait until its fields were read on the phone."""
    studio.as_rep(page)
    shoot(page)
    # the phone reads the card itself, or hears from the server what it says
    expect(page.get_by_test_id("sheet-name")).not_to_have_text(UNREAD)
    settle(page)


def shoot(page: Page) -> None:
    """Tap the shutter once the camera shows something."""
    expect(page.get_by_test_id("shutter")).to_be_enabled()
    page.wait_for_timeout(1_500)
    page.get_by_test_id("shutter").click()
    expect(page.get_by_test_id("saved")).to_be_visible()


def take_everything(studio: Studio, into: Path) -> None:
    """Every screen of a rep and of a supervisor, at phone and desk size, light and dark."""
    into.mkdir(parents=True, exist_ok=True)
    film = a_card_in_the_hand(studio.folder)
    for is_phone, size in ((True, "phone"), (False, "desk")):
        with studio.browser(f"rep-{size}", is_phone=is_phone, film=film) as page:
            studio.as_rep(page)
            take_screens(studio, page, "rep", size, into)
            page.goto(studio.origin)
            shoot(page)
            in_both_themes(page, into / f"rep-sheet-{size}")
        with studio.browser(f"boss-{size}", is_phone=is_phone) as page:
            page.goto(f"{studio.origin}/signin")
            in_both_themes(page, into / f"signin-{size}")
            studio.as_boss(page)
            take_screens(studio, page, "boss", size, into)


def take_screens(studio: Studio, page: Page, who: str, size: str, into: Path) -> None:
    """Each screen of the role, and the first lead in its queue or table."""
    for path in SCREENS[who]:
        page.goto(studio.origin + path)
        name = re.sub(r"\W+", "-", path.strip("/")) or "scan"
        in_both_themes(page, into / f"{who}-{name}-{size}")
    page.goto(f"{studio.origin}/queue")
    opened = page.locator('a[href^="/lead/"]').first
    if opened.count():
        page.goto(studio.origin + (opened.get_attribute("href") or ""))
        in_both_themes(page, into / f"{who}-lead-{size}")


def in_both_themes(page: Page, stem: Path) -> None:
    """The screen as it is, light and dark."""
    for theme in THEMES:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        settle(page)
        page.screenshot(path=f"{stem}-{theme}.png")


def settle(page: Page) -> None:
    """Until what is loading has come and nothing moves. The network is never idle: live waits for news."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(2_500)
    page.wait_for_function("[...document.images].every(image => image.complete)")


def keep(page: Page, path: Path) -> None:
    """The screen as a PNG with as many colours as fit into a README's size."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64, 32):
        shot.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    say(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
