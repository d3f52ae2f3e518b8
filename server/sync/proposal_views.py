"""HTTP of proposals: what was refused and waits for a manager."""

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields, validate

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.core.ids import is_id
from server.sync.deciding import decide, open_proposals

blueprint = Blueprint(
    "proposals", __name__, url_prefix="/api/v1/proposals", description="Refused edits to decide about."
)


class ProposalFilter(Schema):
    """Query of GET /proposals."""

    class Meta:
        unknown = RAISE

    lead = fields.String(load_default=None, validate=is_id)


class Decision(Schema):
    """Body of POST /proposals/<id>."""

    class Meta:
        unknown = RAISE

    decision = fields.String(required=True, validate=validate.OneOf(["accept", "dismiss"]))


@blueprint.get("")
@blueprint.arguments(ProposalFilter, location="query")
@requires("lead:assign")
def list_proposals(query: dict[str, Any]) -> Response:
    """Refused edits of leads the person sees, with what stands there now."""
    with reading() as connection:
        return json_response(open_proposals(connection, current_actor(), query["lead"]))


@blueprint.post("/<id:proposal_id>")
@blueprint.arguments(Decision)
@requires("lead:assign")
def decide_proposal(body: dict[str, Any], proposal_id: str) -> Response:
    """Accept: done in this person's name. Dismiss: laid aside, kept. Answers the lead document."""
    return json_response(decide(current_actor(), proposal_id, accept=body["decision"] == "accept"))
