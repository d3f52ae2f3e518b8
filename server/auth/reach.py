"""Whose phones somebody may see, pair and revoke: one's own; an administrator everybody's; a supervisor those of
the reps in the teams she leads, and never those of people who may do more than they."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from server.auth.actor import Actor
from server.auth.models import TeamMember, User
from server.core.db import table
from server.core.errors import Forbidden

LED_ROLES = frozenset({"rep", "contractor"})

_user = table(User)
_member = table(TeamMember)


def within_reach(connection: Connection, actor: Actor) -> set[str] | None:
    """Ids of the people whose phones the actor manages; None: everybody's."""
    if actor.has("admin"):
        return None
    own = {actor.user_id or ""}
    if not actor.has("supervisor"):
        return own
    led, mate = _member.alias(), _member.alias()
    mates = connection.execute(
        select(_user.c.id, _user.c.roles)
        .join(mate, mate.c.user_id == _user.c.id)
        .join(led, led.c.team_id == mate.c.team_id)
        .where(led.c.user_id == actor.user_id, led.c.is_supervisor)
    )
    return own | {user_id for user_id, roles in mates if LED_ROLES.issuperset(roles)}


def refuse_out_of_reach(connection: Connection, actor: Actor, user: Mapping[str, Any]) -> None:
    """Raises Forbidden unless the person's phones are the actor's to manage."""
    reached = within_reach(connection, actor)
    if reached is not None and user["id"] not in reached:
        raise Forbidden("You may pair and revoke phones of your own teams. Ask an administrator.")
