"""What shows cost: HTTP only."""

from typing import Any

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.events import costs
from server.events.schemas import EventCost, EventCosts

blueprint = Blueprint(
    "event_costs", __name__, url_prefix="/api/v1/events/<id:event_id>/costs", description="What shows cost"
)


@blueprint.get("")
@blueprint.response(200, EventCosts)
@requires("cost:read")
def event_costs(event_id: str) -> dict[str, Any]:
    """Every line of a show, and the sums by currency."""
    with reading() as connection:
        return costs.costs(connection, event_id)


@blueprint.post("")
@blueprint.arguments(EventCost)
@blueprint.response(201, EventCost)
@requires("event:write")
def add_cost(body: dict[str, Any], event_id: str) -> dict[str, Any]:
    """Write a line."""
    return costs.add_cost(current_actor(), event_id, body)


@blueprint.patch("/<id:cost_id>")
@blueprint.arguments(EventCost(partial=True))
@blueprint.response(200, EventCost)
@requires("event:write")
def change_cost(body: dict[str, Any], event_id: str, cost_id: str) -> dict[str, Any]:
    """Correct a line."""
    return costs.change_cost(current_actor(), event_id, cost_id, body)


@blueprint.delete("/<id:cost_id>")
@blueprint.response(204)
@requires("event:write")
def remove_cost(event_id: str, cost_id: str) -> None:
    """Take a line away."""
    costs.remove_cost(current_actor(), event_id, cost_id)
