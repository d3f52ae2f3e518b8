"""What the stories need: the running app, browsers, and a film for their cameras."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.support.browser import Browser
from tests.support.live import LiveApp


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            # One process of the test run drives the browsers: playwright's loop and the machine's cores are one.
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveApp]:
    """The real app, started."""
    (tmp_path / "data").mkdir()
    app = LiveApp(tmp_path / "data")
    app.start()
    yield app
    app.end()


@pytest.fixture
def browser(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """`browser("anna", film=...)`: a phone or desktop with a profile of that name, open."""
    with ExitStack() as stack:

        def make(name: str, **options: Any) -> Browser:
            return stack.enter_context(Browser(playwright, tmp_path / name, **options))

        yield make
