"""Which groups of leads a person sees (docs/sync.md, "Scopes"; decision 0003)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, literal, select, union_all

from server.auth.models import EventStaff, TeamMember
from server.core.clock import now_ms
from server.core.db import table
from server.core.standing import standing

_member = table(TeamMember)
_staff = table(EventStaff)


def has_access(user: Mapping[str, Any]) -> bool:
    """Whether the person may work at all: active, and the contract has not ended."""
    ends = user["contract_until"]
    return bool(user["active"]) and (ends is None or ends > now_ms())


def scopes_of_user(connection: Connection, user: Mapping[str, Any]) -> frozenset[str]:
    """Scopes of a person as of now. `user`: at least id, roles, active, contract_until."""
    roles = set(user["roles"])
    if not has_access(user):
        return frozenset()
    scopes = set()
    if roles & {"rep", "contractor", "supervisor"}:
        scopes.add(f"user:{user['id']}")
    if "director" in roles:
        scopes.add("all")
    if "marketing" in roles:
        scopes.add("nurture")
    # a contractor sees what is assigned to her and no pool, whatever else she is called
    if roles & {"rep", "supervisor"} and "contractor" not in roles:
        scopes |= _shared(connection, user["id"], "supervisor" in roles)
    return frozenset(scopes)


@standing
def _shared(connection: Connection, user_id: str, leads: bool) -> frozenset[str]:
    """Pools of the shows she staffs; as supervisor also her teams and the pools their people staff."""
    parts = [select(literal("pool").label("kind"), _staff.c.event_id.label("id")).where(_staff.c.user_id == user_id)]
    if leads:
        led, mate = _member.alias(), _member.alias()
        mine = (led.c.user_id == user_id, led.c.is_supervisor)
        parts.append(select(literal("team"), led.c.team_id).where(*mine))
        parts.append(
            select(literal("pool"), _staff.c.event_id)
            .join_from(led, mate, mate.c.team_id == led.c.team_id)
            .join(_staff, _staff.c.user_id == mate.c.user_id)
            .where(*mine)
        )
    return frozenset(f"{kind}:{id_}" for kind, id_ in connection.execute(union_all(*parts)))
