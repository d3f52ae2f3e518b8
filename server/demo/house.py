"""Sets up the exhibitor by the app's operations: organisation, people with passwords, teams, shows, paired phones."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from server.auth import credentials, enrolment, memberships, operations, passwords, queries
from server.auth.actor import Actor
from server.auth.devices import Installation
from server.auth.models import Team
from server.auth.scopes import scopes_of_user
from server.auth.setup import found
from server.core import changes
from server.core.clock import DAY, frozen, now_ms
from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.demo.calendar import Calendar
from server.demo.phone import APP, Phone
from server.demo.staff import DESK, FIELD, ORGANISATION, PAST, RUNNING, STAFF, SUPERVISOR, Post, show
from server.events.operations import change_event, create_event
from server.events.queries import events

#: the house was set up so long before its first show
BEFORE = 20 * DAY
LOCAL = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff who can sign in."""

    id: str
    post: Post
    password: str


@dataclass(frozen=True, slots=True)
class House:
    """What stands before the first visitor comes."""

    people: tuple[Person, ...]
    #: person -> her phone
    phones: dict[str, Phone]
    past: str
    running: str

    @property
    def supervisor(self) -> Person:
        """Who leads both teams."""
        return next(person for person in self.people if person.post is SUPERVISOR)

    def of_role(self, *roles: str) -> list[Person]:
        """Everybody of one of these roles."""
        return [person for person in self.people if set(roles) & set(person.post.roles)]


def found_house(calendar: Calendar) -> House:
    """Everything, as an administrator would have done it three weeks before the first show."""
    with frozen(lambda: calendar.at(calendar.past[0], 9) - BEFORE):
        boss = _found(calendar)
        teams = _teams(boss)
        people = (boss, *(_hire(actor_of(boss.id), post, teams) for post in STAFF if post is not SUPERVISOR))
        past, running = _shows(actor_of(boss.id), people, calendar)
    with frozen(lambda: calendar.at(calendar.past[0], 8)):
        phones = {person.id: _pair(actor_of(boss.id), person) for person in people if person.post.phone}
    return House(people, phones, past, running)


def actor_of(user_id: str, device_id: str | None = None) -> Actor:
    """The person at work, with what she sees at this moment."""
    with reading() as connection:
        user = queries.user_by_id(connection, user_id) or {}
        scopes = scopes_of_user(connection, user)
    return Actor(user_id, user["name"], frozenset(user["roles"]), scopes, device_id=device_id)


def new_password() -> str:
    """Sixteen letters that can be said aloud, in groups of four: 53 bits by chance."""
    syllables = ["".join((secrets.choice("bdfghjklmnprstvz"), secrets.choice("aeiou"))) for _ in range(8)]
    return "-".join("".join(syllables[i : i + 2]) for i in range(0, 8, 2))


def _found(calendar: Calendar) -> Person:
    password = new_password()
    admin = {"name": SUPERVISOR.name, "email": SUPERVISOR.email, "also_supervisor": True}
    with writing() as connection:
        changes.take(connection)
        hashed = passwords.hashed(password)
        id = found(connection, ORGANISATION, {**admin, "password_hash": hashed}, show(PAST, calendar.past))
    return Person(id, SUPERVISOR, password)


def _teams(boss: Person) -> dict[str, str]:
    """Name -> id of the two teams; the one the set-up made becomes the field team."""
    actor = actor_of(boss.id)
    with reading() as connection:
        first = connection.execute(select(table(Team).c.id)).scalar_one()
    lead = {"member_ids": [boss.id], "supervisor_ids": [boss.id]}
    memberships.change_team(actor, first, {"name": FIELD, "kind": "field", **lead})
    desk = memberships.create_team(actor, {"name": DESK, "kind": "desk", **lead})
    return {FIELD: first, DESK: desk["id"]}


def _hire(boss: Actor, post: Post, teams: dict[str, str]) -> Person:
    values: dict[str, Any] = {
        "name": post.name,
        "email": post.email,
        "roles": list(post.roles),
        "languages": list(post.languages),
        "team_ids": [teams[name] for name in post.teams],
    }
    if "contractor" in post.roles:
        values["contract_until"] = now_ms() + BEFORE + 90 * DAY
    user, link = operations.create_user(boss, values)
    password = new_password()
    token = link["url"].split("=", 1)[1]
    credentials.choose_password(token, password, browser="Demo", ip=LOCAL)
    return Person(user["id"], post, password)


def _shows(boss: Actor, people: tuple[Person, ...], calendar: Calendar) -> tuple[str, str]:
    stand = [person.id for person in people if person.post.sells_at_shows]
    with reading() as connection:
        [first] = events(connection)
    change_event(boss, first["id"], {"staff_ids": stand})
    running = create_event(boss, {**show(RUNNING, calendar.running), "staff_ids": stand})
    return first["id"], running["id"]


def _pair(boss: Actor, person: Person) -> Phone:
    offer = enrolment.offer(boss, person.id)
    device_id = new_id()
    enrolment.claim(offer["code"], Installation(device_id, person.post.phone or "", APP), LOCAL)
    return Phone(person.id, device_id)
