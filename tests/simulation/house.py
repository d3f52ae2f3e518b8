"""The real server in this process: its people and shows, its requests, its backup."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import insert, select

from server import create_app
from server.auth import devices, operations
from server.auth.access import actor_of
from server.auth.actor import Actor
from server.auth.models import Device, TeamMember, User
from server.core import changes
from server.core.clock import frozen
from server.core.db import close, db, reading, table, writing
from server.core.errors import Unavailable
from server.core.ids import new_id
from server.events.operations import change_event, create_event
from server.storage import parts
from server.storage.operations import is_held, receive, receive_part
from server.storage.store import open_store, store_of
from server.sync import pull as pulling
from server.sync import push as pushing
from server.sync.schemas import EnvelopeSchema, PullSchema
from tests.simulation.copies import Copied
from tests.simulation.crashes import Crashes, chance_from
from tests.support.databases import SECRET_KEY, migrate
from tests.support.people import colleague, team_of
from tests.support.shows import open_show

BEGINNING = 1_790_000_000_000
_user, _device, _member = table(User), table(Device), table(TeamMember)
_envelope, _pull = EnvelopeSchema(), PullSchema()
#: name -> roles; each has a phone
PEOPLE = {
    "rep_a": ("rep",),
    "rep_b": ("rep",),
    "rep_c": ("rep",),
    "lead_n": ("supervisor",),
    "lead_s": ("supervisor", "director"),
    "contractor": ("contractor",),
    "director": ("director",),
    "marketing": ("marketing",),
}


@dataclass(frozen=True)
class Paired:
    """A phone as the server knows it."""

    name: str
    device: str
    user: str


class House:
    """One app on one database; `reset` brings back the furnished state."""

    def __init__(self, folder: Path, database: Copied) -> None:
        self.database = database
        migrate(database.url, folder)
        settings = {"DATABASE_URL": database.url, "DATA_DIR": str(folder), "BLOB_URL": "memory://"}
        self.app = create_app({**settings, "SECRET_KEY": SECRET_KEY, "TESTING": True})
        self.crashes = Crashes(self.app)
        #: what people may do, worked out once and again after every change of people, shows and teams
        self._actors: dict[tuple[str, str | None], Actor] = {}
        with frozen(lambda: BEGINNING), chance_from(random.Random(0)):
            self._furnish()
        self._furnished = self.backup()

    def close(self) -> None:
        """Let go of files and connections."""
        self.database.close()
        close(self.app)

    def reset(self) -> None:
        """The furnished house, untouched."""
        self._put_back(self._furnished)
        self.app.extensions["boxless.store"] = open_store("memory://")

    # --- people

    def _furnish(self) -> None:
        show = open_show(self.app)
        people = {name: colleague(self.app, *roles) for name, roles in PEOPLE.items()}
        self._admin = colleague(self.app, "admin")
        with self.app.test_request_context():
            dates = {"starts_on": "2020-01-01", "ends_on": "2099-12-31", "tz": "Europe/Berlin"}
            other = create_event(self._actor(self._admin.id, None), {"name": "Valve Days", **dates})
        self.events = (show.id, other["id"])
        north = team_of(self.app, people["lead_n"], people["rep_a"], people["rep_b"])
        south = team_of(self.app, people["lead_s"], people["rep_c"], people["contractor"])
        # leads both teams: what a member of both owns comes to this phone twice
        with self.app.app_context(), writing() as connection:
            both = {"team_id": south, "user_id": people["lead_n"].id, "is_supervisor": True}
            connection.execute(insert(_member).values(both))
        self.teams = (north, south)
        self.phones = {name: Paired(name, who.device_id, who.id) for name, who in people.items()}
        self.users = {name: who.id for name, who in people.items()}
        self.tokens = {name: who.headers["Authorization"].removeprefix("Bearer ") for name, who in people.items()}
        self.phones["rep_a2"] = self.pair("rep_a2", self.users["rep_a"])
        for event in self.events:
            self.staff_show(event, [self.users[name] for name in ("rep_a", "rep_b", "rep_c", "lead_n")])

    def pair(self, name: str, user: str, device: str | None = None) -> Paired:
        """A phone of this person, new unless the device is named."""
        id = device or new_id()
        with self.app.app_context(), writing() as connection:
            devices.pair(connection, user, devices.Installation(id, "Phone"))
        return Paired(name, id, user)

    def staff_show(self, event: str, users: list[str]) -> None:
        """These people, and nobody else, are on the show's stand."""
        with self.app.test_request_context():
            change_event(self._actor(self._admin.id, None), event, {"staff_ids": users})
        self._actors.clear()

    def give_roles(self, user: str, roles: list[str]) -> None:
        """Change what a person is."""
        with self.app.test_request_context():
            operations.change_user(self._actor(self._admin.id, None), user, {"roles": roles})
        self._actors.clear()

    def move_to_teams(self, user: str, teams: list[str]) -> None:
        """Put a person into exactly these teams."""
        with self.app.test_request_context():
            operations.change_user(self._actor(self._admin.id, None), user, {"team_ids": teams})
        self._actors.clear()

    def _actor(self, user: str, device: str | None) -> Actor:
        if (user, device) not in self._actors:
            with reading() as connection:
                row = connection.execute(select(_user).where(_user.c.id == user)).mappings().one()
                self._actors[user, device] = actor_of(connection, dict(row), device_id=device)
        return self._actors[user, device]

    # --- requests

    def knows(self, phone: Paired) -> bool:
        """Whether the phone's token would be let in."""
        with self.app.app_context(), reading() as connection:
            return connection.execute(select(_device.c.id).where(_device.c.id == phone.device)).first() is not None

    def push(self, phone: Paired, envelope: Mapping[str, Any]) -> dict[str, Any]:
        """What the server answers to a push, as it would arrive."""
        with self.app.test_request_context():
            loaded = _envelope.load(orjson.loads(orjson.dumps(envelope)))
            answer = pushing.push(self._actor(phone.user, phone.device), loaded)
            # phones bear with it, but here nothing is ever busy: it is a fault of ours
            stumbled = [result for result in answer["results"] if result.get("code") == Unavailable.code]
            assert not stumbled, f"the server stumbled over {stumbled}"
            return dict(orjson.loads(orjson.dumps(answer)))

    def pull(self, phone: Paired, request: Mapping[str, Any]) -> dict[str, Any]:
        """What the server answers to a pull."""
        with self.app.test_request_context():
            loaded = _pull.load(orjson.loads(orjson.dumps(request)))
            return dict(orjson.loads(pulling.pull(self._actor(phone.user, phone.device), loaded)))

    def parts_held(self, user: str, sha256: str) -> list[int] | None:
        """Numbers of the parts that are here; None when the whole is."""
        with self.app.test_request_context():
            return None if is_held(sha256, user) else parts.held(store_of(), sha256, user)

    def take_bytes(self, user: str, sha256: str, data: bytes, part: int | None = None, of: int = 1) -> bool:
        """Send bytes whole, or one part; True once everything is stored."""
        with self.app.test_request_context():
            if part is not None:
                return receive_part(sha256, part, of, data, user)
            receive(sha256, data, user)
            return True

    # --- disasters

    def backup(self) -> Any:
        """The database, whole. Bytes of pictures lie elsewhere and are never lost with it."""
        self._let_go()
        return self.database.copy()

    def restore(self, copy: Any) -> None:
        """Put a backup in place and begin a new epoch, as a restore must."""
        self._put_back(copy)
        with self.app.app_context(), writing() as connection:
            changes.new_epoch(connection)

    def _put_back(self, copy: Any) -> None:
        self._actors.clear()
        self._let_go()
        self.database.put_back(copy)

    def _let_go(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
