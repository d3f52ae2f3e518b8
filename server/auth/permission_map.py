"""Who may do what: the one map. Which leads she may do it to is the other half: `scopes.scopes_of_user`.

A permission is `<scope>:<action>`. A route names one of these, or it is refused (`access.py`).
"""

from collections.abc import Iterable

from server.auth.actor import Actor
from server.core.errors import Forbidden

PERMISSIONS: dict[str, tuple[str, ...]] = {
    # leads: always within the scopes of the person
    "lead:read": ("rep", "contractor", "supervisor", "marketing", "director"),
    "lead:capture": ("rep", "contractor", "supervisor"),
    "lead:touch": ("rep", "contractor", "supervisor"),
    "lead:assign": ("supervisor",),
    # both leads must be hers: `duplicates.permission`
    "lead:merge": ("rep", "contractor", "supervisor"),
    "lead:override": ("supervisor",),
    "lead:export": ("rep", "supervisor", "director"),
    # numbers about many leads
    "report:read": ("supervisor", "marketing", "director"),
    "report:note": ("rep", "supervisor", "marketing", "director"),
    "report:review": ("supervisor", "director"),
    # the ground the work stands on
    "event:write": ("supervisor", "marketing", "admin"),
    "template:write": ("supervisor", "marketing"),
    "standards:read": ("supervisor", "marketing", "director", "admin"),
    "standards:write": ("supervisor",),
    "cost:read": ("supervisor", "marketing", "director", "admin"),
    # people and phones; a supervisor reaches the phones of her teams only (`reach.py`)
    "admin:users": ("admin",),
    "people:absence": ("supervisor", "admin"),
    "admin:devices": ("supervisor", "admin"),
}

#: the screen a role opens on; the first that fits
HOMES = (
    ("supervisor", "/triage"),
    ("director", "/triage"),
    ("marketing", "/triage"),
    ("rep", "/"),
    ("contractor", "/"),
    ("admin", "/setup"),
)


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Every permission the roles give together."""
    held = set(roles)
    return frozenset(name for name, allowed in PERMISSIONS.items() if not held.isdisjoint(allowed))


def home_of(roles: Iterable[str]) -> str:
    """Path of the screen the person's day starts on."""
    held = set(roles)
    return next((path for role, path in HOMES if role in held), "/")


def check(actor: Actor, permission: str) -> None:
    """Raise Forbidden unless one of the actor's roles holds the permission. The system itself may do everything."""
    if actor.user_id is not None and not actor.has(*PERMISSIONS[permission]):
        raise Forbidden()
