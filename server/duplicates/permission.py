"""Who may say that two leads are one: whoever holds both (docs/decisions/0104-duplicates.md)."""

from server.auth.permission_map import check
from server.core.errors import Forbidden, NotFound
from server.leads.workspace import LeadState, Workspace

MERGE = "lead:merge"


def held(ws: Workspace, *lead_ids: str) -> list[LeadState]:
    """The leads, when every one of them is the actor's to decide about: a supervisor's by her teams and pools, a
    rep's by owning it, or by having captured it while nobody owns it.

    Raises NotFound for what she does not see, Forbidden for what is a colleague's.
    """
    check(ws.actor, MERGE)
    ws.load(lead_ids)
    leads = [lead for id in lead_ids if (lead := ws.lead(id)) is not None and ws.visible(lead)]
    if len(leads) < len(lead_ids):
        raise NotFound()
    if not ws.actor.has("supervisor") and any(not _is_hers(ws, lead) for lead in leads):
        raise Forbidden("One of these leads is a colleague's. Ask your supervisor to decide.")
    return leads


def _is_hers(ws: Workspace, lead: LeadState) -> bool:
    return ws.actor.user_id in (None, lead.doc["owner"] or lead.doc["captured_by"])
