"""Deciding that a mail goes out: its row, its job and its place on the lead, all in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from flask import current_app
from sqlalchemy import select

from server.core.db import table
from server.core.errors import Conflict
from server.core.ids import new_id
from server.jobs.operations import SOON, USUAL, enqueue
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace
from server.mail.collateral import chosen
from server.mail.facts import merge_values
from server.mail.merge import fill, one_line
from server.mail.models import Message
from server.mail.permit import REASONS, address_of, objection
from server.mail.smtp import server_of
from server.mail.texts import refuse_unknown

_message = table(Message)
#: while a mail of a step is in one of these, the step needs no second one
UNDER_WAY = ("queued", "sending", "sent", "unsure")
JOB = "mail.send"


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail about to be decided. `text`: a row of texts or None for free words; `by` None: the machine itself."""

    id: str
    key: str
    subject: str
    body: str
    step_id: str | None = None
    text: Mapping[str, Any] | None = None
    by: str | None = None
    collateral: Sequence[Mapping[str, Any]] = ()
    satisfies: Sequence[str] = ()


def send_mail(ws: Workspace, op: Op) -> None:
    """Send what a person wrote; marks left in it are filled in. The same id again changes nothing.

    Raises NotFound, UnknownField, Conflict `mail_off`, `mail_under_way`, `mail_not_permitted`.
    """
    lead = seen(ws, op.lead_id)
    body = op.body
    if any(one["id"] == body["id"] for one in lead.doc.get("messages", ())):
        return
    refuse_unknown(subject=body["subject"], body=body["body"])
    if server_of(current_app.config) is None:
        raise Conflict("This server sends no mail. Send it from your own mail program and log it.", code="mail_off")
    refuse_unwanted(ws, lead)
    if under_way(lead.doc, body["step"]):
        raise Conflict("A mail for this step was sent or is on its way.", code="mail_under_way")
    claim_id(ws, _message, body["id"])
    along = chosen(ws.connection, body["collateral"])
    values = merge_values(ws.connection, lead.doc, ws.actor.user_id, along)
    queue(
        ws,
        lead,
        Draft(
            id=body["id"],
            key=f"op:{body['id']}",
            subject=fill(body["subject"], values).text,
            body=fill(body["body"], values).text,
            step_id=body["step"],
            text={"id": None, "kind": body["kind"]},
            by=ws.actor.user_id,
            collateral=along,
            satisfies=body["satisfies"],
        ),
    )


def refuse_unwanted(ws: Workspace, lead: LeadState) -> None:
    """Raise Conflict `mail_not_permitted` that says what stands against a mail."""
    against = objection(ws.connection, lead.doc)
    if against:
        raise Conflict(REASONS[against], code="mail_not_permitted", reason=against)


def under_way(doc: Mapping[str, Any], step_id: str | None) -> bool:
    """Whether a mail of this step was sent or still may be."""
    mine = (one for one in doc.get("messages", ()) if step_id and one["step"] == step_id)
    return any(one["state"] in UNDER_WAY for one in mine)


def queue(ws: Workspace, lead: LeadState, draft: Draft) -> bool:
    """Write the message and its job; False when the same decision was written before."""
    if ws.connection.execute(select(_message.c.id).where(_message.c.idempotency_key == draft.key)).first():
        return False
    text = draft.text or {}
    row: dict[str, Any] = {
        "id": draft.id,
        "idempotency_key": draft.key,
        "lead_id": lead.id,
        "text_id": text.get("id"),
        "step_id": draft.step_id,
        "kind": text.get("kind"),
        "recipient": address_of(lead.doc) or "",
        "subject": one_line(draft.subject),
        "body": draft.body,
        "collateral": [one["title"] for one in draft.collateral],
        "satisfies": list(draft.satisfies),
        "by": draft.by,
        "auto": draft.by is None,
        "state": "queued",
        "reason": None,
        "smtp_id": message_id(draft.id),
        "at": ws.now,
    }
    ws.insert(_message, row)
    shown = {"id": "id", "step": "step_id", "kind": "kind", "subject": "subject", "to": "recipient"}
    entry = {name: row[column] for name, column in shown.items()}
    same = ("state", "reason", "by", "auto", "at")
    lead.doc.setdefault("messages", []).append({**entry, **{n: row[n] for n in same}, "sent_at": None})
    ws.touch(lead, stale=False)
    put_in_line(ws, draft.id, priority=USUAL if draft.by is None else SOON)
    return True


def put_in_line(ws: Workspace, id: str, *, run_at: int | None = None, priority: int = USUAL) -> None:
    """Queue a try to send it. Two at once do no harm: the state of the message lets one through."""
    enqueue(ws.connection, JOB, f"mail:{id}:{new_id()}", {"message": id}, priority=priority, run_at=run_at)


def message_id(id: str) -> str:
    """The Message-ID header: the same at every try, so that whoever gets it twice can tell."""
    domain = parseaddr(current_app.config["MAIL_FROM"] or "")[1].rpartition("@")[2]
    return f"<{id}@{domain}>"


def move(ws: Workspace, row: Mapping[str, Any], **values: Any) -> None:
    """Change a message and what its lead shows of it."""
    ws.update(_message, row["id"], values)
    lead = ws.lead(row["lead_id"])
    if lead is None:
        return
    entry = next((one for one in lead.doc.get("messages", ()) if one["id"] == row["id"]), None)
    names = {"state": "state", "reason": "reason", "sent_at": "sent_at", "recipient": "to"}
    if entry is not None:
        entry.update({names[column]: value for column, value in values.items() if column in names})
        ws.touch(lead, stale=False)
