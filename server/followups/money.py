"""Money of offers and sales: whose currency counts where nobody named one."""

from server.core import org
from server.leads.workspace import LeadState, Workspace


def currency_of(ws: Workspace, lead: LeadState, said: str | None) -> str:
    """The named currency, else the lead's, else the organisation's: a lead made in this batch has none."""
    if said or lead.doc["currency"]:
        return str(said or lead.doc["currency"])
    if "currency" not in ws.memo:
        ws.memo["currency"] = (org.find(ws.connection) or {}).get("currency") or "EUR"
    return str(ws.memo["currency"])
