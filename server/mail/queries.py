"""Reading mail: what devices carry, what became of messages."""

from typing import Any

from flask import current_app
from sqlalchemy import Connection, exists, select

from server.auth.actor import Actor
from server.core.db import table
from server.leads.models import Lead, LeadScope
from server.mail.collateral import listed
from server.mail.models import Message
from server.mail.smtp import server_of
from server.mail.texts import published

_message, _lead, _scope = table(Message), table(Lead), table(LeadScope)
#: states a person has to do something about
STUCK = ("unsure", "failed", "bounced")
MOST = 200


def carried(connection: Connection) -> dict[str, Any]:
    """What a device needs to write mails without a network: texts in force, brochures, whether the server sends."""
    texts = sorted(published(connection).values(), key=lambda one: (one["kind"], one["language"]))
    return {
        "templates": [{"key": one["kind"], "channel": "email", **_said(one)} for one in texts],
        "collateral": [
            {name: one[name] for name in ("id", "title", "url", "product")}
            for one in listed(connection)
            if one["active"]
        ],
        "mail": server_of(current_app.config) is not None,
    }


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("language", "version", "subject", "body")}


def messages_of(connection: Connection, lead_id: str) -> list[dict[str, Any]]:
    """Every mail of a lead with its words, the newest first."""
    rows = select(_message).where(_message.c.lead_id == lead_id).order_by(_message.c.at.desc(), _message.c.id.desc())
    return [dict(row) for row in connection.execute(rows).mappings()]


def stuck(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    """Mails of the person's leads somebody has to look at, the newest first."""
    feed = exists().where(
        _scope.c.lead_id == _message.c.lead_id, _scope.c.present, _scope.c.scope.in_(sorted(actor.scopes) or [""])
    )
    rows = (
        select(_message, _lead.c.given_name, _lead.c.family_name, _lead.c.company)
        .join(_lead, _lead.c.id == _message.c.lead_id)
        .where(_message.c.state.in_(STUCK), feed)
        .order_by(_message.c.at.desc())
        .limit(MOST)
    )
    return [dict(row) for row in connection.execute(rows).mappings()]
