"""Money: whose currency counts where nobody named one, and what a colleague's time costs (METHOD A11)."""

from sqlalchemy import select

from server.auth.models import User
from server.core import org
from server.core.db import table
from server.leads.workspace import LeadState, Workspace


def currency_of(ws: Workspace, lead: LeadState, said: str | None) -> str:
    """The named currency, else the lead's, else the organisation's: a lead made in this batch has none."""
    if said or lead.doc["currency"]:
        return str(said or lead.doc["currency"])
    if "currency" not in ws.memo:
        ws.memo["currency"] = (org.find(ws.connection) or {}).get("currency") or "EUR"
    return str(ws.memo["currency"])


def time_cost(ws: Workspace, minutes: int) -> int:
    """What so many minutes of the actor cost, minor units of the house's currency; 0 without a known rate."""
    if "cost_per_hour" not in ws.memo:
        rate = select(table(User).c.cost_per_hour).where(table(User).c.id == ws.actor.user_id)
        ws.memo["cost_per_hour"] = ws.connection.execute(rate).scalar() or 0
    return round(minutes * int(ws.memo["cost_per_hour"]) / 60)
