"""Campaign notices: HTTP only."""

from typing import Any

from server.auth.access import current_actor, requires, signed_in
from server.core.api import Blueprint
from server.core.db import reading
from server.events import notices
from server.events.schemas import Announcement, Notice, NoticeForMe

blueprint = Blueprint("notices", __name__, url_prefix="/api/v1", description="What marketing tells sales")


@blueprint.post("/events/<id:event_id>/notices")
@blueprint.arguments(Announcement)
@blueprint.response(201, Notice)
@requires("event:write")
def announce(body: dict[str, Any], event_id: str) -> dict[str, Any]:
    """Tell sales of a show or campaign."""
    return notices.announce(current_actor(), event_id, body["message"])


@blueprint.get("/events/<id:event_id>/notices")
@blueprint.response(200, Notice(many=True))
@requires("report:read")
def notices_of(event_id: str) -> list[dict[str, Any]]:
    """What was announced of a show, with who has read it and who has not."""
    with reading() as connection:
        return notices.notices_of(connection, event_id)


@blueprint.get("/notices")
@blueprint.response(200, NoticeForMe(many=True))
@signed_in
def my_notices() -> list[dict[str, Any]]:
    """What is announced to the person, the newest first; nothing for who is not in sales."""
    with reading() as connection:
        return notices.notices_for(connection, current_actor())


@blueprint.post("/notices/<id:notice_id>/read")
@blueprint.response(204)
@signed_in
def read(notice_id: str) -> None:
    """The person has read it; the first time counts."""
    notices.read_notice(current_actor(), notice_id)
