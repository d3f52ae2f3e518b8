"""Teams: who is in them and who leads them. Every change may change what somebody sees."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from server.auth.actor import Actor
from server.auth.models import Team, TeamMember
from server.auth.queries import team, team_ids_of, team_members, team_named, unknown_teams, unknown_users, user_by_id
from server.core import audit, changes, signals
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.errors import Conflict, Invalid, NotFound
from server.core.ids import new_id

_team = table(Team)
_member = table(TeamMember)


class TeamNameTaken(Conflict):
    """Two teams of one name cannot be told apart."""

    code = "team_name_taken"
    title = "There is a team with this name already. Choose another name."


def create_team(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new team: name, kind, member_ids, supervisor_ids. Raises TeamNameTaken, Invalid."""
    team_id = new_id()
    with writing() as connection:
        changes.take(connection)
        _refuse_taken_name(connection, values["name"])
        connection.execute(
            insert(_team).values(id=team_id, name=values["name"], kind=values["kind"], created_at=now_ms())
        )
        _set_members(connection, team_id, values["member_ids"], values["supervisor_ids"])
        return _recorded(connection, actor, "team.created", team_id, {k: [None, v] for k, v in values.items()})


def change_team(actor: Actor, team_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Change a team; lists given replace those there were. Raises NotFound, TeamNameTaken, Invalid."""
    with writing() as connection:
        changes.take(connection)
        before = team(connection, team_id)
        if before is None:
            raise NotFound()
        if "name" in values:
            _refuse_taken_name(connection, values["name"], team_id)
        columns = {k: values[k] for k in ("name", "kind") if k in values}
        if columns:
            connection.execute(update(_team).where(_team.c.id == team_id).values(**columns))
        after = {**before, **values}
        _set_members(connection, team_id, after["member_ids"], after["supervisor_ids"])
        diff = {k: [before[k], v] for k, v in values.items() if before[k] != v}
        return _recorded(connection, actor, "team.changed", team_id, diff)


def set_teams(connection: Connection, user_id: str, team_ids: set[str]) -> None:
    """Put a person into exactly these teams; where she leads and stays, she goes on leading. Raises Invalid."""
    if unknown := unknown_teams(connection, team_ids):
        raise Invalid(errors={"json": {"team_ids": [f"There is no team {id_}." for id_ in sorted(unknown)]}})
    before = team_ids_of(connection, user_id)
    left = _member.c.user_id == user_id, _member.c.team_id.in_(before - team_ids)
    connection.execute(delete(_member).where(*left))
    joined = [{"team_id": id_, "user_id": user_id, "is_supervisor": False} for id_ in sorted(team_ids - before)]
    if joined:
        connection.execute(insert(_member), joined)


def _set_members(connection: Connection, team_id: str, members: Iterable[str], leaders: Iterable[str]) -> None:
    leading = set(leaders)
    wanted = {id_: id_ in leading for id_ in {*members, *leading}}
    _refuse_unfit(connection, set(wanted), leading)
    before = team_members(connection, team_id)
    connection.execute(delete(_member).where(_member.c.team_id == team_id))
    rows = [{"team_id": team_id, "user_id": id_, "is_supervisor": leads} for id_, leads in wanted.items()]
    if rows:
        connection.execute(insert(_member), rows)
    for user_id in sorted(id_ for id_ in {*before, *wanted} if before.get(id_) != wanted.get(id_)):
        signals.access_changed.send(connection, user_id=user_id)


def _refuse_unfit(connection: Connection, members: set[str], leading: set[str]) -> None:
    if unknown := unknown_users(connection, members):
        raise Invalid(errors={"json": {"member_ids": [f"There is nobody with id {id_}." for id_ in sorted(unknown)]}})
    for user_id in sorted(leading):
        user = user_by_id(connection, user_id)
        if user and "supervisor" not in user["roles"]:
            raise Invalid(errors={"json": {"supervisor_ids": [f"Give {user['name']} the role supervisor first."]}})


def _refuse_taken_name(connection: Connection, name: str, team_id: str = "") -> None:
    holder = team_named(connection, name)
    if holder and holder != team_id:
        raise TeamNameTaken()


def _recorded(
    connection: Connection, actor: Actor, action: str, team_id: str, diff: dict[str, Any]
) -> dict[str, Any]:
    changes.touch_settings(connection)
    audit.record(connection, action, object=team_id, diff=diff, **actor.trace())
    return team(connection, team_id) or {}
