"""HTTP for pairs that look like one person, and for making two leads one."""

from typing import Any

import orjson
from flask import Response

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.duplicates import queries
from server.duplicates.deciding import decide
from server.duplicates.operations import merge
from server.duplicates.schemas import MergeBody, PairDecision, PairFilter
from server.duplicates.undoing import undo

pairs = Blueprint("duplicates", __name__, url_prefix="/api/v1/duplicates", description="Cards of one person.")
merges = Blueprint("merges", __name__, url_prefix="/api/v1/merges", description="Two leads made one.")
blueprints = (pairs, merges)


@pairs.get("")
@pairs.arguments(PairFilter, location="query")
@requires("lead:merge")
def list_pairs(query: dict[str, Any]) -> Response:
    """Pairs the person may see both leads of, the surest first; `X-Pagination` tells how many there are."""
    number, size = query["page"], query["page_size"]
    with reading() as connection:
        rows, total = queries.page(
            connection, current_actor(), query["state"], query["lead"], number=number, size=size
        )
    response = json_response(rows)
    told = {"total": total, "page": number, "total_pages": -(-total // size)}
    response.headers["X-Pagination"] = orjson.dumps(told).decode()
    return response


@pairs.get("/<id:pair_id>")
@requires("lead:merge")
def get_pair(pair_id: str) -> Response:
    """One pair."""
    with reading() as connection:
        return json_response(queries.one(connection, current_actor(), pair_id))


@pairs.post("/<id:pair_id>")
@pairs.arguments(PairDecision)
@requires("lead:merge")
def decide_pair(body: dict[str, Any], pair_id: str) -> Response:
    """Two different people, one person met twice, or open again."""
    decide(current_actor(), pair_id, body["decision"])
    with reading() as connection:
        return json_response(queries.one(connection, current_actor(), pair_id))


@merges.post("")
@merges.arguments(MergeBody)
@requires("lead:merge")
def merge_leads(body: dict[str, Any]) -> Response:
    """Make one lead part of another, or only say what would become of it."""
    return json_response(
        merge(current_actor(), body["winner"], body["loser"], body["fields_"], preview=body["preview"])
    )


@merges.post("/<id:merge_id>/undo")
@requires("lead:merge")
def undo_merge(merge_id: str) -> Response:
    """Part two merged leads again."""
    return json_response(undo(current_actor(), merge_id))
