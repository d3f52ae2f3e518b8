"""A text as a prospect would read it, before anybody sends or publishes it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from server.auth.actor import Actor
from server.leads.queries import document, loaded
from server.mail.collateral import chosen
from server.mail.facts import SAMPLE, merge_values
from server.mail.merge import fill
from server.mail.texts import refuse_unknown

SAMPLE_LINK = [{"title": "Brochure", "url": "https://example.com/brochure"}]


def preview(connection: Connection, actor: Actor, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Subject and body with their values, and the fields nothing is known for. `wanted`: subject, body, lead_id,
    collateral. Raises UnknownField, NotFound for a lead the actor does not see."""
    refuse_unknown(subject=wanted["subject"], body=wanted["body"])
    lead_id = wanted["lead_id"]
    doc = loaded(document(connection, actor, lead_id).decode()) if lead_id else SAMPLE
    along = chosen(connection, wanted["collateral"]) or ([] if lead_id else SAMPLE_LINK)
    values = merge_values(connection, doc, actor.user_id, along)
    subject, body = (fill(wanted[name], values) for name in ("subject", "body"))
    return {"subject": subject.text, "body": body.text, "empty": sorted({*subject.empty, *body.empty})}
