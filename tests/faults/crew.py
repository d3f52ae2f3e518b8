"""Phones at work on a real server over HTTP: they save, retry until they are answered, and follow the feed."""

import http.client
import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from server.core.clock import now_ms
from server.core.ids import new_id
from tests.support.firm import Client, Firm
from tests.support.live import LiveApp

Op = dict[str, Any]
#: seconds a phone waits for an answer, and after a failure
PATIENCE, PAUSE = 4.0, 0.05


class NoAnswer(Exception):
    """The request or its answer was lost, or the server says to come again."""


class Phone:
    """A paired phone: numbered operations, and a cursor."""

    def __init__(self, live: LiveApp, firm: Firm, person: dict[str, Any]) -> None:
        self.port, self.show = live.port, firm.show["id"]
        code = parse_qs(urlsplit(firm.enrolment(person)).fragment)["enrol"][0]
        self.device = str(uuid.uuid4())
        claim = {"code": code, "device_id": self.device, "label": "crew", "app_version": "crew"}
        self.token = Client(live.url).ask("POST", "/api/v1/enrolments/claim", claim)["token"]
        self.seq = 0
        self.cursor: dict[str, Any] | None = None
        self.documents: dict[str, dict[str, Any]] = {}

    def op(self, kind: str, lead: str, **more: Any) -> Op:
        """The next operation."""
        self.seq += 1
        return {"id": new_id(), "seq": self.seq, "kind": kind, "lead": lead, "at": now_ms(), **more}

    def lead(self) -> list[Op]:
        """A new lead with a contact and a note on it."""
        id = new_id()
        touch = {"id": new_id(), "at": now_ms(), "direction": "out", "channel": "call", "outcome": "connected"}
        return [
            self.op("put", id, event=self.show, base=0, mine=True, set={"company": f"Firm {id[-6:]}"}),
            self.op("touch", id, body=touch),
            self.op("note", id, body={"id": new_id(), "text": "wants a sample"}),
        ]

    def push_body(self, ops: list[Op]) -> bytes:
        """A push of these operations as it goes over the line."""
        return json.dumps({"device": self.device, "schema": 1, "sent_at": now_ms(), "ops": ops}).encode()

    def push(self, ops: list[Op]) -> list[dict[str, Any]]:
        """Push once. Raises NoAnswer."""
        results: list[dict[str, Any]] = self.ask("/api/sync/v1/push", self.push_body(ops))["results"]
        return results

    def pull(self) -> None:
        """Follow the feed to its end. Raises NoAnswer."""
        more = True
        while more:
            body = {"device": self.device, "schema": 2, "cursor": self.cursor, "limit": 50, "settings": None}
            page = self.ask("/api/sync/v1/pull", json.dumps(body).encode())
            self.documents.update((entry["d"]["id"], entry["d"]) for entry in page["put"])
            self.cursor, more = page["cursor"], page["more"]

    def ask(self, path: str, body: bytes) -> Any:
        """One request on a connection of its own. Raises NoAnswer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", path, body, self.headers())
            response = connection.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer from error
        finally:
            connection.close()
        if response.status >= 500:
            raise NoAnswer(response.status)
        assert response.status == 200, data
        return json.loads(data)

    def headers(self) -> dict[str, str]:
        """What every request of this phone says."""
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Host": "localhost"}


class Crew:
    """Some phones that write without pause and one that follows; counts what was promised to them."""

    def __init__(self, live: LiveApp, writers: int = 3) -> None:
        firm = Firm.found(live)
        people = [firm.hire(f"Rep {letter}") for letter in "ABCDEFGH"[: writers + 1]]
        (boss,) = [user for user in firm.people() if user["id"] not in {person["id"] for person in people}]
        #: the last one writes only what a fault wants to be written
        *self.writers, self.extra = [Phone(live, firm, person) for person in people]
        self.follower, self._second = Phone(live, firm, boss), Phone(live, firm, boss)
        self.acknowledged: dict[str, Op] = {}
        self.retries = 0
        self.wrong: list[Any] = []
        self._ending = threading.Event()
        self._lock = threading.Lock()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Inside this block everybody works; at its end whatever is under way has been answered."""
        self._ending.clear()
        jobs = [self._write(phone) for phone in self.writers] + [self._follow]
        threads = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ending.set()
            for thread in threads:
                thread.join(60)

    def _write(self, phone: Phone) -> Callable[[], None]:
        def work() -> None:
            while not self._ending.is_set():
                self.send(phone, phone.lead())

        return work

    def send(self, phone: Phone, ops: list[Op]) -> list[dict[str, Any]]:
        """Push until the answer arrives, as a phone does; remembers what was acknowledged."""
        while True:
            try:
                results = phone.push(ops)
            except NoAnswer:
                self.retries += 1
                threading.Event().wait(PAUSE)
                continue
            self.remember(ops, results)
            return results

    def remember(self, ops: list[Op], results: list[dict[str, Any]]) -> None:
        """Keep what the server promised."""
        with self._lock:
            self.acknowledged.update((op["id"], op) for op in ops)
            self.wrong += [result for result in results if result["st"] != "ok"]

    def _follow(self) -> None:
        while not self._ending.is_set():
            try:
                self.follower.pull()
            except NoAnswer:
                threading.Event().wait(PAUSE)
            threading.Event().wait(PAUSE)

    # --- the reckoning

    def losses(self) -> dict[str, int]:
        """What is wrong now: acknowledged and lost, doubled, missed by the follower, refused. All must be 0."""
        self._second.cursor, self._second.documents = None, {}
        self.pull_whole(self._second)
        self.pull_whole(self.follower)
        truth = self._second.documents
        placed = {"touch": "touches", "note": "notes", "capture": "captures"}
        lost = doubled = 0
        for op in self.acknowledged.values():
            doc = truth.get(op["lead"])
            if op["kind"] == "put":
                lost += doc is None or doc["fields"].get("company") != op["set"]["company"]
                continue
            found = [child for child in doc[placed[op["kind"]]] if child["id"] == op["body"]["id"]] if doc else []
            lost += not found
            doubled += len(found) > 1
        gaps = sum(_is_behind(self.follower.documents.get(id), doc) for id, doc in truth.items())
        return {"lost": lost, "doubled": doubled, "gaps": gaps, "refused": len(self.wrong)}

    def pull_whole(self, phone: Phone) -> None:
        """Follow the feed to its end, however long it takes to get through."""
        while True:
            try:
                return phone.pull()
            except NoAnswer:
                threading.Event().wait(PAUSE)


def _is_behind(held: dict[str, Any] | None, doc: dict[str, Any]) -> bool:
    """Whether the follower, who asked last, holds less than a fresh phone. Jobs may have gone on in between."""
    return held is None or held["rev"] < doc["rev"] or (held["rev"] == doc["rev"] and held != doc)
