"""What a stranger's phone downloads on its first visit: every file the browser asks for until it asks who is there.

The booth's own part of it is held to 64 KB by the build (pwa/scripts/size.mjs).

Browsers take brotli over HTTPS only, and the bench serves HTTP: each file is fetched again to weigh its brotli twin.
"""

import tempfile
from collections import Counter
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

from playwright.sync_api import sync_playwright

from bench.table import show
from tests.support.browser import Browser
from tests.support.live import LiveApp

COUNTED = ("document", "stylesheet", "script")


def asked_for(app: LiveApp, folder: Path) -> list[tuple[str, str]]:
    """Kind and address of everything a first visit asks for until the screen stands."""
    asked: list[tuple[str, str]] = []
    with sync_playwright() as playwright, Browser(playwright, folder / "phone") as phone:
        phone.page.on("request", lambda request: asked.append((request.resource_type, request.url)))
        phone.page.goto(app.url, wait_until="commit")
        phone.page.get_by_test_id("capture-first").wait_for()
        return list(asked)


def weight(url: str) -> int:
    """Bytes of the body as a phone gets it."""
    opener = build_opener(ProxyHandler({}))
    with opener.open(Request(url, headers={"Accept-Encoding": "br"}), timeout=30) as answer:
        return len(answer.read())


def main() -> None:
    """Print the table."""
    sizes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="boxless-bench-") as name:
        app = LiveApp(Path(name))
        app.start()
        try:
            for kind, url in asked_for(app, Path(name)):
                if "/api/" not in url:
                    sizes[kind] += weight(url)
        finally:
            app.end()
    counted = sum(sizes[kind] for kind in COUNTED)
    rows = [[kind, f"{size / 1024:.1f} KB"] for kind, size in sizes.most_common()]
    rows.append([f"**{' + '.join(COUNTED)}**", f"**{counted / 1024:.1f} KB**"])
    show("First load of the phone app, brotli", ["what", "size"], rows)


if __name__ == "__main__":
    main()
