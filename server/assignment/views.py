"""HTTP for owners and for handing whole queues over."""

from typing import Any

from server.assignment import handover, queries
from server.assignment.schemas import Handover, HandoverPreview, HandoverQuestion, HandoverWish, Owner
from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading

blueprint = Blueprint("ownership", __name__, url_prefix="/api/v1", description="Who owns leads, and handing over")


@blueprint.get("/owners")
@blueprint.response(200, Owner(many=True))
@requires("lead:assign")
def owners() -> list[dict[str, Any]]:
    """Everybody who can own leads: what she holds, whether she is away, when her contract ends."""
    with reading() as connection:
        return queries.owners(connection, current_actor())


@blueprint.get("/handovers")
@blueprint.response(200, Handover(many=True))
@requires("lead:assign")
def handovers() -> list[dict[str, Any]]:
    """The latest hand-overs."""
    with reading() as connection:
        return handover.listed(connection)


@blueprint.post("/handovers/preview")
@blueprint.arguments(HandoverQuestion)
@blueprint.response(200, HandoverPreview)
@requires("lead:assign")
def preview_handover(body: dict[str, Any]) -> dict[str, Any]:
    """Who would get how many of a person's leads, by which rule."""
    return handover.preview(current_actor(), body["from_id"], body["to"])


@blueprint.post("/handovers")
@blueprint.arguments(HandoverWish)
@blueprint.response(201, Handover)
@requires("lead:assign")
def begin_handover(body: dict[str, Any]) -> dict[str, Any]:
    """Hand over everything a person owns; what is left `running` a worker carries on."""
    return handover.begin(current_actor(), body["from_id"], body["to"], body["reason"])


@blueprint.get("/handovers/<id:handover_id>")
@blueprint.response(200, Handover)
@requires("lead:assign")
def one_handover(handover_id: str) -> dict[str, Any]:
    """How far it has come."""
    with reading() as connection:
        return handover.find(connection, handover_id)


@blueprint.post("/handovers/<id:handover_id>/undo")
@blueprint.response(200, Handover)
@requires("lead:assign")
def undo_handover(handover_id: str) -> dict[str, Any]:
    """Give back what nobody changed since."""
    return handover.undo(current_actor(), handover_id)
