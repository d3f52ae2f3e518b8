"""HTTP for single leads."""

from flask import Response

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response, raw_json_response
from server.leads.queries import document
from server.leads.related import related

blueprint = Blueprint("leads", __name__, url_prefix="/api/v1/leads", description="Single leads.")


@blueprint.get("/<id:lead_id>")
@requires("lead:read")
def get_lead(lead_id: str) -> Response:
    """The lead document with everything on it (docs/sync.md)."""
    with reading() as connection:
        return raw_json_response(document(connection, current_actor(), lead_id))


@blueprint.get("/<id:lead_id>/related")
@requires("lead:read")
def list_related(lead_id: str) -> Response:
    """Other encounters with the same person or company; how many the person does not see."""
    with reading() as connection:
        return json_response(related(connection, current_actor(), lead_id))
