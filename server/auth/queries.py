"""Reading people, teams and phones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, String, cast, func, select

from server.auth.models import Device, EventStaff, Team, TeamMember, User
from server.core.db import table
from server.core.standing import standing

_user = table(User)
_team = table(Team)
_member = table(TeamMember)
_staff = table(EventStaff)
_device = table(Device)
#: of a colleague, what everybody's work rests on: nothing secret
_KNOWN = [column for column in _user.columns if column.name != "password_hash"]


def user_by_id(connection: Connection, user_id: str) -> dict[str, Any] | None:
    """A row of `user`."""
    row = connection.execute(select(_user).where(_user.c.id == user_id)).mappings().first()
    return dict(row) if row else None


def user_by_email(connection: Connection, email: str) -> dict[str, Any] | None:
    """A row of `user`; the address in lower case."""
    row = connection.execute(select(_user).where(_user.c.email == email)).mappings().first()
    return dict(row) if row else None


def other_admins(connection: Connection, than: str = "") -> int:
    """How many active administrators there are beside one person."""
    is_admin = cast(_user.c.roles, String).like('%"admin"%')
    wanted = select(func.count()).select_from(_user).where(is_admin, _user.c.active, _user.c.id != than)
    return connection.scalar(wanted) or 0


def people(connection: Connection) -> list[dict[str, Any]]:
    """Everybody by name, each with `team_ids`."""
    teams: dict[str, list[str]] = defaultdict(list)
    for user_id, team_id in connection.execute(select(_member.c.user_id, _member.c.team_id)):
        teams[user_id].append(team_id)
    rows = connection.execute(select(_user).order_by(func.lower(_user.c.name), _user.c.id)).mappings()
    return [{**row, "team_ids": sorted(teams[row["id"]])} for row in rows]


def person(connection: Connection, user_id: str) -> dict[str, Any] | None:
    """One of `people`."""
    row = user_by_id(connection, user_id)
    if row is None:
        return None
    return {**row, "team_ids": sorted(team_ids_of(connection, user_id))}


@standing
def teams_by_person(connection: Connection) -> Mapping[str, Sequence[str]]:
    """Person -> ids of her teams."""
    found: dict[str, tuple[str, ...]] = {}
    for user, team_id in connection.execute(select(_member.c.user_id, _member.c.team_id)):
        found[user] = (*found.get(user, ()), team_id)
    return MappingProxyType(found)


@standing
def colleagues(connection: Connection) -> Mapping[str, Mapping[str, Any]]:
    """Person -> her row, whether she works here still or not."""
    rows = connection.execute(select(*_KNOWN)).mappings()
    return MappingProxyType({row["id"]: MappingProxyType(_fixed(row)) for row in rows})


def _fixed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row whose lists nobody can add to."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


@standing
def leaders_by_team(connection: Connection) -> Mapping[str, frozenset[str]]:
    """Team -> who leads it."""
    found: dict[str, frozenset[str]] = {}
    for team_id, user in connection.execute(
        select(_member.c.team_id, _member.c.user_id).where(_member.c.is_supervisor)
    ):
        found[team_id] = found.get(team_id, frozenset()) | {user}
    return MappingProxyType(found)


@standing
def staff_by_show(connection: Connection) -> Mapping[str, frozenset[str]]:
    """Show -> who is on its stand."""
    found: dict[str, set[str]] = defaultdict(set)
    for event_id, user in connection.execute(select(_staff.c.event_id, _staff.c.user_id)):
        found[event_id].add(user)
    return MappingProxyType({event_id: frozenset(people) for event_id, people in found.items()})


def team_ids_of(connection: Connection, user_id: str) -> set[str]:
    """Teams a person is in."""
    return set(connection.scalars(select(_member.c.team_id).where(_member.c.user_id == user_id)))


def unknown_users(connection: Connection, ids: set[str]) -> set[str]:
    """Those of the ids that name nobody."""
    return ids - set(connection.scalars(select(_user.c.id).where(_user.c.id.in_(ids))))


def unknown_teams(connection: Connection, ids: set[str]) -> set[str]:
    """Those of the ids that name no team."""
    return ids - set(connection.scalars(select(_team.c.id).where(_team.c.id.in_(ids))))


def team_members(connection: Connection, team_id: str) -> dict[str, bool]:
    """Person -> whether she leads the team."""
    rows = connection.execute(select(_member.c.user_id, _member.c.is_supervisor).where(_member.c.team_id == team_id))
    return {user_id: bool(leads) for user_id, leads in rows}


def teams(connection: Connection) -> list[dict[str, Any]]:
    """Every team by name, with `member_ids` (everybody in it) and `supervisor_ids`."""
    members: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in connection.execute(select(_member)).mappings():
        members[row["team_id"]][row["user_id"]] = row["is_supervisor"]
    rows = connection.execute(select(_team).order_by(func.lower(_team.c.name))).mappings()
    return [dict(row) | _by_rank(members[row["id"]]) for row in rows]


def team(connection: Connection, team_id: str) -> dict[str, Any] | None:
    """One of `teams`."""
    row = connection.execute(select(_team).where(_team.c.id == team_id)).mappings().first()
    return dict(row) | _by_rank(team_members(connection, team_id)) if row else None


def _by_rank(members: dict[str, bool]) -> dict[str, list[str]]:
    return {"member_ids": sorted(members), "supervisor_ids": sorted(id_ for id_, leads in members.items() if leads)}


def team_named(connection: Connection, name: str) -> str | None:
    """Id of the team with this name, whatever its case."""
    found: str | None = connection.scalar(select(_team.c.id).where(func.lower(_team.c.name) == name.lower()))
    return found


def devices_of(connection: Connection, user_ids: set[str] | None) -> list[dict[str, Any]]:
    """Devices of these people (None: everybody's), the one seen last first."""
    wanted = select(_device).order_by(_device.c.last_seen_at.desc(), _device.c.id)
    if user_ids is not None:
        wanted = wanted.where(_device.c.user_id.in_(user_ids))
    return [dict(row) for row in connection.execute(wanted).mappings()]


def device_by_id(connection: Connection, device_id: str) -> dict[str, Any] | None:
    """A row of `device`."""
    row = connection.execute(select(_device).where(_device.c.id == device_id)).mappings().first()
    return dict(row) if row else None
