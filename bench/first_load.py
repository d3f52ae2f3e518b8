"""What a phone downloads before it can scan: the bytes on the wire of a first visit, as the browser counts them."""

import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import CDPSession, sync_playwright

from bench.table import show
from tests.support.browser import Browser
from tests.support.live import LiveApp

#: of HTML, styles and scripts together, compressed
BUDGET = 64 * 1024
COUNTED = ("Document", "Stylesheet", "Script")


def watch(session: CDPSession) -> Counter[str]:
    """Count the bytes of every answer by the kind of thing it is."""
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({kinds.get(event["requestId"], "Other"): int(event["encodedDataLength"])}),
    )
    return sizes


def main() -> None:
    """Print the table; fails over the budget."""
    with tempfile.TemporaryDirectory(prefix="boxless-bench-") as folder, sync_playwright() as playwright:
        app = LiveApp(Path(folder))
        app.start()
        try:
            with Browser(playwright, Path(folder) / "phone") as phone:
                sizes = watch(phone.page.context.new_cdp_session(phone.page))
                phone.page.goto(app.url, wait_until="networkidle")
        finally:
            app.end()
    counted = sum(sizes[kind] for kind in COUNTED)
    rows = [[kind, f"{size / 1024:.1f} KB"] for kind, size in sizes.most_common()]
    rows.append([f"**{' + '.join(COUNTED)}**", f"**{counted / 1024:.1f} KB** of {BUDGET // 1024} KB"])
    show("First load of the phone app, bytes on the wire", ["what", "size"], rows)
    if counted > BUDGET:
        raise SystemExit("The first load is over its budget.")


if __name__ == "__main__":
    main()
