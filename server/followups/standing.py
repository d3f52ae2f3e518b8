"""A supervisor's word on where a prospect stands (METHOD 2.4): it holds until something happens after it."""

from server.core import audit
from server.core.db import table
from server.core.errors import Conflict, Invalid
from server.core.ids import new_id
from server.followups.models import StatusOverride
from server.followups.operations import reopen
from server.followups.status import DONE, TRANSITION_ERRORS, check_transition
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.workspace import Workspace

_override = table(StatusOverride)


def set_status(ws: Workspace, op: Op) -> None:
    """Set the status, with the reason. A closed lead is taken up again at 1 or 3.

    Raises NotFound, Forbidden as `reopen` does, Invalid with the code of the rule it breaks (followups.status).
    """
    lead = seen(ws, op.lead_id)
    wanted, reason = op.body["status"], op.body["reason"]
    broken = check_transition(lead.doc["status"], wanted, reason)
    if broken:
        raise Invalid(TRANSITION_ERRORS[broken], code=broken)
    before, newest = lead.doc["status"], lead.doc["status_override"]
    if newest is not None and newest["at"] > op.at:
        raise Conflict("Somebody set the status after this. Look at it first.", code="status_set_later")
    if before == DONE:
        reopen(ws, op)
        lead.doc["reopen_status"] = wanted
    ws.touch(lead)
    row = {"id": new_id(), "lead_id": lead.id, "at": op.at, "by": ws.actor.user_id}
    lead.doc["status_override"] = {"status": wanted, "at": op.at, "reason": reason, "by": ws.actor.user_id}
    ws.insert(_override, {**row, "status": wanted, "reason": reason})
    diff = {"status": [before, wanted], "reason": [None, reason]}
    audit.record(ws.connection, "lead.status_set", object=lead.id, diff=diff, **ws.actor.trace())
