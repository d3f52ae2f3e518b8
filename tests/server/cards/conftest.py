"""A booth: a rep, her leads, her pictures, and a reader that says what the test wants."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ocr import Box, CardReading, Field, OcrError, ReadOptions
from server.cards.operations import add_capture
from server.core.clock import now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.jobs.working import drain
from server.leads.models import Lead
from server.leads.op import Op
from server.leads.operations import put_lead
from server.leads.queries import loaded
from server.leads.workspace import workspace
from server.storage.operations import receive
from tests.server.cards.misbehaving import READING
from tests.support import pictures
from tests.support.clock import Clock, standing_still
from tests.support.people import Colleague, actor, colleague


def read_as(*fields: Field, **changes: Any) -> CardReading:
    """A reading with these fields."""
    return replace(READING, fields=fields, **changes)


def found(name: str, value: str, confidence: float = 0.95, **more: Any) -> Field:
    """A field a reader found."""
    return Field(name, value, confidence, Box(1, 2, 3, 4), "test", **more)


class Told:
    """A reader that answers what it was told to, in turn; the last answer again and again."""

    def __init__(self) -> None:
        self.answers: list[CardReading | OcrError] = [read_as(found("company", "Nordlicht"))]
        self.asked: list[ReadOptions] = []

    def read(self, data: bytes, options: ReadOptions) -> CardReading:
        """The next answer."""
        self.asked.append(options)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, OcrError):
            raise answer
        return answer


class Booth:
    """One rep at work; every deed is one operation as her phone sends it."""

    def __init__(self, app: Flask) -> None:
        self.app, self.rep, self.seq = app, colleague(app), 0

    def put(self, lead: str, who: Colleague | None = None, **values: Any) -> dict[str, Any]:
        """Set fields of a lead; a new id makes one, which is hers."""
        with self.app.app_context(), workspace(actor(self.app, who or self.rep)) as ws:
            return put_lead(ws, self._op("put", lead, {"set": values, "mine": True}))

    def read_on_phone(self, lead: str, capture: str, **values: Any) -> None:
        """The phone reads the card itself."""
        body = {"set": values, "src": "ocr", "capture": capture}
        with self.app.app_context(), workspace(actor(self.app, self.rep)) as ws:
            put_lead(ws, self._op("put", lead, body))

    def lead(self, **values: Any) -> str:
        """A new lead."""
        id = new_id()
        self.put(id, **values)
        return id

    def capture(self, lead: str, data: bytes | None = None, who: Colleague | None = None, **changes: Any) -> str:
        """Announce something taken in; the bytes come later. Returns its id."""
        body = {"id": new_id(), "kind": "card", "side": "front", "taken_at": now_ms(), "payload": None, "blob": None}
        if data is not None:
            more = dict.fromkeys(("width", "height", "duration_ms"))
            body["blob"] = {"sha256": sha(data), "bytes": len(data), "mime": "image/jpeg", **more}
        body |= changes
        with self.app.app_context(), workspace(actor(self.app, who or self.rep)) as ws:
            add_capture(ws, self._op("capture", lead, body))
        return body["id"]

    def send(self, data: bytes, who: Colleague | None = None) -> None:
        """The bytes arrive."""
        with self.app.app_context():
            receive(sha(data), data, (who or self.rep).id)

    def card(self, lead: str, data: bytes | None = None, **changes: Any) -> str:
        """A card whose picture is here already; it waits to be read."""
        data = data or pictures.plain()
        capture = self.capture(lead, data, **changes)
        self.send(data)
        return capture

    def work(self) -> None:
        """The worker works everything that is due."""
        drain(self.app)

    def doc(self, lead: str) -> dict[str, Any]:
        """The lead document."""
        rows = table(Lead)
        with self.app.app_context(), reading() as connection:
            return loaded(connection.execute(select(rows.c.doc).where(rows.c.id == lead)).scalar_one())

    def fields(self, lead: str) -> dict[str, Any]:
        """The lead's fields."""
        return self.doc(lead)["fields"]

    def status(self, lead: str) -> list[tuple[str, str | None]]:
        """Status and reason of the lead's captures."""
        return [(capture["status"], capture["reason"]) for capture in self.doc(lead)["captures"]]

    def rows(self, model: Any) -> Sequence[dict[str, Any]]:
        """All rows of a table."""
        with self.app.app_context(), reading() as connection:
            return [dict(row) for row in connection.execute(select(table(model))).mappings()]

    def _op(self, kind: str, lead: str, body: dict[str, Any]) -> Op:
        self.seq += 1
        now = now_ms()
        return Op(new_id(), kind, lead, now, body, said_at=now, device=self.rep.device_id, seq=self.seq, base=0)


def sha(data: bytes) -> str:
    """How a blob is called."""
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def booth(app: Flask) -> Booth:
    """A rep at work."""
    return Booth(app)


@pytest.fixture
def reader(app: Flask) -> Told:
    """The worker's reader, to be told what it reads."""
    app.extensions["boxless.reader"] = told = Told()
    return told


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Time that moves when the test says so."""
    with standing_still() as clock:
        yield clock
