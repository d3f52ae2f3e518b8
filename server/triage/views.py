"""HTTP for the manager's table and its bulk work."""

from typing import Any

import orjson
from flask import Response

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.triage import queries
from server.triage.operations import assign_many, undo_many
from server.triage.schemas import BulkAssign, BulkUndo, LeadFilter, SummaryFilter

blueprint = Blueprint("triage", __name__, url_prefix="/api/v1/leads", description="The leads of a show.")


@blueprint.get("")
@blueprint.arguments(LeadFilter, location="query")
@requires("lead:read")
def list_leads(query: dict[str, Any]) -> Response:
    """A page of the leads the person sees; `X-Pagination` tells how many there are."""
    sort, number, size = query.pop("sort"), query.pop("page"), query.pop("page_size")
    with reading() as connection:
        rows, total = queries.page(connection, current_actor(), query, sort=sort, number=number, size=size)
    response = json_response(rows)
    pages = -(-total // size)
    response.headers["X-Pagination"] = orjson.dumps({"total": total, "page": number, "total_pages": pages}).decode()
    return response


@blueprint.get("/summary")
@blueprint.arguments(SummaryFilter, location="query")
@requires("lead:read")
def summarise(query: dict[str, Any]) -> Response:
    """What waits: no owner, unread, untouched, overdue, still on phones."""
    with reading() as connection:
        return json_response(queries.summary(connection, current_actor(), query.get("event")))


@blueprint.post("/assign")
@blueprint.arguments(BulkAssign)
@requires("lead:assign")
def assign_leads(body: dict[str, Any]) -> Response:
    """Give many leads to somebody, or only say what would change."""
    return json_response(assign_many(current_actor(), **body))


@blueprint.post("/assign/undo")
@blueprint.arguments(BulkUndo)
@requires("lead:assign")
def undo_assign(body: dict[str, Any]) -> Response:
    """Take a bulk assignment back; what somebody changed since stays as it is."""
    return json_response(undo_many(current_actor(), body["batch"]))
