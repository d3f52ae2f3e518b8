"""Writing ownership: by claim, by a supervisor, by the rules; every change has its reason and can be undone."""

from collections.abc import Sequence

from server.assignment.candidates import names_of, sellers
from server.assignment.models import Assignment
from server.core.clock import to_datetime
from server.core.db import table
from server.core.errors import Conflict, Forbidden, Invalid, NotFound
from server.core.ids import new_id
from server.core.why import Why
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.workspace import LeadState, Workspace

_assignment = table(Assignment)
#: assignments shown on the lead; older ones stay in the table
SHOWN = 20


def set_owner(
    ws: Workspace,
    lead: LeadState,
    to: str | None,
    *,
    how: str,
    why: str,
    by: str | None,
    trail: Sequence[Why] = (),
    batch: str | None = None,
) -> str:
    """Change the owner and log it; answers with the id of the entry. The caller has checked that it may be done."""
    doc = lead.doc
    ws.touch(lead)
    id = new_id()
    # two changes in one transaction have an order too
    at = max([ws.now, *(entry["at"] + 1 for entry in doc["assignments"][-1:])])
    entry = {"id": id, "at": at, "from": doc["owner"], "to": to, "by": by, "how": how, "why": why}
    if trail:
        entry["trail"] = [step.words for step in trail]
    if batch:
        entry["batch"] = batch
    row = {"id": id, "lead_id": lead.id, "from_id": doc["owner"], "to_id": to, "batch_id": batch}
    said = [{"code": step.code, "words": step.words} for step in trail] or None
    ws.insert(_assignment, {**row, "at": at, "by": by, "how": how, "why": why, "trail": said})
    doc["assignments"] = [*doc["assignments"], entry][-SHOWN:]
    doc["pool_since"] = ws.now if to is None else None
    doc.update(owner=to, owner_since=ws.now if to else None, owner_how=how, owner_why=why)
    return id


def claim(ws: Workspace, op: Op) -> None:
    """ "Mine": the first on the server wins. Raises NotFound, Conflict `claimed` with the winner's name."""
    lead = ws.lead(op.lead_id)
    if lead is None:
        raise NotFound(code="unknown_lead")
    owner = lead.doc["owner"]
    if owner == ws.actor.user_id:
        return
    if owner is not None:
        name = _name(ws, owner)
        raise Conflict(f"{name} was faster: the lead is theirs.", code="claimed", winner=name)
    seen(ws, op.lead_id)
    set_owner(ws, lead, ws.actor.user_id, how="claim", why=f'{ws.actor.name} said "mine".', by=ws.actor.user_id)


def assign(ws: Workspace, op: Op) -> None:
    """Give the lead to somebody, or back to the pool. Raises NotFound, Forbidden, Invalid for who cannot own."""
    give(ws, op.lead_id, op.body["to"], op.body["reason"])


def give(
    ws: Workspace, lead_id: str, to: str | None, reason: str, *, batch: str | None = None, trail: Sequence[Why] = ()
) -> bool:
    """What `assign` does, as part of a batch if one is named; False when nothing had to change."""
    lead = seen(ws, lead_id)
    if not may_assign(ws, lead, to):
        raise Forbidden("Only a supervisor gives leads to others. Ask yours.")
    # a fresh lead is owned by nobody too, but nobody decided so yet
    if to == lead.doc["owner"] and (to is not None or lead.doc["owner_how"] is not None):
        return False
    if to is not None and not can_own(ws, to):
        raise Invalid(
            "This person cannot own leads. Choose somebody active.",
            code="unknown_person",
            errors={"to": ["Nobody who can own leads."]},
        )
    why = reason or f"Assigned by {ws.actor.name}."
    set_owner(ws, lead, to, how="assign", why=why, by=ws.actor.user_id, batch=batch, trail=trail)
    return True


def can_own(ws: Workspace, user_id: str) -> bool:
    """Whether the person may own leads now: at work here, in a selling role, under contract."""
    person = sellers(ws.connection).get(user_id)
    return person is not None and person.may_own(to_datetime(ws.now))


def may_assign(ws: Workspace, lead: LeadState, to: str | None) -> bool:
    """Supervisors give any lead they see to anybody; a rep may only put an own lead back into the pool."""
    if ws.actor.user_id is None or ws.actor.has("supervisor"):
        return True
    return to is None and (lead.doc["owner"] or lead.doc["captured_by"]) == ws.actor.user_id


def unassign(ws: Workspace, op: Op) -> None:
    """Take one change of owner back: whoever owned the lead before owns it again.

    `assignment` names the change, none the latest. Raises NotFound, Forbidden unless a supervisor or whoever made the
    change asks, Conflict `owner_changed` when it is not the latest any more, `owner_gone` when the one before left.
    """
    lead = seen(ws, op.lead_id)
    take_back(ws, lead, id=op.body["assignment"], reason=op.body["reason"])


def take_back(
    ws: Workspace, lead: LeadState, *, id: str | None = None, batch: str | None = None, reason: str = ""
) -> None:
    """Undo the latest change of owner, which must be the one named by its id or batch. Raises as `unassign` does."""
    last = next(reversed(lead.doc["assignments"]), None)
    if last is None or (id and last.get("id") != id) or (batch and last.get("batch") != batch):
        raise Conflict(
            "The owner was changed again since. Look at the history and decide anew.", code="owner_changed"
        )
    actor = ws.actor
    if actor.user_id is not None and not actor.has("supervisor") and last["by"] != actor.user_id:
        raise Forbidden("Only a supervisor, or whoever made this change, takes it back.")
    before = last["from"]
    if before is not None and not can_own(ws, before):
        raise Conflict("The owner before no longer works here. Choose somebody else.", code="owner_gone")
    why = reason or f"Taken back by {actor.name}: {last['why']}"
    set_owner(ws, lead, before, how="undo", why=why, by=actor.user_id)


def _name(ws: Workspace, user_id: str) -> str:
    return names_of(ws, [user_id]).get(user_id, "A colleague")
