"""Who is doing something: the answer authentication gives to everything on its right."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Actor:
    """A person at work, or the system itself (`user_id` None).

    `scopes` are the groups of leads this person sees (docs/sync.md), `device_id` the phone or browser in use.
    """

    user_id: str | None
    name: str
    roles: frozenset[str]
    scopes: frozenset[str]
    device_id: str | None = None
    session_id: str | None = None
    ip: str | None = None
    #: when a password was last typed (instant); None on a phone
    fresh_at: int | None = None

    def trace(self) -> dict[str, Any]:
        """Who, on which device, from where: what a line of the audit log says of its author."""
        return {"actor": self.user_id, "device": self.device_id, "ip": self.ip}

    def has(self, *roles: str) -> bool:
        """Whether the person has one of the roles."""
        return not self.roles.isdisjoint(roles)


#: the machine's own hand: sweeps, readings, rules
SYSTEM = Actor(user_id=None, name="Boxless", roles=frozenset(), scopes=frozenset())
