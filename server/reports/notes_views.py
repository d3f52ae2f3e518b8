"""HTTP for what people write beside the numbers: causes of cracks, monthly reviews, quotas."""

from typing import Any

from flask import Response

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.reports import operations
from server.reports.schemas import NoteBody, NotesQuery, QuotaBody, ReviewBody

blueprint = Blueprint("report_notes", __name__, url_prefix="/api/v1", description="What people write beside numbers.")


@blueprint.get("/crack-notes")
@blueprint.arguments(NotesQuery, location="query")
@requires("report:read")
def list_notes(query: dict[str, Any]) -> Response:
    """Causes told so far, each with the number of then and of now."""
    with reading() as connection:
        return json_response(operations.notes(connection, current_actor(), query))


@blueprint.post("/crack-notes")
@blueprint.arguments(NoteBody)
@requires("report:note")
def add_note(body: dict[str, Any]) -> Response:
    """Tell a cause; the number of leads in the crack is kept with it."""
    return json_response(operations.note_crack(current_actor(), body), 201)


@blueprint.get("/reviews/<id:user_id>/<month>")
@requires("report:review")
def show_review(user_id: str, month: str) -> Response:
    """Somebody's month: figures, notes, signature."""
    return json_response(operations.review_of(current_actor(), user_id, month))


@blueprint.put("/reviews/<id:user_id>/<month>")
@blueprint.arguments(ReviewBody)
@requires("report:review")
def write_review(body: dict[str, Any], user_id: str, month: str) -> Response:
    """Write the notes of a month; signing keeps them and the figures for good."""
    return json_response(operations.write_review(current_actor(), user_id, month, body))


@blueprint.get("/quotas")
@requires("report:read")
def list_quotas() -> Response:
    """What is to be sold, by fiscal quarter."""
    with reading() as connection:
        return json_response(operations.quotas(connection))


@blueprint.put("/quotas/<quarter>")
@blueprint.arguments(QuotaBody)
@requires("report:review")
def set_quota(body: dict[str, Any], quarter: str) -> Response:
    """Set the target of the fiscal quarter that begins on this day."""
    return json_response(operations.set_quota(current_actor(), quarter, body["amount"]))
