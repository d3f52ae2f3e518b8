"""Cards photographed and sent while faults happen, so that the worker has something in its hands."""

import hashlib
import http.client
import sqlite3
from contextlib import closing
from typing import Any

import psycopg

from server.core.clock import now_ms
from server.core.ids import new_id
from tests.faults.crew import Crew
from tests.support.cards import draw, jpeg, somebody
from tests.support.waiting import eventually

#: seconds until the last card is read: leases run out after fifteen
PATIENCE = 300
JOBS = "SELECT state, attempts, key FROM job WHERE kind = 'cards.read'"


class Desk:
    """Sends pictures of drawn cards, and looks whether each was read exactly once."""

    def __init__(self, crew: Crew, database: str) -> None:
        """`database`: path of the SQLite file, or URL of PostgreSQL."""
        self._crew, self._database = crew, database
        self._drawn = 0
        self._taken: set[str] = set()
        #: capture -> lead, of this fault
        self._captures: dict[str, str] = {}

    def photograph(self, count: int) -> None:
        """So many cards, each a new lead; their pictures are on the server when this returns."""
        for _ in range(count):
            self._drawn += 1
            picture = jpeg(draw(somebody(self._drawn), self._drawn))
            self._capture(picture)
            eventually(lambda picture=picture: self._sent(picture))

    def _capture(self, picture: bytes) -> None:
        phone, lead, capture = self._crew.extra, new_id(), new_id()
        blob = {"sha256": hashlib.sha256(picture).hexdigest(), "bytes": len(picture), "mime": "image/jpeg"}
        body = {"id": capture, "kind": "card", "side": "front", "taken_at": now_ms(), "payload": None, "blob": blob}
        put = phone.op("put", lead, event=phone.show, base=0, mine=True, set={"company": f"Firm {lead[-6:]}"})
        self._crew.send(phone, [put, phone.op("capture", lead, body=body)])
        self._captures[capture] = lead

    def _sent(self, picture: bytes) -> bool:
        phone = self._crew.extra
        connection = http.client.HTTPConnection("127.0.0.1", phone.port, timeout=60)
        try:
            address = f"/api/sync/v1/blob/{hashlib.sha256(picture).hexdigest()}"
            connection.request("PUT", address, picture, {**phone.headers(), "Content-Type": "image/jpeg"})
            return connection.getresponse().status == 201
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def begun(self) -> bool:
        """Whether a worker took a card into its hands that no other one had, since this was last true."""
        first = {key for state, attempts, key in self._rows() if (state, attempts) == ("run", 1)}
        fresh = first - self._taken
        self._taken |= fresh
        return bool(fresh)

    def reckoning(self) -> dict[str, int]:
        """When nothing is left to read: cards read, readings begun again, cards without reading, and with several."""
        eventually(lambda: all(state in ("done", "dead") for state, _ in self._jobs()), within=PATIENCE)
        jobs = self._jobs()
        self._crew.pull_whole(self._crew.follower)
        readings = [self._readings(capture, lead) for capture, lead in self._captures.items()]
        self._captures = {}
        return {
            "read": len(readings),
            "again": sum(attempts > 1 for _, attempts in jobs),
            "unread": readings.count(0) + (len(readings) - len(jobs)),
            "read_twice": sum(count > 1 for count in readings),
        }

    def _readings(self, capture: str, lead: str) -> int:
        doc: dict[str, Any] = self._crew.follower.documents.get(lead, {"readings": []})
        return sum(reading["capture"] == capture for reading in doc["readings"])

    def _jobs(self) -> list[tuple[str, int]]:
        """(state, attempts) of every reading."""
        return [(state, attempts) for state, attempts, key in self._rows() if key.split(":")[-1] in self._captures]

    def _rows(self) -> list[Any]:
        if self._database.startswith("postgresql"):
            with psycopg.connect(self._database) as connection:
                return connection.execute(JOBS).fetchall()
        with closing(sqlite3.connect(self._database, timeout=120)) as connection:
            return connection.execute(JOBS).fetchall()
