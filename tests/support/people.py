"""People at work, straight in the database: each with a paired phone."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

from server.auth import devices
from server.auth.access import actor_of
from server.auth.actor import Actor
from server.auth.models import EventStaff, Team, TeamMember, User
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.ids import new_id

_user, _team, _member, _staff = table(User), table(Team), table(TeamMember), table(EventStaff)


@dataclass(frozen=True)
class Colleague:
    """A person and the headers her phone sends."""

    id: str
    device_id: str
    headers: dict[str, str]


def colleague(app: Flask, *roles: str) -> Colleague:
    """A new person of these roles (rep unless said otherwise) and her phone."""
    id, device_id, now = new_id(), new_id(), now_ms()
    person = {
        "id": id,
        "email": f"{id}@team.example",
        "name": f"Colleague {id[-4:]}",
        "roles": list(roles or ("rep",)),
        "languages": [],
        "active": True,
        "created_at": now,
        "updated_at": now,
    }
    with app.app_context(), writing() as connection:
        connection.execute(insert(_user).values(person))
        token = devices.pair(connection, id, devices.Installation(device_id, "Phone"))
    return Colleague(id, device_id, {"Authorization": f"Bearer {token}"})


def actor(app: Flask, who: Colleague) -> Actor:
    """The person as operations see her."""
    with app.test_request_context(), reading() as connection:
        row = connection.execute(select(_user).where(_user.c.id == who.id)).mappings().one()
        return actor_of(connection, dict(row), device_id=who.device_id)


def change(app: Flask, who: Colleague, **columns: Any) -> None:
    """Write columns of the person past every rule."""
    with app.app_context(), writing() as connection:
        connection.execute(update(_user).where(_user.c.id == who.id).values(**columns))


def team_of(app: Flask, leader: Colleague, *mates: Colleague) -> str:
    """A team under the leader. Returns its id."""
    team_id = new_id()
    with app.app_context(), writing() as connection:
        connection.execute(insert(_team).values(id=team_id, name=team_id, created_at=now_ms()))
        people = [(leader, True), *((mate, False) for mate in mates)]
        rows = [{"team_id": team_id, "user_id": who.id, "is_supervisor": leads} for who, leads in people]
        connection.execute(insert(_member), rows)
    return team_id


def put_on_stand(app: Flask, event_id: str, *people: Colleague) -> None:
    """These people staff the show."""
    with app.app_context(), writing() as connection:
        connection.execute(insert(_staff), [{"event_id": event_id, "user_id": who.id} for who in people])
