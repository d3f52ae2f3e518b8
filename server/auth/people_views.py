"""People and teams, for administrators: HTTP only."""

from typing import Any

from server.auth import memberships, operations, queries
from server.auth.absence import set_absence
from server.auth.access import current_actor, requires
from server.auth.schemas import Absence, Absent, Invited, Link, Person, Team
from server.core.api import Blueprint
from server.core.db import reading

blueprint = Blueprint("people", __name__, url_prefix="/api/v1", description="People and teams")


@blueprint.get("/users")
@blueprint.response(200, Person(many=True))
@requires("admin:users")
def users() -> list[dict[str, Any]]:
    """Everybody who works here."""
    with reading() as connection:
        return queries.people(connection)


@blueprint.post("/users")
@blueprint.arguments(Person)
@blueprint.response(201, Invited)
@requires("admin:users")
def create_user(body: dict[str, Any]) -> dict[str, Any]:
    """Let somebody in; the answer holds the one-time link by which she chooses a password."""
    person, link = operations.create_user(current_actor(), body)
    return {**person, "link": link}


@blueprint.patch("/users/<id:user_id>")
@blueprint.arguments(Person(partial=True))
@blueprint.response(200, Person)
@requires("admin:users")
def change_user(body: dict[str, Any], user_id: str) -> dict[str, Any]:
    """Change a person; one who is no longer active loses sessions and phones at once."""
    return operations.change_user(current_actor(), user_id, body)


@blueprint.put("/users/<id:user_id>/absence")
@blueprint.arguments(Absence)
@blueprint.response(200, Absent)
@requires("people:absence")
def change_absence(body: dict[str, Any], user_id: str) -> dict[str, Any]:
    """Say when somebody of one's teams is away and who stands in."""
    return set_absence(current_actor(), user_id, body)


@blueprint.post("/users/<id:user_id>/link")
@blueprint.response(201, Link)
@requires("admin:users")
def invite(user_id: str) -> dict[str, Any]:
    """A fresh one-time link for somebody who lost her password."""
    return operations.invite(current_actor(), user_id)


@blueprint.get("/teams")
@blueprint.response(200, Team(many=True))
@requires("admin:users")
def teams() -> list[dict[str, Any]]:
    """Every team."""
    with reading() as connection:
        return queries.teams(connection)


@blueprint.post("/teams")
@blueprint.arguments(Team)
@blueprint.response(201, Team)
@requires("admin:users")
def create_team(body: dict[str, Any]) -> dict[str, Any]:
    """A new team."""
    return memberships.create_team(current_actor(), body)


@blueprint.patch("/teams/<id:team_id>")
@blueprint.arguments(Team(partial=True))
@blueprint.response(200, Team)
@requires("admin:users")
def change_team(body: dict[str, Any], team_id: str) -> dict[str, Any]:
    """Change a team; lists that are given replace those there were."""
    return memberships.change_team(current_actor(), team_id, body)
