"""Leads a restored server had forgotten, of which an edit came again before the capture did (docs/sync.md, Restore).

Such a lead is begun by the edit, so that nothing waits for a phone that may never come; its real captor is recognised
when her phone sends the capture again.
"""

from server.core.ids import made_at
from server.leads.op import Op
from server.leads.state import LeadState
from server.leads.workspace import Workspace

#: on the document as long as the captor is not known
ORPHAN = "orphan"
#: a phone makes a lead's id in the moment of the capture; milliseconds a slow one may take over it
A_MOMENT = 5_000


def mark_orphan(lead: LeadState, op: Op) -> None:
    """Note on a lead just begun that the operation is a later edit, not its capture."""
    if not _of_the_moment(lead, op):
        lead.doc[ORPHAN] = True


def is_its_capture(lead: LeadState, op: Op) -> bool:
    """Whether the operation is the capture of a lead that others' edits have begun."""
    return ORPHAN in lead.head and _of_the_moment(lead, op)


def _of_the_moment(lead: LeadState, op: Op) -> bool:
    # both times are of the captor's clock; an edit by somebody else is typed later, on top of some revision or none
    return not op.base and abs(op.said_at - made_at(lead.id)) <= A_MOMENT


def recognise_captor(ws: Workspace, lead: LeadState, op: Op, *, event: str | None, source: str) -> None:
    """Make the lead what it was before the restore: hers, from that moment. Rules decide anew."""
    doc = lead.doc
    doc.pop(ORPHAN)
    doc.update(captured_by=ws.actor.user_id, captured_at=op.at, lag_ms=doc["received_at"] - op.at)
    doc.update(event=event, source=source, mine=bool(op.body.get("mine")))
    if doc["mine"] and doc["owner_how"] == "rule":
        doc.update(owner=None, owner_how=None, owner_since=None)
    ws.touch(lead)
