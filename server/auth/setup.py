"""The first run: a link printed by the server opens the set-up page, once."""

from typing import Any

from sqlalchemy import Connection, insert

from server.auth import links, passwords
from server.auth.models import Team, TeamMember, User
from server.auth.queries import other_admins
from server.core import audit, changes, org, signals
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.errors import Conflict
from server.core.ids import new_id

FIRST_TEAM = "Sales"


class AlreadySetUp(Conflict):
    """There is an administrator; she lets others in."""

    code = "already_set_up"
    title = "This server is set up already. Sign in, or ask your administrator for an account."


def is_needed(connection: Connection) -> bool:
    """Whether nobody administers this server yet."""
    return other_admins(connection) == 0


def first_run_url() -> str | None:
    """A fresh link to the set-up page; None when an administrator exists. Links printed before stop working."""
    with reading() as connection:
        if not is_needed(connection):
            return None
    with writing() as connection:
        url: str = links.make(connection, "setup")["url"]
        return url


def set_up(token: str, organisation: dict[str, Any], admin: dict[str, Any], event: dict[str, Any]) -> str:
    """Use the first-run link: make organisation, administrator, team and show at once. Returns the person's id.

    `organisation`: name, currency, tz, language. `admin`: name, email, password, also_supervisor.
    `event`: name, venue, tz, starts_on, ends_on. Raises LinkExpired, AlreadySetUp, Invalid.
    """
    passwords.check(admin["password"], [organisation["name"], admin["name"], admin["email"]], field="admin.password")
    password_hash = passwords.hashed(admin["password"])
    with writing() as connection:
        changes.take(connection)
        if not is_needed(connection):
            raise AlreadySetUp()
        links.use(connection, "setup", token)
        return found(connection, organisation, {**admin, "password_hash": password_hash}, event)


def found(connection: Connection, organisation: dict[str, Any], admin: dict[str, Any], event: dict[str, Any]) -> str:
    """The rows behind `set_up`, for those who need no link (demo, tests). `admin` brings its password_hash."""
    now, user_id, team_id = now_ms(), new_id(), new_id()
    org.create(connection, **organisation)
    roles = ["supervisor", "admin"] if admin.get("also_supervisor") else ["admin"]
    connection.execute(
        insert(table(User)).values(
            id=user_id,
            name=admin["name"],
            email=admin["email"],
            password_hash=admin["password_hash"],
            roles=roles,
            languages=[organisation["language"]],
            created_at=now,
            updated_at=now,
        )
    )
    connection.execute(insert(table(Team)).values(id=team_id, name=FIRST_TEAM, created_at=now))
    connection.execute(insert(table(TeamMember)).values(team_id=team_id, user_id=user_id, is_supervisor=True))
    signals.house_founded.send(connection, admin_id=user_id, show=event)
    changes.touch_settings(connection)
    audit.record(connection, "organisation.founded", object=user_id, actor=user_id)
    return user_id
