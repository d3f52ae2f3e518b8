"""Operations on a lead that was merged meanwhile: what a phone did offline reaches the lead it belongs to now."""

from dataclasses import replace

from server.core.errors import Conflict, Forbidden
from server.leads.op import Op
from server.leads.workspace import LeadState, Workspace
from server.plans.contact import slot_of

#: what happened between two people, and edits the rules for somebody else's lead speak for (`put`): passed on as such
PASSED_ON = frozenset({"put", "capture", "touch", "note", "promise", "request", "consent", "qualify", "hand"})
OPEN = ("planned", "due", "blocked")
MERGED = "This card was merged with a colleague's. Ask her, or your supervisor, to make the change."


def redirected(ws: Workspace, op: Op) -> Op:
    """The operation as it concerns the lead that took over; the same one where nothing was merged.

    Raises Conflict or Forbidden `lead_merged` for what cannot be passed on.
    """
    lead = ws.lead(op.lead_id)
    if lead is None or not lead.head.get("merged_into"):
        return op
    winner = heir(ws, lead)
    if op.kind == "reopen":
        raise Conflict("This lead was merged. Undo the merge instead.", code="lead_merged", lead=winner.id)
    if op.kind == "close" and op.body["outcome"] == "duplicate":
        return op  # that is what it is
    if op.kind not in PASSED_ON and not ws.visible(winner):
        raise Forbidden(MERGED, code="lead_merged", lead=winner.id)
    body = op.body
    if op.kind == "step":
        body = {**body, "step": _same_step(winner, body["step"])}
    # she had the other lead on screen: of this one she has seen nothing
    return replace(op, lead_id=winner.id, base=0, body=body)


def heir(ws: Workspace, lead: LeadState) -> LeadState:
    """The lead everything of this one belongs to: merges may follow each other."""
    while merged := lead.head.get("merged_into"):
        found = ws.lead(merged["lead"])
        if found is None:
            break
        lead = found
    return lead


def _same_step(winner: LeadState, step: str) -> str:
    """The open step that stands in the winner's plan where this one stood; the same id where there is none."""
    key = winner.doc.get("step_keys", {}).get(step)
    place = slot_of(key) if key else None
    places = (one["id"] for one in winner.doc["steps"] if one["state"] in OPEN and slot_of(one["key"]) == place)
    return next(places, step)
