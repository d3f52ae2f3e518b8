"""What the stories need: the running app, browsers, and a film for their cameras."""

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

from tests.support import cards
from tests.support.firm import Firm
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the app said goes into the report of a story that went wrong."""
    report = yield
    if report.failed and isinstance(live := item.funcargs.get("live"), LiveApp):
        report.sections.append(("The app's log", live.log[-LOG_SHOWN:]))
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveApp]:
    """The real app, started."""
    (tmp_path / "data").mkdir()
    app = LiveApp(tmp_path / "data")
    try:
        app.start()
        yield app
    finally:
        app.end()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, live: LiveApp) -> Iterator[PhoneMaker]:
    """`phone("anna", scenes)`: a switched-off phone, or with `shape=DESKTOP` a desk, with a memory of its own."""
    made: list[Phone] = []

    def make(name: str, scenes: Mapping[str, Image.Image] | None = None, **options: Any) -> Phone:
        made.append(Phone(playwright, tmp_path / name, live.url, scenes, **options))
        return made[-1]

    yield make
    for each in made:
        each.browser.close()


@pytest.fixture
def firm(live: LiveApp) -> Firm:
    """The firm on the running app, with a show that runs today."""
    return Firm.found(live)


@pytest.fixture
def scenes() -> dict[str, Image.Image]:
    """Three cards of different people as a camera sees them; the colour of the paper tells them apart."""
    papers = {"white": cards.WHITE, "yellow": cards.YELLOW, "dark": cards.DARK}
    return {
        name: cards.on_a_table(cards.classic(cards.somebody(seed), paper), CAMERA, angle=2)
        for seed, (name, paper) in enumerate(papers.items(), start=1)
    }
