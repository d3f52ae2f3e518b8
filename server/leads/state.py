"""One lead in memory: its wire document and merge stamps, read from and written to its row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from server.leads.corrections import newest
from server.leads.merge import Stamp
from server.leads.normalise import company_key, email_key, search_text
from server.leads.packing import (
    edited_head,
    empty,
    joined,
    no_plan,
    packed_head,
    packed_plan,
    parted,
    unfold,
    unpacked_head,
)
from server.leads.phones import e164

OPEN_STEPS = ("planned", "due")
CALLS = "call"
BOOTH = "booth"
CONNECTED = ("connected", "met", "appointment")
UNDELIVERED = "bounced"
#: fields in whose columns lists are searched, sorted and filtered
SHOWN = frozenset(
    (
        *("given_name", "family_name", "company", "email", "phone", "country", "rating", "trashed"),
        *("competitor", "interest", "expected_close", "q/decision_by"),
    )
)
#: a machine less sure than this asks for a look
SURE = 0.9


@dataclass(slots=True, eq=False)
class LeadState:
    """A lead inside a write transaction: its document (docs/sync.md), its stamps, what the database has of it."""

    id: str
    #: The document, its plan perhaps left out: what edits of fields read and write. `doc` is the same with its plan.
    head: dict[str, Any]
    stamps: dict[str, Stamp]
    #: scopes that get an entry in the feed although it may never have been in them
    witnesses: frozenset[str] = frozenset()
    new: bool = False
    #: identity: rows of the person and company it was matched with
    person_id: str | None = None
    company_id: str | None = None
    #: key -> id of steps no longer planned: they stay in the table, off the document, and may come back
    ended: dict[str, str] = field(default_factory=dict)
    #: its packed plan as it is stored, and a print of what that said
    plan: str | None = None
    plan_said: bytes = b""
    #: whether somebody asked for the whole document and so may have changed any of it
    opened: bool = False
    #: its columns as they are stored
    row: Mapping[str, Any] = field(default_factory=dict)
    #: its packed head as it is stored
    short: dict[str, Any] = field(default_factory=dict)
    #: fields changed in this transaction
    changed: set[str] = field(default_factory=set)
    #: whether something changed that class, owner, plan or status rest on
    stale: bool = False

    @property
    def doc(self) -> dict[str, Any]:
        """The whole document, changed in place."""
        if not self.opened:
            self.opened = True
            if self.plan is not None:
                unfold(self.head, orjson.loads(self.plan))
                self.plan_said = _said(self.head)
        return self.head

    @property
    def fields(self) -> dict[str, Any]:
        """The merged registers."""
        registers: dict[str, Any] = self.head["fields"]
        return registers

    def step(self, id: str) -> dict[str, Any] | None:
        """The step with this id, if the document has it."""
        return next((s for s in self.doc["steps"] if s["id"] == id), None)


def blank(id: str, *, event: str | None, source: str, by: str, captured_at: int, received_at: int) -> LeadState:
    """A new lead as the intake finds it."""
    doc: dict[str, Any] = {
        "id": id,
        "rev": 0,
        **empty(),
        **no_plan(),
        "event": event,
        "source": source,
        "captured_by": by,
        "captured_at": captured_at,
        "received_at": received_at,
        "lag_ms": received_at - captured_at,
        "class_by": "rule",
        "worth": 0,
        "currency": None,
        "probability": 0,
    }
    return LeadState(id, doc, {}, new=True, opened=True)


def loaded(row: Mapping[str, Any]) -> LeadState:
    """A lead from its row."""
    stamps, ended = unpacked_stamps(row["meta"])
    head, plan = parted(row["doc"])
    short = orjson.loads(head)
    return LeadState(
        row["id"],
        unpacked_head(short),
        stamps,
        person_id=row["person_id"],
        company_id=row["company_id"],
        ended=ended,
        plan=plan,
        row=row,
        short=short,
    )


def _said(doc: dict[str, Any]) -> bytes:
    """Equal while everything says the same that a packed plan rests on."""
    return orjson.dumps((doc["owner"], doc["next_step"], doc["steps"], doc["clocks"]))


def _stored(lead: LeadState) -> str:
    """The document as text. What nobody asked for is written as it was: packing it anew costs more than the edit."""
    plan = lead.plan
    if plan is None or (lead.opened and _said(lead.head) != lead.plan_said):
        plan = orjson.dumps(packed_plan(lead.doc)).decode()
    head = packed_head(lead.head) if lead.opened else edited_head(lead.short, lead.head)
    return joined(orjson.dumps(head).decode(), plan)


def packed_stamps(stamps: dict[str, Stamp], ended: dict[str, str]) -> str:
    """JSON of what the server keeps beside the document. Each stamp stands once: a capture sets twenty fields."""
    known: dict[Stamp, int] = {}
    index = {name: known.setdefault(stamp, len(known)) for name, stamp in stamps.items()}
    return orjson.dumps([[tuple(stamp) for stamp in known], index, ended]).decode()


def unpacked_stamps(text: str) -> tuple[dict[str, Stamp], dict[str, str]]:
    """(stamps, ended steps): the reverse of `packed_stamps`."""
    listed, index, ended = orjson.loads(text)
    known = [Stamp(*values) for values in listed]
    return {name: known[i] for name, i in index.items()}, ended


def columns_of(lead: LeadState) -> dict[str, Any]:
    """The row of a lead: everything queries need, derived from the document."""
    doc = lead.doc
    next_step = doc["next_step"]
    return {
        "id": lead.id,
        "event_id": doc["event"],
        "source": doc["source"],
        "captured_by": doc["captured_by"],
        "captured_at": doc["captured_at"],
        "received_at": doc["received_at"],
        "owner_id": doc["owner"],
        "acting_id": doc.get("acting"),
        "escalation": (doc.get("escalation") or {}).get("level", 0),
        "ladder_at": doc.get("ladder_at"),
        "class": doc["class"],
        "worth": doc["worth"],
        "probability": doc["probability"],
        "sales_ready": doc["sales_ready"],
        "status": doc["status"],
        "track": doc["track"],
        "wake_at": doc["wake_at"],
        "outcome": doc["outcome"],
        "outcome_reason": doc["outcome_reason"] or None,
        "objection": doc["objection"] or None,
        "process_clean": doc["process_clean"],
        "closed_at": doc["closed_at"],
        "next_step_at": next_step["due_at"] if next_step else None,
        "needs_review": any(c["status"] in ("review", "rejected") for c in doc["captures"]),
        **_of_fields(doc),
        **counters(doc["touches"]),
        **_always(lead),
    }


def changes_of(lead: LeadState) -> dict[str, Any]:
    """The columns of a stored lead that now differ from its row.

    Of one whose whole document nobody asked for, only what edits of fields change is looked at.
    """
    if lead.opened:
        row = columns_of(lead)
    elif lead.changed.isdisjoint(SHOWN):
        row = _always(lead)
        origin = lead.head["origin"]
        if lead.row["unsure"] or "ocr" in {origin[name]["src"] for name in lead.changed}:
            row["unsure"] = _unsure(lead.head)
    else:
        row = {**_of_fields(lead.head), **_always(lead)}
    stored = lead.row
    # An index is rewritten for every column named, so only what differs is.
    return {name: value for name, value in row.items() if stored[name] != value}


def _always(lead: LeadState) -> dict[str, Any]:
    """The columns that every change of a lead rests on or brings."""
    return {
        "rev": lead.head["rev"],
        "person_id": lead.person_id,
        "company_id": lead.company_id,
        "has_conflict": bool(lead.head["conflicts"]),
        "doc": _stored(lead),
        "meta": packed_stamps(lead.stamps, lead.ended),
    }


def _of_fields(doc: dict[str, Any]) -> dict[str, Any]:
    """The columns in which fields show: those of `SHOWN`, and how many a machine was not sure of."""
    fields = doc["fields"]
    return {
        **_who(fields),
        "trashed": bool(fields.get("trashed")),
        "competitor": doc["competitor"] or _text(fields, "competitor"),
        "interest": _text(fields, "interest"),
        "expected_close": _day(fields.get("expected_close")) or _day(fields.get("q/decision_by")),
        "unsure": _unsure(doc),
    }


def _unsure(doc: dict[str, Any]) -> int:
    fields = doc["fields"]
    read = ((name, of) for name, of in doc["origin"].items() if of.get("src") == "ocr")
    return sum((of.get("conf") or 0) < SURE and fields.get(name) is not None for name, of in read)


def _who(fields: dict[str, Any]) -> dict[str, Any]:
    text = {name: fields.get(name) for name in ("given_name", "family_name", "company", "email", "phone")}
    known = {name: value if isinstance(value, str) else None for name, value in text.items()}
    rating = fields.get("rating")
    return {
        "given_name": known["given_name"],
        "family_name": known["family_name"],
        "company": known["company"],
        "email_norm": email_key(known["email"]),
        "phone_e164": e164(known["phone"], _text(fields, "country")),
        "company_key": company_key(known["company"]),
        "search": search_text(*known.values()),
        "rating": rating if rating in ("hot", "warm", "cold") else None,
    }


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def valid_touches(touches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Touches that stand: corrected ones are replaced by their newest correction. In the order they happened."""
    standing = newest(touches, id_of=lambda t: str(t["id"]), corrects=lambda t: t["corrects"])
    return sorted(standing, key=lambda t: (t["at"], t["id"]))


def counters(touches: list[dict[str, Any]]) -> dict[str, Any]:
    """What reports count, from the log of touches."""
    counted: dict[str, Any] = {
        "first_out_at": None,
        "first_human_out_at": None,
        "first_call_at": None,
        "first_connect_at": None,
        "last_touch_at": None,
        "last_in_at": None,
        "attempts": 0,
        "touches": 0,
        "minutes": 0,
    }
    for touch in valid_touches(touches):
        _count(counted, touch)
    return counted


def _count(counted: dict[str, Any], touch: dict[str, Any]) -> None:
    """The talk at the booth is the capture and a bounced mail reached nobody: neither is a follow-up."""
    at = touch["at"]
    counted["touches"] += 1
    counted["minutes"] += touch["minutes"] or 0
    counted["last_touch_at"] = at
    if touch["channel"] == BOOTH:
        return
    if touch["direction"] == "in":
        counted["last_in_at"] = at
    elif touch["outcome"] != UNDELIVERED:
        counted["attempts"] += not touch["auto"]
        _first(counted, "first_out_at", at)
        if not touch["auto"]:
            _first(counted, "first_human_out_at", at)
        if touch["channel"] == CALLS:
            _first(counted, "first_call_at", at)
    if touch["outcome"] in CONNECTED:
        _first(counted, "first_connect_at", at)


def _first(counted: dict[str, Any], name: str, at: int) -> None:
    if counted[name] is None:
        counted[name] = at
