"""Offers made to a prospect: amount, the organisation's own number, a link to the document (METHOD B15)."""

from typing import Any

from sqlalchemy import select

from server.core.db import table
from server.core.errors import Conflict
from server.followups.models import Quote
from server.followups.money import currency_of
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.workspace import LeadState, Workspace

_quote = table(Quote)


def write_quote(ws: Workspace, op: Op) -> None:
    """Add an offer, or change the state of one that is there: the same `id` again with another `state`.

    Raises NotFound, Conflict `quote_number_taken`.
    """
    lead = seen(ws, op.lead_id)
    known = next((quote for quote in lead.doc["quotes"] if quote["id"] == op.body["id"]), None)
    if known is None:
        _add(ws, lead, op)
    elif known["state"] != op.body["state"]:
        ws.touch(lead)
        known["state"] = op.body["state"]
        ws.update(_quote, known["id"], {"state": known["state"]})


def _add(ws: Workspace, lead: LeadState, op: Op) -> None:
    taken: set[str] = ws.memo.setdefault("quotes", set())
    id, number = op.body["id"], op.body["number"]
    stored = select(_quote.c.id).where((_quote.c.number == number) | (_quote.c.id == id))
    if taken & {id, number} or ws.connection.execute(stored).first() is not None:
        raise Conflict("This quote number is used already. Check it.", code="quote_number_taken")
    taken |= {id, number}
    ws.touch(lead)
    same = ("id", "number", "amount", "valid_until", "doc_link", "state")
    quote: dict[str, Any] = {
        **{name: op.body[name] for name in same},
        "currency": currency_of(ws, lead, op.body["currency"]),
        "at": op.at,
        "by": ws.actor.user_id,
    }
    lead.doc["quotes"].append(quote)
    ws.insert(_quote, {**quote, "lead_id": lead.id})
