"""People: letting them in, changing what they may do, closing accounts. Each with its line in the audit log."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from server.auth import devices, links, memberships, sessions
from server.auth.absence import FIELDS, refuse_bad_absence
from server.auth.actor import Actor
from server.auth.models import Device, User, WebSession
from server.auth.queries import other_admins, person, user_by_email, user_by_id
from server.auth.scopes import has_access
from server.core import audit, changes, signals
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.errors import Conflict, Invalid, NotFound
from server.core.ids import new_id

_user, _device, _session = table(User), table(Device), table(WebSession)


class EmailTaken(Conflict):
    """An address signs in one person."""

    code = "email_taken"
    title = "Somebody has an account with this e-mail address already."


class LastAdmin(Conflict):
    """Without an administrator nobody could let anybody in."""

    code = "last_admin"
    title = "This is the last administrator. Make somebody else one first."


def create_user(actor: Actor, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let somebody in. `values`: columns of `user` and team_ids. Returns (person, link to choose a password).

    Raises EmailTaken, Invalid for unknown teams or people.
    """
    columns, team_ids = dict(values), set(values.get("team_ids", ()))
    columns.pop("team_ids", None)
    user_id, now = new_id(), now_ms()
    with writing() as connection:
        changes.take(connection)
        _refuse_bad_references(connection, columns)
        connection.execute(insert(_user).values(id=user_id, created_at=now, updated_at=now, **columns))
        memberships.set_teams(connection, user_id, team_ids)
        link = links.make(connection, "password", user_id)
        _tell(connection, user_id)
        audit.record(
            connection,
            "user.created",
            object=user_id,
            diff={k: [None, v] for k, v in values.items()},
            **actor.trace(),
        )
        return person(connection, user_id) or {}, link


def change_user(actor: Actor, user_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Change a person; who loses access loses sessions and phones with it.

    Raises NotFound, EmailTaken, LastAdmin, Invalid.
    """
    columns = {k: v for k, v in values.items() if k != "team_ids"}
    with writing() as connection:
        changes.take(connection)
        before = person(connection, user_id)
        if before is None:
            raise NotFound()
        after = {**before, **values}
        _refuse_bad_references(connection, columns, user_id)
        _refuse_contractor_with_more(after["roles"])
        if not ("admin" in after["roles"] and after["active"]) and not other_admins(connection, than=user_id):
            raise LastAdmin()
        connection.execute(update(_user).where(_user.c.id == user_id).values(updated_at=now_ms(), **columns))
        if "team_ids" in values:
            memberships.set_teams(connection, user_id, set(values["team_ids"]))
        if before["active"] and not after["active"]:
            sessions.end_all(connection, user_id)
            devices.revoke_all(connection, user_id)
        _tell(connection, user_id)
        diff = {k: [before[k], v] for k, v in values.items() if before[k] != v}
        audit.record(connection, "user.changed", object=user_id, diff=diff, **actor.trace())
        return person(connection, user_id) or {}


def invite(actor: Actor, user_id: str) -> dict[str, Any]:
    """A fresh link to choose a password, for who lost hers: `{url, expires_at}`. Raises NotFound."""
    with writing() as connection:
        changes.take(connection)
        user = user_by_id(connection, user_id)
        if user is None or not has_access(user):
            raise NotFound()
        audit.record(connection, "user.invited", object=user_id, **actor.trace())
        return links.make(connection, "password", user_id)


def end_contracts() -> None:
    """Take phones and sessions from those whose contract has ended: the door is shut to them already."""
    now = now_ms()
    over = select(_user.c.id).where(_user.c.contract_until <= now)
    live = or_(
        _user.c.id.in_(select(_device.c.user_id).where(_device.c.revoked_at.is_(None))),
        _user.c.id.in_(select(_session.c.user_id).where(_session.c.ended_at.is_(None))),
    )
    with reading() as connection:
        ended = list(connection.execute(over.where(live)).scalars())
    if not ended:
        return
    with writing() as connection:
        changes.take(connection)
        for user_id in ended:
            sessions.end_all(connection, user_id)
            devices.revoke_all(connection, user_id)
            _tell(connection, user_id)
            audit.record(connection, "user.contract_ended", object=user_id)


def _tell(connection: Connection, user_id: str) -> None:
    signals.access_changed.send(connection, user_id=user_id)
    changes.touch_settings(connection)


def _refuse_bad_references(connection: Connection, columns: Mapping[str, Any], user_id: str = "") -> None:
    holder = user_by_email(connection, columns["email"]) if "email" in columns else None
    if holder and holder["id"] != user_id:
        raise EmailTaken()
    if not columns.keys().isdisjoint(FIELDS):
        known = user_by_id(connection, user_id) or dict.fromkeys(FIELDS)
        refuse_bad_absence(connection, {**known, **columns, "id": user_id})


def _refuse_contractor_with_more(roles: list[str]) -> None:
    if "contractor" in roles and len(roles) > 1:
        raise Invalid(errors={"json": {"roles": ["A contractor has no other role."]}})
