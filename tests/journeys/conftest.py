"""What the stories need: the running app, the network, browsers, and a film for their cameras."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

from tests.support import cards
from tests.support.databases import CLOCK, SqliteDatabase
from tests.support.firm import Firm
from tests.support.line import Line
from tests.support.live import LiveApp
from tests.support.phone import Phone, PhoneMaker

#: what a phone's camera films
CAMERA = (1280, 720)
#: characters of the log: the last minutes of a story
LOG_SHOWN = 8_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            # One process of the test run drives the browsers: playwright's loop and the machine's cores are one.
            item.add_marker(pytest.mark.xdist_group("journeys"))
            # docs/decisions/0111-journeys-told-twice.md
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the app said goes into the report of a story that went wrong."""
    report = yield
    live = item.funcargs.get("live")
    if report.failed and isinstance(live, LiveApp):
        report.sections.append(("The app's log", live.log[-LOG_SHOWN:]))
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@dataclass(frozen=True)
class House:
    """A running app with a firm in it, and the network that leads there."""

    live: LiveApp
    line: Line
    firm: Firm
    database: SqliteDatabase


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Started and founded once: that costs as much as a story."""
    folder = tmp_path_factory.mktemp("house")
    with Line() as line:
        live = LiveApp(folder, PUBLIC_URL=line.url)
        try:
            live.start()
            line.lead_to(live.port)
            firm, database = Firm.found(live), SqliteDatabase(folder)
            # revisions of a running server never go back
            database.first_rows = {name: rows for name, rows in database.first_rows.items() if name != CLOCK}
            yield House(live, line, firm, database)
        finally:
            live.end()


@pytest.fixture
def story(house: House) -> Iterator[House]:
    """The house as it was founded, whatever other stories did in it."""
    yield house
    house.line.mend()
    house.database.reset()


@pytest.fixture
def live(story: House) -> LiveApp:
    """The real app, running. A story that stops or sets it up has its own: `own_live`."""
    return story.live


@pytest.fixture
def line(story: House) -> Line:
    """The network between phones and the app."""
    return story.line


@pytest.fixture
def firm(story: House) -> Firm:
    """The firm on the running app, with a show that runs today."""
    return story.firm


@pytest.fixture
def origin(line: Line) -> str:
    """Where phones and desks find the app."""
    return line.url


@pytest.fixture
def own_live(tmp_path: Path) -> Iterator[LiveApp]:
    """A real app of the story's own, started and empty."""
    (tmp_path / "data").mkdir()
    app = LiveApp(tmp_path / "data")
    try:
        app.start()
        yield app
    finally:
        app.end()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, origin: str) -> Iterator[PhoneMaker]:
    """`phone("anna", scenes)`: a switched-off phone, or with `shape=DESKTOP` a desk, with a memory of its own."""
    made: list[Phone] = []

    def make(name: str, scenes: Mapping[str, Image.Image] | None = None, **options: Any) -> Phone:
        made.append(Phone(playwright, tmp_path / name, origin, scenes, **options))
        return made[-1]

    yield make
    for each in made:
        each.browser.close()


@pytest.fixture
def scenes() -> dict[str, Image.Image]:
    """Three cards of different people as a camera sees them; the colour of the paper tells them apart."""
    papers = {"white": cards.WHITE, "yellow": cards.YELLOW, "dark": cards.DARK}
    return {
        name: cards.on_a_table(cards.classic(cards.somebody(seed), paper), CAMERA, angle=2)
        for seed, (name, paper) in enumerate(papers.items(), start=1)
    }
