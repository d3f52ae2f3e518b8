"""HTTP of readings: look at them, accept one, ask for another."""

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields, validate

from ocr.engines import ENGINES
from server.auth.access import current_actor, requires
from server.cards import queries
from server.cards.review import accept, hurry_readings, reread
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.leads.queries import document

blueprint = Blueprint("cards", __name__, url_prefix="/api/v1/leads", description="What was read on cards.")


class RereadBody(Schema):
    """Which engine reads; none: that of the settings."""

    class Meta:
        unknown = RAISE

    engine = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(list(ENGINES)))


@blueprint.get("/<id:lead_id>/readings")
@requires("lead:read")
def list_readings(lead_id: str) -> Response:
    """Every reading of the lead's pictures with its fields, boxes and engine, the newest first."""
    with reading() as connection:
        document(connection, current_actor(), lead_id)  # 404 for a lead that is not theirs to see
        found = queries.readings(connection, lead_id)
    hurry_readings(lead_id)
    return json_response({"readings": found})


@blueprint.post("/<id:lead_id>/captures/<id:capture_id>/accept")
@requires("lead:touch")
def accept_reading(lead_id: str, capture_id: str) -> Response:
    """Confirm everything read on a picture in one go; the lead document as it is then."""
    return json_response(accept(current_actor(), lead_id, capture_id).doc)


@blueprint.post("/<id:lead_id>/captures/<id:capture_id>/reread")
@blueprint.arguments(RereadBody, required=False)
@requires("lead:touch")
def read_again(body: dict[str, Any], lead_id: str, capture_id: str) -> Response:
    """Have a picture read again, soon; what people typed stays."""
    return json_response({"queued": reread(current_actor(), lead_id, capture_id, body.get("engine"))}, 202)
