"""People and readings: looking at one, accepting it, asking for another one."""

from collections.abc import Sequence

from server.auth.actor import Actor
from server.cards import queries
from server.cards.mapping import REGISTERS
from server.cards.operations import queue_reading, reading_key, set_status, shown
from server.cards.registers import confirm
from server.core import signals
from server.core.db import reading, writing
from server.core.errors import Conflict, NotFound
from server.core.ids import new_id
from server.jobs.operations import SOON, hurry
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.workspace import LeadState, Workspace, workspace

UNDECIDED = ("review", "rejected")


class NoPicture(Conflict):
    """There is nothing to read: a memo, a badge's code, or a picture still on its phone."""

    code = "no_picture"
    title = "The picture is not here yet. It can be read once the phone has sent it."


def accept(actor: Actor, lead_id: str, capture_id: str) -> LeadState:
    """A person says that everything read on a picture is right. Raises NotFound."""
    with workspace(actor) as ws:
        lead = seen(ws, lead_id)
        capture = shown(lead, capture_id)
        if capture is None:
            raise NotFound()
        ws.touch(lead)
        confirm(ws, lead, capture_id, Op(new_id(), "put", lead.id, ws.now, {}))
        if capture["status"] in UNDECIDED:
            set_status(ws, capture, "accepted")
        return lead


def reread(actor: Actor, lead_id: str, capture_id: str, engine: str | None) -> bool:
    """Have a picture read again, with this engine or that of the settings; False when that waits already.

    Raises NotFound, NoPicture.
    """
    with workspace(actor) as ws:
        lead = seen(ws, lead_id)
        capture = shown(lead, capture_id)
        if capture is None:
            raise NotFound()
        if queries.to_read(ws.connection, capture_id) is None:
            raise NoPicture()
        again = queries.number_of_results(ws.connection, capture_id)
        queued = queue_reading(ws.connection, lead, capture_id, engine=engine, again=again, priority=SOON)
        if queued and capture["status"] == "rejected":
            ws.touch(lead)
            set_status(ws, capture, "ocr")
        return queued


def hurry_readings(lead_id: str) -> None:
    """Read what waits on this lead before all others: somebody is looking at it."""
    with reading() as connection:
        keys = [reading_key(event, capture) for event, capture in queries.waiting_captures(connection, lead_id)]
    if keys:
        with writing() as connection:
            hurry(connection, keys)


@signals.leads_changing.connect
def on_leads_changing(ws: Workspace, leads: Sequence[LeadState]) -> None:
    """Whoever corrects or completes what was read has looked at it."""
    if ws.actor.user_id is None:
        return
    for lead in leads:
        origin = lead.head["origin"]
        # most leads have no capture, and asking for the whole document has its price
        if not any(capture["status"] in UNDECIDED for capture in lead.head["captures"]):
            continue
        if any(origin.get(name, {}).get("src") == "human" for name in lead.changed & REGISTERS):
            _accept_all(ws, lead)


def _accept_all(ws: Workspace, lead: LeadState) -> None:
    for capture in lead.doc["captures"]:
        if capture["status"] in UNDECIDED:
            set_status(ws, capture, "accepted")
