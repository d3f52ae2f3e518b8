"""What a stand full of waiting phones costs: `python -m bench.live [--phones 1000]`.

One real server; all phones but ten wait for a colleague who never writes. Prints memory, CPU while all is still,
how soon the ten learn of a lead, and what a push costs with and without a thousand waiting.
"""

import argparse
import asyncio
import json
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.table import show, spread
from server.core.ids import new_id
from tests.support.firm import Client, Firm
from tests.support.live import LiveApp

LISTENERS, SETTLE_S, STILL_S, LEADS = 10, 20.0, 12.0, 15


class Device:
    """A paired phone without a browser."""

    def __init__(self, app: LiveApp, firm: Firm, name: str) -> None:
        self.port, self.show = app.port, firm.show["id"]
        link = firm.enrolment(firm.hire(name))
        code = parse_qs(urlsplit(link).fragment)["enrol"][0]
        self.id = str(uuid.uuid4())
        claim = {"code": code, "device_id": self.id, "label": "bench", "app_version": "bench"}
        self.token = Client(app.url).ask("POST", "/api/v1/enrolments/claim", claim)["token"]
        self.cursor: Any = None
        self.settings: str | None = None
        self.seq = 0

    async def ask(self, path: str, body: dict[str, Any]) -> Any:
        """One request on a connection of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        data = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + data)
        answer = await reader.read()
        writer.close()
        status, _, rest = answer.partition(b"\r\n")
        if b" 200 " not in status:
            raise RuntimeError(answer.decode())
        return json.loads(rest.partition(b"\r\n\r\n")[2])

    async def pull(self) -> None:
        """Bring the cursor up to date."""
        body = {"device": self.id, "cursor": self.cursor, "settings": self.settings}
        page = await self.ask("/api/sync/v1/pull", body)
        self.cursor, self.settings = page["cursor"], page.get("settings", {}).get("etag", self.settings)

    async def wait(self) -> bool:
        """Ask for news."""
        body = {"cursor": self.cursor, "settings": self.settings, "seconds": 45}
        changed: bool = (await self.ask("/api/sync/v1/wait", body))["changed"]
        return changed

    async def capture(self) -> float:
        """Push one new lead of one's own; milliseconds until the answer."""
        self.seq += 1
        now = time.time_ns() // 1_000_000
        op = {"id": new_id(), "seq": self.seq, "kind": "put", "lead": new_id(), "event": self.show, "at": now}
        op |= {"mine": True, "set": {"given_name": "Ada", "company": "Engines Ltd"}}
        body = {"device": self.id, "schema": 1, "sent_at": now, "ops": [op]}
        begun = time.monotonic()
        await self.ask("/api/sync/v1/push", body)
        return (time.monotonic() - begun) * 1000


async def measure(app: LiveApp, phones: int) -> None:
    """Run the story and print the table."""
    firm = Firm.found(app)
    writer, bystander = Device(app, firm, "Wanda Writer"), Device(app, firm, "Bo Bystander")
    (web,) = app.children("server.web")
    servers = [web, *web.children(recursive=True)]
    alone = [await writer.capture() for _ in range(LEADS)]
    empty = sum(one.memory_info().rss for one in servers)
    await bystander.pull()
    still = [asyncio.create_task(bystander.wait()) for _ in range(phones - LISTENERS)]
    await asyncio.sleep(SETTLE_S)
    full = sum(one.memory_info().rss for one in servers)
    before = sum(sum(one.cpu_times()[:2]) for one in servers)
    await asyncio.sleep(STILL_S)
    cpu = (sum(sum(one.cpu_times()[:2]) for one in servers) - before) / STILL_S * 100
    crowded, learned = [], []
    for _ in range(LEADS):
        await writer.pull()
        news = [asyncio.create_task(writer.wait()) for _ in range(LISTENERS)]
        await asyncio.sleep(0.3)
        crowded.append(await writer.capture())
        begun = time.monotonic()
        await asyncio.gather(*news)
        learned.append((time.monotonic() - begun) * 1000)
    woken = sum(task.done() for task in still)
    for task in still:
        task.cancel()
    await asyncio.gather(*still, return_exceptions=True)
    rows = [
        ["memory of the web server, none and all waiting", f"{empty / 2**20:.0f} MB, {full / 2**20:.0f} MB"],
        ["CPU while all wait and nothing happens", f"{cpu:.1f} % of a core"],
        ["push of one lead, nobody waiting", spread(alone)],
        [f"push of one lead, {phones} waiting", spread(crowded)],
        [f"from the answer to the push until all {LISTENERS} know", spread(learned)],
        ["waiting phones answered although nothing was for them", f"{woken} (their 45 s were over)"],
    ]
    show(f"{phones} phones waiting for news", ["what", "figure"], rows)


def main() -> None:
    """Start a server in a folder of its own and measure it."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description="Phones that wait for news.")
    parser.add_argument("--phones", type=int, default=1000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boxless-bench-") as folder:
        app = LiveApp(Path(folder), WORKERS=1)
        app.start()
        try:
            asyncio.run(measure(app, wanted.phones))
        finally:
            app.stop()


if __name__ == "__main__":
    main()
