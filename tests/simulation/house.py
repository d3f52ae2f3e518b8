"""The real server in this process: its people and shows, its requests, its backup."""

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select

from server import create_app
from server.auth import devices, operations
from server.auth.access import actor_of
from server.auth.actor import Actor
from server.auth.models import User
from server.core import changes
from server.core.clock import frozen
from server.core.db import close, db, reading, table, writing
from server.core.ids import new_id
from server.events.operations import change_event
from server.sync import pull as pulling
from server.sync import push as pushing
from server.sync.schemas import EnvelopeSchema, PullSchema
from tests.simulation.crashes import Crashes, chance_from
from tests.support.databases import SECRET_KEY, migrate
from tests.support.people import colleague, team_of
from tests.support.shows import open_show

BEGINNING = 1_790_000_000_000
_user = table(User)
_envelope, _pull = EnvelopeSchema(), PullSchema()


@dataclass(frozen=True)
class Paired:
    """A phone as the server knows it."""

    name: str
    device: str
    user: str


class House:
    """One app on one SQLite file; `reset` brings back the furnished state."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "boxless.db"
        url = f"sqlite:///{self.path}"
        migrate(url, folder)
        self.app = create_app(
            {"DATABASE_URL": url, "DATA_DIR": str(folder), "SECRET_KEY": SECRET_KEY, "TESTING": True}
        )
        self.crashes = Crashes(self.app)
        with frozen(lambda: BEGINNING), chance_from(random.Random(0)):
            self._furnish()
        self._furnished = self.backup()

    def close(self) -> None:
        """Let go of files and connections."""
        close(self.app)

    def reset(self) -> None:
        """The furnished house, untouched."""
        self._put_back(self._furnished)

    # --- people

    def _furnish(self) -> None:
        show = open_show(self.app)
        self.event = show.id
        people = {
            "rep_a": colleague(self.app, "rep"),
            "rep_b": colleague(self.app, "rep"),
            "rep_c": colleague(self.app, "rep"),
            "lead_n": colleague(self.app, "supervisor"),
            "contractor": colleague(self.app, "contractor"),
            "director": colleague(self.app, "director"),
            "marketing": colleague(self.app, "marketing"),
        }
        self._admin = colleague(self.app, "admin")
        north = team_of(self.app, people["lead_n"], people["rep_a"], people["rep_b"])
        south = team_of(self.app, people["rep_c"], people["contractor"])
        self.teams = (north, south)
        self.phones = {name: Paired(name, who.device_id, who.id) for name, who in people.items()}
        self.phones["rep_a2"] = self._second_phone(people["rep_a"].id)
        self.users = {name: who.id for name, who in people.items()}
        self.staff_show([self.users[name] for name in ("rep_a", "rep_b", "rep_c", "lead_n")])

    def _second_phone(self, user: str) -> Paired:
        device = new_id()
        with self.app.app_context(), writing() as connection:
            devices.pair(connection, user, devices.Installation(device, "Tablet"))
        return Paired("rep_a2", device, user)

    def staff_show(self, users: list[str]) -> None:
        """These people, and nobody else, are on the stand."""
        with self.app.test_request_context():
            change_event(self._actor(self._admin.id, None), self.event, {"staff_ids": users})

    def give_roles(self, user: str, roles: list[str]) -> None:
        """Change what a person is."""
        with self.app.test_request_context():
            operations.change_user(self._actor(self._admin.id, None), user, {"roles": roles})

    def move_to_teams(self, user: str, teams: list[str]) -> None:
        """Put a person into exactly these teams."""
        with self.app.test_request_context():
            operations.change_user(self._actor(self._admin.id, None), user, {"team_ids": teams})

    def _actor(self, user: str, device: str | None) -> Actor:
        with reading() as connection:
            row = connection.execute(select(_user).where(_user.c.id == user)).mappings().one()
            return actor_of(connection, dict(row), device_id=device)

    # --- requests

    def push(self, phone: Paired, envelope: Mapping[str, Any]) -> dict[str, Any]:
        """What the server answers to a push, as it would arrive."""
        with self.app.test_request_context():
            loaded = _envelope.load(orjson.loads(orjson.dumps(envelope)))
            answer = pushing.push(self._actor(phone.user, phone.device), loaded)
            return dict(orjson.loads(orjson.dumps(answer)))

    def pull(self, phone: Paired, request: Mapping[str, Any]) -> dict[str, Any]:
        """What the server answers to a pull."""
        with self.app.test_request_context():
            loaded = _pull.load(orjson.loads(orjson.dumps(request)))
            return dict(orjson.loads(pulling.pull(self._actor(phone.user, phone.device), loaded)))

    # --- disasters

    def backup(self) -> bytes:
        """The database file, whole."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.path.read_bytes()

    def restore(self, copy: bytes) -> None:
        """Put a backup in place and begin a new epoch, as a restore must."""
        self._put_back(copy)
        with self.app.app_context(), writing() as connection:
            changes.new_epoch(connection)

    def _put_back(self, copy: bytes) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self.path.write_bytes(copy)
