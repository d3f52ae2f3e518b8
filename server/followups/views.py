"""HTTP for the follow-up queue; what is done to a lead goes through its operations (sync.views)."""

from typing import Any

from flask import Response
from marshmallow import RAISE, Schema, fields, validate

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.followups.queries import queue

blueprint = Blueprint("followups", __name__, url_prefix="/api/v1", description="What a person owes next.")


class QueueFilter(Schema):
    """Query of GET /queue."""

    class Meta:
        unknown = RAISE

    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


@blueprint.get("/queue")
@blueprint.arguments(QueueFilter, location="query")
@requires("lead:read")
def my_queue(query: dict[str, Any]) -> Response:
    """The person's open leads, the next due first."""
    with reading() as connection:
        return json_response(queue(connection, current_actor(), query["limit"]))
