"""Mail that plans leave to the machine: the acknowledgement, and what else a published plan marks as automatic."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import current_app
from sqlalchemy import Connection, exists, false, func, or_, select

from server.auth.actor import SYSTEM
from server.core.clock import MINUTE, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.leads.models import Lead
from server.leads.queries import loaded
from server.leads.registers import EMAILS
from server.leads.workspace import LeadState, Workspace, workspace
from server.mail.facts import language_of, merge_values
from server.mail.letter import mailable
from server.mail.merge import fill
from server.mail.models import Message
from server.mail.operations import UNDER_WAY, Draft, queue, under_way
from server.mail.permit import objection
from server.mail.smtp import server_of
from server.mail.texts import text_for
from server.plans.contact import slot_of
from server.plans.lead_facts import facts_of
from server.plans.models import Step
from server.plans.queries import template_for
from server.plans.store import plans
from server.plans.templates import TemplateStep

_lead, _step, _message = table(Lead), table(Step), table(Message)
#: a card is looked at and corrected in its first minutes: no mail goes out before
SETTLES = 10 * MINUTE
#: how sure a reading must be of an address nobody has looked at
SURE = 0.9
#: leads decided in one transaction: others must get their turn at the lock
BATCH = 50


def sweep() -> None:
    """Decide every automatic mail that is due."""
    if server_of(current_app.config) is None:
        return
    with reading() as connection:
        ready = [id for id, doc in _candidates(connection) if is_sure(doc)]
    for start in range(0, len(ready), BATCH):
        with workspace(SYSTEM) as ws:
            part = ready[start : start + BATCH]
            ws.load(part)
            for id in part:
                _decide(ws, id)


def _candidates(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
    """Leads with an open step a plan marks as automatic, not mailed yet to this address."""
    automatic = {step.key for plan in plans(connection).values() for step in plan.steps if _is_ours(step)}
    now = now_ms()
    mailed = exists().where(
        _message.c.step_id == _step.c.id,
        or_(_message.c.state.in_(UNDER_WAY), func.lower(_message.c.recipient) == _lead.c.email_norm),
    )
    rows = (
        select(_lead.c.id, _lead.c.doc)
        .join(_step, _step.c.lead_id == _lead.c.id)
        .where(_step.c.state.in_(("planned", "due")), _step.c.channel == "email")
        .where(or_(false(), *(_step.c.key.startswith(key, autoescape=True) for key in sorted(automatic))))
        .where(or_(_step.c.not_before.is_(None), _step.c.not_before <= now))
        .where(_lead.c.email_norm.is_not(None), _lead.c.received_at <= now - SETTLES, ~mailed)
        .order_by(_lead.c.captured_at)
    )
    found = {id: loaded(doc) for id, doc in connection.execute(rows)}
    return list(found.items())


def _is_ours(step: TemplateStep) -> bool:
    return step.auto and step.channel == "email"


def is_sure(doc: Mapping[str, Any]) -> bool:
    """Whether the address mail would go to was written by a person or a badge, or read with certainty."""
    for name in EMAILS:
        if mailable(doc["fields"].get(name) if isinstance(doc["fields"].get(name), str) else None):
            origin = doc["origin"].get(name, {})
            return origin.get("src") != "ocr" or (origin.get("conf") or 0) >= SURE
    return False


def _decide(ws: Workspace, id: str) -> None:
    lead = ws.lead(id)
    if lead is None or objection(ws.connection, lead.doc):
        return
    for step, planned in _automatic(ws, lead):
        text = text_for(ws.connection, planned.text or planned.purpose, *language_of(ws.connection, lead.doc))
        if text is None or under_way(lead.doc, step["id"]):
            continue
        values = merge_values(ws.connection, lead.doc, None, ())
        subject, body = (fill(text[name], values).text for name in ("subject", "body"))
        tried = sum(one["step"] == step["id"] for one in lead.doc.get("messages", ()))
        draft = Draft(new_id(), f"auto:{step['id']}:{tried}", subject, body, step["id"], text)
        queue(ws, lead, draft)


def _automatic(ws: Workspace, lead: LeadState) -> Iterator[tuple[Mapping[str, Any], TemplateStep]]:
    """Open steps whose time has come and which the lead's plan leaves to the machine."""
    planned = {slot_of(step.key): step for step in template_for(ws, facts_of(lead.doc)).steps if _is_ours(step)}
    for step in lead.doc["steps"]:
        # a later round of the plan marks its keys: ack:1#2
        ours = planned.get(slot_of(step["key"]).partition("#")[0])
        is_open = step["state"] in ("planned", "due") and step["channel"] == "email"
        if ours and is_open and (step["not_before"] is None or step["not_before"] <= ws.now):
            yield step, ours
