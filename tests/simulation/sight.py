"""Who may see what, read straight from the tables and decided anew, so that the server's mistakes are not shared."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

WORKERS = {"rep", "contractor", "supervisor"}


class Sight:
    """A look at the database file as it is at this moment."""

    def __init__(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            self.roles = {
                id: set(orjson.loads(roles)) for id, roles in connection.execute("SELECT id, roles FROM user")
            }
            self.members = connection.execute("SELECT user_id, team_id, is_supervisor FROM team_member").fetchall()
            self.staff = connection.execute("SELECT user_id, event_id FROM event_staff").fetchall()
            self.docs = {
                id: orjson.loads(doc) for id, doc in connection.execute("SELECT id, doc FROM lead ORDER BY id")
            }
            self._once = connection.execute("SELECT lead_id, scope FROM lead_scope").fetchall()

    def sees(self, user: str, doc: Mapping[str, Any]) -> bool:
        """Whether the person may see this document."""
        roles = self.roles[user]
        if "director" in roles:
            return True
        if "marketing" in roles and doc["track"] == "nurture" and doc["status"] < 5:
            return True
        if doc["owner"]:
            return (doc["owner"] == user and bool(roles & WORKERS)) or bool(
                self.led(user) & self._teams(doc["owner"])
            )
        if doc["captured_by"] == user and roles & WORKERS:
            return True
        return doc["event"] in self.pools(user)

    def visible(self, user: str) -> dict[str, dict[str, Any]]:
        """Everything the person may see."""
        return {id: doc for id, doc in self.docs.items() if self.sees(user, doc)}

    def knew(self, user: str, lead: str) -> bool:
        """Whether the lead was ever in a group this person belongs to now, or was captured by her."""
        if self.docs[lead]["captured_by"] == user:
            return True
        groups = {f"pool:{event}" for event in self.pools(user)} | {f"team:{team}" for team in self.led(user)}
        groups |= {"all"} if "director" in self.roles[user] else set()
        groups |= {"nurture"} if "marketing" in self.roles[user] else set()
        groups |= {f"user:{user}"} if self.roles[user] & WORKERS else set()
        return any(id == lead and scope in groups for id, scope in self._once)

    def works(self, user: str) -> bool:
        """Whether the person may write at all."""
        return bool(self.roles[user] & WORKERS)

    def pools(self, user: str) -> set[str]:
        """Shows whose unowned leads she shares."""
        roles = self.roles[user]
        if "contractor" in roles or not roles & {"rep", "supervisor"}:
            return set()
        mates = {other for other, team, _ in self.members if team in self.led(user)}
        return {event for other, event in self.staff if other == user or other in mates}

    def led(self, user: str) -> set[str]:
        """Teams she leads."""
        if "supervisor" not in self.roles[user] or "contractor" in self.roles[user]:
            return set()
        return {team for other, team, leads in self.members if other == user and leads}

    def _teams(self, user: str) -> set[str]:
        return {team for other, team, _ in self.members if other == user}
