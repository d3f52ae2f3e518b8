"""Every kind of operation: its shape and the one function of its room that does it, online and offline alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from server.assignment import operations as assignment
from server.auth.permission_map import check
from server.cards import operations as cards
from server.classification import operations as classification
from server.classification.qualification import qualify
from server.core.errors import Conflict
from server.duplicates.redirecting import redirected
from server.followups import operations as followups
from server.followups.consents import write_consent
from server.followups.parking import park
from server.followups.promises import write_promise
from server.followups.quotes import write_quote
from server.followups.requests import write_request
from server.followups.standing import set_status
from server.leads import operations as leads
from server.leads.op import Op
from server.leads.workspace import Workspace
from server.mail.operations import send_mail
from server.plans import operations as plans
from server.sync import judging, schemas
from server.sync.ordinary import ordinary_put
from server.sync.proposals import hand_over

Handler = Callable[[Workspace, Op], dict[str, Any] | None]
#: reads an operation that is plainly right; None leaves it to the schema
Shortcut = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """How an operation is read and done."""

    schema: Schema
    handler: Handler
    #: what the actor's role must hold; operations look further where it depends on the lead
    permission: str = "lead:touch"
    #: whether the shape lies in `body` or beside the operation's own keys
    nested: bool = True
    shortcut: Shortcut | None = None


class UnknownKind(Conflict):
    """A newer app than this server: the phone keeps the operation and tries again after our update."""

    code = "unknown_kind"
    title = "This server is older than the app. The entry waits on the phone until the server is updated."


KINDS: Mapping[str, Kind] = {
    "put": Kind(schemas.PutSchema(), leads.put_lead, "lead:capture", nested=False, shortcut=ordinary_put),
    "capture": Kind(schemas.CaptureBody(), cards.add_capture, "lead:capture"),
    "touch": Kind(schemas.TouchBody(), followups.log_touch),
    "note": Kind(schemas.NoteBody(), leads.add_note),
    "step": Kind(schemas.StepBody(), plans.change_step),
    "claim": Kind(schemas.EmptyBody(), assignment.claim),
    "assign": Kind(schemas.AssignBody(), assignment.assign),
    "unassign": Kind(schemas.UnassignBody(), assignment.unassign),
    "classify": Kind(schemas.ClassifyBody(), classification.override),
    "qualify": Kind(judging.QualifyBody(), qualify),
    "status": Kind(judging.StatusBody(), set_status, "lead:override"),
    "park": Kind(judging.ParkBody(), park),
    "promise": Kind(schemas.PromiseBody(), write_promise),
    "request": Kind(schemas.RequestBody(), write_request),
    "consent": Kind(schemas.ConsentBody(), write_consent),
    "mail": Kind(schemas.MailBody(), send_mail),
    "quote": Kind(schemas.QuoteBody(), write_quote),
    "close": Kind(schemas.CloseBody(), followups.close),
    "hand": Kind(schemas.HandBody(), hand_over),
    "reopen": Kind(schemas.ReopenBody(), followups.reopen),
}


def read_body(kind: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The validated content of an operation. Raises UnknownKind, marshmallow's ValidationError."""
    known = KINDS.get(kind)
    if known is None:
        raise UnknownKind()
    content = raw.get("body") or {} if known.nested else raw
    ordinary = known.shortcut(content) if known.shortcut else None
    if ordinary is not None:
        return ordinary
    loaded: Mapping[str, Any] = known.schema.load(content)
    return loaded


def apply(ws: Workspace, op: Op) -> dict[str, Any]:
    """Do the operation inside the workspace. Returns what the answer adds; raises a Problem when refused."""
    kind = KINDS[op.kind]
    check(ws.actor, kind.permission)
    concerned = redirected(ws, op)
    answer = kind.handler(ws, concerned) or {}
    return answer if concerned is op else {**answer, "merged_into": concerned.lead_id}
