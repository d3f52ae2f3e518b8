"""Sending one message, at most once (docs/mail.md).

Everything up to the recipient is agreed while the message is still `queued`: whoever dies there loses nothing. Then
`sending` is committed, after one more look at what the prospect said, and only then do the bytes leave. A message
found in `sending` later was perhaps accepted: it becomes `unsure` and waits for a person, and is never sent again
by itself.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import current_app
from sqlalchemy import func, select

from server.auth.actor import SYSTEM
from server.core import org
from server.core.clock import HOUR, MINUTE, SECOND, now_ms
from server.core.db import reading, table
from server.core.errors import Unavailable
from server.followups.own_mail import log_own_mail
from server.leads.workspace import LeadState, Workspace, workspace
from server.mail.facts import language_of, merge_values, writer_of
from server.mail.letter import Letter, built
from server.mail.models import Message
from server.mail.operations import move, put_in_line
from server.mail.permit import REASONS, address_of, objection
from server.mail.smtp import Bounced, Deferred, Undecided, dialogue, server_of
from server.mail.unsubscribe import link

log = structlog.get_logger(__name__)
_message = table(Message)

#: pauses after failed tries; a mail server that has been away for two days gets no more
PAUSES = tuple(n * MINUTE for n in (1, 5, 15, 30)) + tuple(n * HOUR for n in (1, 2, 4, 8, 12, 20))
#: tries to write down what the mail server answered
NOTES = 5
OFF = "This server sends no mail at present."


def deliver(id: str) -> None:
    """Send the message if it still may be sent, and write down what became of it."""
    with reading() as connection:
        row = connection.execute(select(_message).where(_message.c.id == id)).mappings().first()
    if row is None or row["state"] not in ("queued", "sending"):
        return
    if row["state"] == "sending":
        _end(id, ("sending",), "unsure", "The worker stopped while the mail was leaving. It may have arrived.")
        return
    wait = _wait_for_turn(row["at"])
    if wait:
        with workspace(SYSTEM) as ws:
            put_in_line(ws, id, run_at=ws.now + wait)
        return
    server = server_of(current_app.config)
    if server is None:
        _try_later(id, OFF)
        return
    letter = _letter(dict(row))
    if letter is None:
        return
    own_name = urlsplit(current_app.config["PUBLIC_URL"]).hostname or "localhost"
    try:
        with dialogue(server, own_name) as line:
            line.address(letter.sender_address, letter.recipient)
            if not _point_of_no_return(id, letter):
                return
            line.deliver(built(letter))
            _accepted(id)
    except Bounced as bounced:
        _end(id, ("queued", "sending"), "bounced", bounced.reason)
    except Deferred as deferred:
        _try_later(id, deferred.reason)
    except Undecided:
        _end(id, ("sending",), "unsure", "The line broke while the mail was leaving. It may have arrived.")


def _letter(row: dict[str, Any]) -> Letter | None:
    """The mail as it would leave now; None when it may not, which is written down."""
    with workspace(SYSTEM) as ws:
        lead = ws.lead(row["lead_id"])
        against = objection(ws.connection, lead.doc if lead else None)
        if lead is None or against:
            _hold_back(ws, row, against or "gone")
            return None
        recipient = address_of(lead.doc) or ""
        if recipient != row["recipient"]:
            # corrected since it was written
            move(ws, row, recipient=recipient)
        return _addressed(ws, lead, row, recipient)


def _addressed(ws: Workspace, lead: LeadState, row: Mapping[str, Any], recipient: str) -> Letter:
    organisation = org.find(ws.connection) or {}
    writer = writer_of(ws.connection, row["by"])
    house = organisation.get("name") or ""
    language = next(filter(None, language_of(ws.connection, lead.doc)), "en")
    return Letter(
        sender=current_app.config["MAIL_FROM"],
        recipient=recipient,
        recipient_name=merge_values(ws.connection, lead.doc, None, ())["name"],
        subject=row["subject"],
        body=row["body"],
        message_id=row["smtp_id"],
        at=row["at"],
        unsubscribe=link(lead.id, recipient),
        language=language,
        writer=f"{writer['name']} ({house})" if writer else house,
        reply_to=writer.get("email", ""),
        auto=row["auto"],
    )


def _point_of_no_return(id: str, letter: Letter) -> bool:
    """Commit that the bytes are about to leave; False when something stands against it by now."""
    with workspace(SYSTEM) as ws:
        row = _current(ws, id)
        if row is None or row["state"] != "queued":
            return False
        lead = ws.lead(row["lead_id"])
        against = objection(ws.connection, lead.doc if lead else None)
        if lead is None or against:
            _hold_back(ws, row, against or "gone")
            return False
        if address_of(lead.doc) != letter.recipient:
            put_in_line(ws, id)
            return False
        move(ws, row, state="sending", sending_at=ws.now, tries=row["tries"] + 1, reason=None)
    return True


def _hold_back(ws: Workspace, row: Mapping[str, Any], against: str) -> None:
    move(ws, row, state="suppressed", reason=REASONS[against])
    log.info("mail_suppressed", message=row["id"], why=against)


def _accepted(id: str) -> None:
    """The mail server has it: that must be written down, or the mail would count as unsure."""
    for left in reversed(range(NOTES)):
        try:
            _end(id, ("sending", "unsure"), "sent", None)
            return
        except Unavailable:
            if not left:
                raise
            time.sleep(1)


def _end(id: str, before: tuple[str, ...], state: str, reason: str | None) -> None:
    """Write down an end, and the touch that goes with it, unless somebody else ended it."""
    with workspace(SYSTEM) as ws:
        row = _current(ws, id)
        if row is not None and row["state"] in before:
            end(ws, row, state, reason, at=ws.now)
    log.info("mail_ended", message=id, state=state)


def end(ws: Workspace, row: Mapping[str, Any], state: str, reason: str | None, *, at: int) -> None:
    """Give a message its last state; one that left or came back is a contact of the lead."""
    values: dict[str, Any] = {"state": state, "reason": reason}
    lead = ws.lead(row["lead_id"])
    if state in ("sent", "bounced"):
        values["sent_at"] = at if state == "sent" else None
        if lead is not None:
            log_own_mail(ws, lead, row, at=at, outcome=state)
    move(ws, row, **values)


def _try_later(id: str, reason: str) -> None:
    """Back into the line after the pause of this try, or failed when it was the last."""
    with workspace(SYSTEM) as ws:
        row = _current(ws, id)
        if row is None or row["state"] not in ("queued", "sending"):
            return
        # `sending` counted its try already
        tries = row["tries"] + (row["state"] == "queued")
        if tries > len(PAUSES):
            move(ws, row, state="failed", reason=reason, tries=tries)
            return
        put_in_line(ws, id, run_at=ws.now + PAUSES[tries - 1])
        move(ws, row, state="queued", reason=reason, tries=tries)


def _current(ws: Workspace, id: str) -> dict[str, Any] | None:
    row = ws.connection.execute(select(_message).where(_message.c.id == id)).mappings().first()
    return dict(row) if row else None


def _wait_for_turn(at: int) -> int:
    """Milliseconds until a mail decided at this instant may leave; 0: now.

    Several workers may overshoot by one each.
    """
    now, most = now_ms(), current_app.config["MAIL_RATE"]
    with reading() as connection:
        recent = select(_message.c.sending_at).where(_message.c.sending_at > now - MINUTE)
        left = connection.execute(recent.order_by(_message.c.sending_at.desc()).limit(most)).scalars().all()
        if len(left) < most:
            return 0
        before = select(func.count()).where(_message.c.state == "queued", _message.c.at < at)
        ahead: int = connection.execute(before).scalar_one()
    # whoever stands far behind need not ask every minute
    return max(SECOND, left[-1] + MINUTE - now) + ahead // most * MINUTE
