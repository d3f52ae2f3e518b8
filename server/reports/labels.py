"""What the keys of rows are called in front of people."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, select

from server.auth.models import User
from server.core.db import table
from server.events.models import Event, Source
from server.reports.cracks import CRACKS, STAGES

_user, _event, _source = table(User), table(Event), table(Source)
#: dimension -> (id column, name column) of what its keys are ids of
_NAMED: dict[str, tuple[Column[Any], Column[Any]]] = {
    "rep": (_user.c.id, _user.c.name),
    "agent": (_user.c.id, _user.c.name),
    "show": (_event.c.id, _event.c.name),
    "source": (_source.c.code, _source.c.label),
}
_NONE = {
    "rep": "Nobody",
    "agent": "The machine",
    "show": "No show",
    "reason": "No reason given",
    "competitor": "None named",
    "objection": "None named",
    "interest": "Not asked",
}
_CLOCKS = {
    "ACK24": "First contact (ACK24)",
    "CALL48": "Call (CALL48)",
    "INFO72": "Information (INFO72)",
    "COURTESY48": "Courtesy note (COURTESY48)",
    "REVIVE72": "Revival (REVIVE72)",
    "PROMISE": "Promise (PROMISE)",
    "ASSIGN": "Owner (ASSIGN)",
    "IDLE": "Silence (IDLE)",
}
_WORDS: dict[str, dict[Any, str]] = {
    "clock": _CLOCKS,
    "gap": {**_CLOCKS, **{name: label for name, label, _ in CRACKS}},
    "crack": {name: label for name, label, _ in CRACKS},
    "stage": {**dict(STAGES), 1: "Call", 2: "E-mail", 3: "Follow up", 4: "Revive", 5: "Done"},
    "kind": {"customer": "Customers", **{code: f"Class {code}" for code in "ABCD"}},
    "class": {code: f"Class {code}" for code in "ABCD"},
    "ready_at_capture": {True: "Sales-ready at capture", False: "Not ready at capture"},
    "attempts": {0: "They came first", 10: "10 and more"},
    "channel": {
        "call": "Call",
        "email": "E-mail",
        "sms": "Text message",
        "letter": "Letter",
        "meeting": "Meeting",
        "booth": "At the booth",
        "chat": "Chat",
        "web": "Web",
        "task": "Task",
    },
    "outcome": {
        "won": "Won",
        "lost": "Lost",
        "no_decision": "No decision",
        "unreachable": "Unreachable",
        "not_a_prospect": "Not a prospect",
        "do_not_contact": "Do not contact",
        "connected": "Talked",
        "left_message": "Left a message",
        "no_answer": "No answer",
        "other_person": "Someone else answered",
        "wrong_number": "Wrong number",
        "sent": "Sent",
        "bounced": "Bounced",
        "replied": "They replied",
        "met": "Met",
        "appointment": "Appointment made",
        "refused_call": "Does not want calls",
    },
    "month": {"earlier": "Earlier", "later": "Later", None: "No day named"},
    "day": {"earlier": "Earlier", "later": "Later"},
    "quarter": {"earlier": "Earlier", "later": "Later", None: "No day named"},
    "year": {None: "No day named"},
}
DIMENSIONS = {
    "show": "Show",
    "source": "Source",
    "class": "Class",
    "rep": "Owner",
    "agent": "Person",
    "interest": "Interest",
    "month": "Month",
    "day": "Day",
    "quarter": "Quarter",
    "year": "Fiscal year",
    "clock": "Standard",
    "channel": "Channel",
    "outcome": "Outcome",
    "reason": "Reason",
    "competitor": "Competitor",
    "objection": "Objection",
    "stage": "Stage",
    "kind": "Class",
    "gap": "Gap",
    "attempts": "Attempts",
    "title": "Material",
    "snapshot": "Day",
    "ready_at_capture": "Readiness",
}


def labels(connection: Connection, dimension: str, keys: Iterable[Any]) -> dict[Any, str]:
    """What each key of a dimension is called. One query where they are ids."""
    wanted = set(keys)
    found = {key: _WORDS.get(dimension, {}).get(key, "" if key is None else str(key)) for key in wanted}
    if None in wanted:
        found[None] = found[None] or _NONE.get(dimension, "None")
    if dimension in _NAMED:
        id, name = _NAMED[dimension]
        ids = [key for key in wanted if key is not None]
        found.update(dict(connection.execute(select(id, name).where(id.in_(ids))).all()))
    return found
