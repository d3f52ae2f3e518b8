"""When somebody is away and who stands in: said by herself, by her supervisor or by an administrator."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, update

from server.auth.actor import Actor
from server.auth.models import User
from server.auth.queries import person, user_by_id
from server.auth.reach import within_reach
from server.auth.scopes import has_access
from server.core import audit, changes, signals
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.errors import Forbidden, Invalid, NotFound

_user = table(User)
#: who may own leads, and so stand in for somebody who does
SELLING = frozenset({"rep", "contractor", "supervisor"})
FIELDS = ("away_from", "away_to", "deputy_id")


def set_absence(actor: Actor, user_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Say from when to when somebody is away and who stands in; `away_from` None: she is here.

    Due steps move when the time comes, at once if it has. Raises NotFound, Forbidden, Invalid.
    """
    with writing() as connection:
        changes.take(connection)
        before = person(connection, user_id)
        if before is None:
            raise NotFound()
        reached = within_reach(connection, actor)
        if reached is not None and user_id not in reached:
            raise Forbidden("You may say this of yourself and of the teams you lead. Ask an administrator.")
        after = {name: values[name] for name in FIELDS}
        refuse_bad_absence(connection, {**before, **after})
        if after["away_to"] is not None and after["away_to"] <= now_ms():
            raise Invalid(errors={"json": {"away_to": ["This day has passed already."]}})
        connection.execute(update(_user).where(_user.c.id == user_id).values(updated_at=now_ms(), **after))
        signals.access_changed.send(connection, user_id=user_id)
        changes.touch_settings(connection)
        diff = {name: [before[name], value] for name, value in after.items() if before[name] != value}
        audit.record(connection, "user.absence", object=user_id, diff=diff, **actor.trace())
        return person(connection, user_id) or {}


def refuse_bad_absence(connection: Connection, user: Mapping[str, Any]) -> None:
    """Raise Invalid for an absence that ends before it begins, and for a deputy who cannot stand in."""
    wrong: dict[str, list[str]] = {}
    begins, ends, deputy = (user[name] for name in FIELDS)
    if ends is not None and (begins is None or ends <= begins):
        wrong["away_to"] = ["It must lie after the first day."]
    if deputy is not None and not _can_stand_in(connection, user["id"], deputy):
        wrong["deputy_id"] = ["Choose somebody else who works with prospects here."]
    if wrong:
        raise Invalid(errors={"json": wrong})


def _can_stand_in(connection: Connection, user_id: str, deputy_id: str) -> bool:
    deputy = user_by_id(connection, deputy_id)
    if deputy is None or deputy_id == user_id or not has_access(deputy):
        return False
    return not SELLING.isdisjoint(deputy["roles"])
