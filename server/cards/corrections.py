"""What people corrected in what machines read: nothing is stored for it, both are on record anyway."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, select

from server.cards.mapping import PHONES, REGISTERS, Source, registers_of
from server.cards.models import Capture, OcrResult
from server.cards.sources import sources_of
from server.core.db import table
from server.core.text import fold
from server.leads.models import Lead
from server.leads.queries import loaded

_lead, _capture, _result = table(Lead), table(Capture), table(OcrResult)
#: leads looked at in one go
PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """How one field fared with one engine and version, over the leads a person has looked at."""

    field: str
    engine: str
    #: the machine's value stood
    kept: int
    #: a person wrote another one
    corrected: int
    #: a person emptied it: it was none
    removed: int
    #: a person had to type what the machine did not find
    missed: int

    @property
    def work(self) -> int:
        """How often somebody had to do something."""
        return self.corrected + self.removed + self.missed


def report(connection: Connection) -> list[Line]:
    """One line for each field and engine, those that make the most work first."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for doc in _looked_at(connection):
        sources = sources_of(connection, doc["captures"])
        if sources:
            counted.update((field, _engine(doc, sources), verdict) for field, verdict in verdicts(doc, sources))
    lines = [
        Line(
            field,
            engine,
            *(counted[field, engine, verdict] for verdict in ("kept", "corrected", "removed", "missed")),
        )
        for field, engine in {(field, engine) for field, engine, _ in counted}
    ]
    return sorted(lines, key=lambda line: (-line.work, line.field, line.engine))


def verdicts(doc: Mapping[str, Any], sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """(field, what became of it) for every field a machine or a person filled."""
    offered = registers_of(sources)
    for name in REGISTERS:
        stands = doc["fields"].get(name)
        by_person = doc["origin"].get(name, {}).get("src") == "human"
        if name in offered:
            if not by_person or _same(name, offered[name].value, stands):
                yield name, "kept"
            else:
                yield name, "corrected" if stands else "removed"
        elif by_person and stands:
            yield name, "missed"


def _same(name: str, read: str, stands: Any) -> bool:
    if name in PHONES:
        return re.sub(r"\D", "", read) == re.sub(r"\D", "", str(stands or ""))
    return fold(read) == fold(str(stands or ""))


def _engine(doc: Mapping[str, Any], sources: Sequence[Source]) -> str:
    """Engine and version of the newest reading of the first picture."""
    of_first = [reading for reading in doc["readings"] if reading["capture"] == sources[0].capture]
    newest = max(of_first, key=lambda reading: reading["at"])
    return f"{newest['engine']} {newest['version']}"


def _looked_at(connection: Connection) -> Iterator[dict[str, Any]]:
    """Documents of leads with a reading somebody has looked at."""
    read = exists().where(_result.c.capture_id == _capture.c.id, _result.c.error.is_(None))
    accepted = exists().where(_capture.c.lead_id == _lead.c.id, _capture.c.status == "accepted", read)
    last = ""
    while True:
        page = select(_lead.c.id, _lead.c.doc).where(accepted, _lead.c.id > last).order_by(_lead.c.id).limit(PAGE)
        rows = connection.execute(page).all()
        if not rows:
            return
        for row in rows:
            yield loaded(row.doc)
        last = rows[-1].id
