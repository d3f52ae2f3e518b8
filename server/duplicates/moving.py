"""What hangs on a lead and goes to the other one when two are made one: rows and their places in the document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from server.cards.models import Capture
from server.classification.models import Qualification
from server.core.db import Base, table
from server.followups.models import Consent, InfoRequest, Promise, Quote, Sale, Touch
from server.leads.models import LeadNote
from server.leads.state import LeadState
from server.leads.workspace import Workspace
from server.plans.contact import slot_of
from server.plans.models import SlaClock, Step

_step, _clock = table(Step), table(SlaClock)
#: steps that belong to a person's word or deed rather than to the plan, by the beginning of their keys
OWN_STEPS = ("manual:", "promise:", "info:")
OPEN = ("planned", "due", "blocked")
COUNTED_ELSEWHERE = "Counted on the lead it was merged into."


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the document and its table."""

    name: str
    model: type[Base]
    #: document name -> column, of what may change after it was written
    changing: Mapping[str, str] = field(default_factory=dict)
    #: document name of the instant the list is ordered by
    by: str = "at"

    @property
    def rows(self) -> Table:
        """The table."""
        return table(self.model)


PARTS = (
    Part("touches", Touch, {"after_dnc": "after_dnc"}),
    Part("notes", LeadNote),
    Part("captures", Capture, {"status": "status", "reason": "reason"}, by="taken_at"),
    Part(
        "promises",
        Promise,
        {"state": "state", "ended_at": "ended_at", "touch": "kept_touch", "reason": "reason"},
        by="made_at",
    ),
    Part("requests", InfoRequest, {"satisfied_at": "satisfied_at", "touch": "satisfied_by_touch"}, by="opened_at"),
    Part("consents", Consent),
    Part("quotes", Quote, {"state": "state"}),
    Part("sales", Sale),
    Part("qualifications", Qualification),
)


def children_of(connection: Connection, lead_id: str) -> dict[str, list[str]]:
    """Name of the part -> ids of the lead's rows."""
    return {
        part.name: list(connection.execute(select(part.rows.c.id).where(part.rows.c.lead_id == lead_id)).scalars())
        for part in PARTS
    }


def move_all(ws: Workspace, loser: LeadState, winner: LeadState) -> None:
    """Everything people did or said on the loser stands on the winner afterwards, in the order it happened."""
    for part in PARTS:
        mine, others = winner.doc.get(part.name), loser.doc.get(part.name)
        change = update(part.rows).where(part.rows.c.lead_id == loser.id)
        ws.connection.execute(change.values(lead_id=winner.id))
        if others:
            winner.doc[part.name] = sorted([*(mine or []), *others], key=lambda one: (one[part.by], one["id"]))
            loser.doc[part.name] = []
    winner.doc["readings"] = [*winner.doc["readings"], *loser.doc["readings"]]
    loser.doc["readings"] = []
    _move_steps(ws, loser, winner)
    _move_clocks(ws, loser, winner)


def _is_own(key: str) -> bool:
    return key.startswith(OWN_STEPS)


def _move_steps(ws: Workspace, loser: LeadState, winner: LeadState) -> None:
    """Steps by hand, of promises and of questions move; what was ticked off in one plan counts in the other."""
    moved = [step for step in loser.doc["steps"] if _is_own(step["key"])]
    ended = {key: id for key, id in loser.ended.items() if _is_own(key)}
    ids = [*(step["id"] for step in moved), *ended.values()]
    ws.connection.execute(update(_step).where(_step.c.id.in_(ids)).values(lead_id=winner.id))
    winner.doc["steps"] = [*winner.doc["steps"], *moved]
    loser.doc["steps"] = [step for step in loser.doc["steps"] if not _is_own(step["key"])]
    winner.ended |= ended
    loser.ended = {key: id for key, id in loser.ended.items() if key not in ended}
    for step in loser.doc["steps"]:
        if step["state"] in ("done", "skipped") and step["why_code"] == "by_hand":
            _tick_off(ws, winner, step)


def _tick_off(ws: Workspace, winner: LeadState, done: Mapping[str, Any]) -> None:
    place = slot_of(done["key"])
    for step in winner.doc["steps"]:
        if step["state"] in OPEN and slot_of(step["key"]) == place:
            step |= {name: done[name] for name in ("state", "why", "why_code", "done_at")}
            ws.update(_step, step["id"], {"state": done["state"], "reason": done["why"]})


def _move_clocks(ws: Workspace, loser: LeadState, winner: LeadState) -> None:
    """Clocks of promises and questions move. The winner's others run anew over both histories, from the first
    capture; the loser's count no more, or one prospect would be late twice."""
    moved = [clock for clock in loser.doc["clocks"] if clock["subject"]]
    ids = [clock["id"] for clock in moved]
    ws.connection.execute(update(_clock).where(_clock.c.id.in_(ids)).values(lead_id=winner.id))
    kept = [clock for clock in winner.doc["clocks"] if clock["subject"] or clock["state"] == "waived"]
    gone = [clock["id"] for clock in winner.doc["clocks"] if clock not in kept]
    ws.connection.execute(delete(_clock).where(_clock.c.id.in_(gone)))
    winner.doc["clocks"] = [*kept, *moved]
    loser.doc["clocks"] = [clock for clock in loser.doc["clocks"] if not clock["subject"]]
    for clock in loser.doc["clocks"]:
        clock |= {"state": "cancelled", "why": COUNTED_ELSEWHERE}
        ws.update(_clock, clock["id"], {"state": "cancelled", "reason": COUNTED_ELSEWHERE})
