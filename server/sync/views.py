"""HTTP for sync, and for the same operations done online."""

from typing import Any

from flask import Response, has_request_context, request
from marshmallow import ValidationError

from server.auth.access import current_actor, requires, signed_in
from server.core.api import Blueprint
from server.core.clock import now_ms
from server.core.errors import Invalid, Malformed, TooLarge
from server.core.http import json_response, raw_json_response, read_json
from server.core.ids import is_id, new_id
from server.core.signals import leads_committed
from server.leads.op import Op
from server.leads.workspace import Workspace
from server.sync import proposal_views
from server.sync.kinds import read_body
from server.sync.live import WAIT_PATH, wait_for_change
from server.sync.pull import pull
from server.sync.push import push, push_one
from server.sync.schemas import MOST_OPS, EnvelopeSchema, PullSchema, SelfCheckSchema, WaitSchema
from server.sync.self_check import self_check

blueprint = Blueprint("sync", __name__, description="Sync between devices and the server (docs/sync.md).")
blueprints = (blueprint, proposal_views.blueprint)
#: where a request holds on to the leads it wrote
KEPT = "boxless.kept"
_envelope, _pull, _wait, _self_check = EnvelopeSchema(), PullSchema(), WaitSchema(), SelfCheckSchema()


@leads_committed.connect
def _keep_until_answered(written: Workspace, **_more: Any) -> None:
    # Letting go of a batch's leads takes a thirtieth of its time: that can wait until the phone has its answer.
    if has_request_context():
        request.environ.setdefault(KEPT, []).append(written)


@blueprint.post("/api/sync/v1/push")
@signed_in
def push_ops() -> Response:
    """Take a batch of operations; each is answered on its own."""
    body = _object()
    if isinstance(body.get("ops"), list) and len(body["ops"]) > MOST_OPS:
        raise TooLarge(f"At most {MOST_OPS} operations at once.")
    return json_response(push(current_actor(), _loaded(_envelope, body)))


@blueprint.post("/api/sync/v1/pull")
@signed_in
def pull_changes() -> Response:
    """What changed since the cursor."""
    return raw_json_response(pull(current_actor(), _loaded(_pull, _object())))


@blueprint.post(WAIT_PATH)
@signed_in
def wait() -> Response:
    """Answer as soon as a pull would bring something, or when the time is over."""
    return json_response({"changed": wait_for_change(current_actor(), _loaded(_wait, _object()))})


@blueprint.post("/api/sync/v1/check")
@signed_in
def check() -> Response:
    """Whether a device holds exactly what it should."""
    return json_response(self_check(current_actor(), _loaded(_self_check, _object())))


@blueprint.post("/api/v1/leads/<id:lead_id>/ops")
@requires("lead:read")
def do_op(lead_id: str) -> Response:
    """Do one operation online. `id` (a UUID the caller made) makes a retry harmless."""
    body = _object()
    op_id = body.get("id", None) or new_id()
    if not is_id(op_id):
        raise Invalid(errors={"id": ["Not a UUID in lower case."]})
    kind = body.get("kind")
    if not isinstance(kind, str):
        raise Invalid(errors={"kind": ["Missing."]})
    base = body.get("base")
    if base is not None and (type(base) is not int or base < 0):
        raise Invalid(errors={"base": ["Not a revision."]})
    now = now_ms()
    op = Op(op_id, kind, lead_id, now, read_body(kind, body), said_at=now, base=base)
    answer, lead = push_one(current_actor(), op)
    return json_response({"result": answer, "lead": lead})


def _object() -> dict[str, Any]:
    """The body, which must be a JSON object."""
    if not request.content_length and "Transfer-Encoding" not in request.headers:
        raise Malformed()
    body = read_json()
    if not isinstance(body, dict):
        raise Malformed()
    return body


def _loaded(schema: Any, body: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        raise Invalid(errors=error.messages) from error
    return loaded
