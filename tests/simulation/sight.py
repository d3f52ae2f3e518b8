"""Who may see what, read straight from the tables and decided anew, so that the server's mistakes are not shared."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

import orjson

from server.leads.packing import unpacked
from tests.simulation.copies import Copied

WORKERS = {"rep", "contractor", "supervisor"}


@lru_cache(maxsize=2000)
def _document(text: str) -> dict[str, Any]:
    return unpacked(orjson.loads(text))


class Sight:
    """A look at the database as it is at this moment. Documents are shared between looks: change none."""

    def __init__(self, database: Copied) -> None:
        self._database = database
        people = database.rows('SELECT id, roles FROM "user"')
        self.roles = {id: set(orjson.loads(roles) if isinstance(roles, str) else roles) for id, roles in people}
        self.members = database.rows("SELECT user_id, team_id, is_supervisor FROM team_member")
        self.staff = database.rows("SELECT user_id, event_id FROM event_staff")
        self.docs = {id: _document(doc) for id, doc in database.rows("SELECT id, doc FROM lead ORDER BY id")}

    @cached_property
    def _once(self) -> set[tuple[str, str]]:
        return {(lead, scope) for lead, scope in self._database.rows("SELECT lead_id, scope FROM lead_scope")}

    def look_closely(self) -> "Sight":
        """Remember the feed too, before it changes."""
        assert self._once is not None
        return self

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
        return any((lead, scope) in self._once for scope in groups)

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
