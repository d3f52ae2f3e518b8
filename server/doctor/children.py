"""What hangs on a lead stands twice, in rows of its own and in the lead's document: here is how they correspond."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import RowMapping, Table

from server.assignment.models import Assignment
from server.cards.models import Capture
from server.core.db import Base, table
from server.followups.models import Consent, InfoRequest, Promise, Quote, Sale, Touch
from server.leads.models import LeadNote
from server.plans.models import SlaClock, Step
from server.plans.operations import SHOWN_STATES

Row = Mapping[str, Any] | RowMapping


@dataclass(frozen=True, slots=True)
class Child:
    """One list of the document and the table behind it."""

    name: str
    model: type[Base]
    #: columns with the document's own names
    same: tuple[str, ...]
    #: document name -> column of another name
    renamed: Mapping[str, str] = field(default_factory=dict)
    #: document name -> value kept in the JSON column `details`, and what stands there when nothing does
    details: Mapping[str, Any] = field(default_factory=dict)
    #: what only the document keeps: an entry that is missing gets these. None: it cannot be made from its row
    alone: Mapping[str, Any] | None = field(default_factory=dict)
    #: rows the document leaves out
    hidden: Callable[[Row], bool] = lambda row: False

    @property
    def rows(self) -> Table:
        """The table."""
        return table(self.model)

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the document that rows know as well."""
        return (*self.same, *self.renamed, *self.details)

    def shown(self, row: Row) -> dict[str, Any]:
        """The entry of the document a row stands for, as far as the row knows it."""
        return {
            **{name: row[name] for name in self.same},
            **{name: row[column] for name, column in self.renamed.items()},
            **{name: row["details"].get(name, empty) for name, empty in self.details.items()},
        }

    def differences(self, doc: Mapping[str, Any], rows: list[Row]) -> int:
        """How many entries or rows have no counterpart that says the same."""
        kept = {_key(self.shown(row)) for row in rows if not self.hidden(row)}
        written = {_key({name: entry.get(name) for name in self.names}) for entry in doc[self.name]}
        return max(len(kept - written), len(written - kept))


def _key(entry: Mapping[str, Any]) -> bytes:
    return orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)


CHILDREN = (
    Child(
        "touches",
        Touch,
        ("id", "at", "direction", "channel", "outcome", "note", "minutes", "auto", "after_dnc"),
        {"by": "user_id", "cost_minor": "cost", "corrects": "corrects_id"},
        {"step": None, "satisfies": [], "collateral": []},
    ),
    Child(
        "steps",
        Step,
        ("id", "key", "origin", "channel", "purpose", "due_at", "not_before", "state", "pinned"),
        {"owner": "owner_id", "touch": "touch_id"},
        alone={"why": "", "why_code": "", "done_at": None},
        hidden=lambda row: row["state"] not in SHOWN_STATES,
    ),
    Child(
        "clocks",
        SlaClock,
        ("id", "clock", "subject", "anchor_at", "due_at", "state", "stopped_at", "by_machine"),
        alone={"why": ""},
    ),
    Child(
        "promises",
        Promise,
        ("id", "by", "made_at", "due_at", "whole_day", "channel", "text", "asked", "state", "ended_at", "reason"),
        {"touch": "kept_touch"},
    ),
    Child(
        "requests",
        InfoRequest,
        ("id", "by", "text", "opened_at", "satisfied_at"),
        {"touch": "satisfied_by_touch"},
    ),
    Child(
        "consents",
        Consent,
        ("id", "channel", "state", "basis", "wording_version", "evidence", "at", "by", "device"),
    ),
    Child("notes", LeadNote, ("id", "at", "by", "text")),
    Child("quotes", Quote, ("id", "number", "amount", "currency", "at", "valid_until", "doc_link", "state", "by")),
    Child("sales", Sale, ("id", "invoice_no", "value", "currency", "at")),
    Child("captures", Capture, ("id", "kind", "side", "taken_at", "by", "status", "reason"), alone=None),
    Child("assignments", Assignment, ("at", "by", "how", "why"), {"from": "from_id", "to": "to_id"}, alone=None),
)
