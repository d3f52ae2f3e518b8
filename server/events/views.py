"""Shows, what they cost and what is told of them: HTTP only."""

from typing import Any

from server.auth.access import current_actor, requires, signed_in
from server.core.api import Blueprint
from server.core.db import reading
from server.core.errors import NotFound
from server.events import operations, queries
from server.events.money_views import blueprint as costs
from server.events.notice_views import blueprint as notices
from server.events.schemas import Event

blueprint = Blueprint("events", __name__, url_prefix="/api/v1/events", description="Shows")
blueprints = (blueprint, costs, notices)


@blueprint.get("")
@blueprint.response(200, Event(many=True))
@signed_in
def events() -> list[dict[str, Any]]:
    """Every show, the newest first."""
    with reading() as connection:
        return queries.events(connection)


@blueprint.post("")
@blueprint.arguments(Event)
@blueprint.response(201, Event)
@requires("event:write")
def create_event(body: dict[str, Any]) -> dict[str, Any]:
    """Open a show; without chips it gets the usual six."""
    return operations.create_event(current_actor(), body)


@blueprint.get("/<id:event_id>")
@blueprint.response(200, Event)
@signed_in
def event(event_id: str) -> dict[str, Any]:
    """One show."""
    with reading() as connection:
        found = queries.event(connection, event_id)
    if found is None:
        raise NotFound()
    return found


@blueprint.patch("/<id:event_id>")
@blueprint.arguments(Event(partial=True))
@blueprint.response(200, Event)
@requires("event:write")
def change_event(body: dict[str, Any], event_id: str) -> dict[str, Any]:
    """Change a show; lists that are given replace those there were."""
    return operations.change_event(current_actor(), event_id, body)
