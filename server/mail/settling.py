"""What a person says about a mail that got stuck: it arrived, send it again, let it be."""

from typing import Any

from sqlalchemy import select

from server.auth.actor import SYSTEM, Actor
from server.core.db import table
from server.core.errors import Conflict, NotFound
from server.leads.operations import seen
from server.leads.workspace import Workspace, workspace
from server.mail.models import Message
from server.mail.operations import move, put_in_line, refuse_unwanted
from server.mail.sending import end

_message = table(Message)
#: what may be said of a message in which state
ALLOWED = {
    "sent": ("unsure",),
    "again": ("unsure", "failed", "suppressed"),
    "drop": ("queued", "unsure", "failed"),
}


def settle(actor: Actor, id: str, word: str) -> dict[str, Any]:
    """Do what the person decided: `sent`, `again` or `drop`. Returns the lead's document.

    Raises NotFound, Conflict `message_settled`, `mail_not_permitted`.
    """
    with workspace(actor) as ws:
        row = _row(ws, id)
        if row is None:
            raise NotFound()
        lead = seen(ws, row["lead_id"])
        if row["state"] not in ALLOWED[word]:
            raise Conflict("This mail has moved on. Open the lead to see how it stands.", code="message_settled")
        if word == "sent":
            end(ws, row, "sent", None, at=row["sending_at"] or ws.now)
        elif word == "again":
            refuse_unwanted(ws, lead)
            put_in_line(ws, id)
            move(ws, row, state="queued", reason=None, tries=0)
        else:
            move(ws, row, state="failed", reason=f"Taken back by {actor.name}.")
    return lead.doc


def give_up(id: str, error: str) -> None:
    """The job died: whoever owns the lead has to look at it."""
    with workspace(SYSTEM) as ws:
        row = _row(ws, id)
        if row is not None and row["state"] in ("queued", "sending"):
            # the worker may have died after the mail server took it
            state = "unsure" if row["state"] == "sending" else "failed"
            move(ws, row, state=state, reason=f"Sending stopped with an error ({error}).")


def _row(ws: Workspace, id: str) -> dict[str, Any] | None:
    row = ws.connection.execute(select(_message).where(_message.c.id == id)).mappings().first()
    return dict(row) if row else None
