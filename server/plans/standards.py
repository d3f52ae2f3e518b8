"""The house's own standards for its clocks: which may be set, and writing them down. Old ones are never changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, insert

from server.core.clock import now_ms
from server.core.db import table
from server.core.ids import new_id
from server.plans.models import SlaPolicy
from server.plans.policies import CLOCKS, ClockPolicy

_policy = table(SlaPolicy)
#: these differ by class from the start: a general one would be overruled by each of them
BY_CLASS = frozenset({"CALL48", "IDLE"})
#: the act may not come too soon: hours until it may, and a grace in which it must
WITH_GRACE = frozenset({"COURTESY48", "REVIVE72"})
KINDS = ("A", "B", "C", "D", "customer")


def policy_mistakes(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, words) of what no standard can be. `values`: clock, lead_class, hours, grace_h, applies."""
    clock = values["clock"]
    if clock in BY_CLASS and values["lead_class"] is None:
        yield "class", "Name the class: this standard differs from class to class."
    if clock in WITH_GRACE and not values["grace_h"] > 0:
        yield "grace_h", "Say within how many hours after its earliest moment it must be done."
    if clock not in WITH_GRACE and values["grace_h"]:
        yield "grace_h", "This clock has no earliest moment; its hours are the limit."
    if clock != "PROMISE" and not values["hours"] > 0:
        yield "hours", "Give it more than no time at all."


def add_policy(connection: Connection, values: Mapping[str, Any], active_from: int, by: str | None) -> str:
    """Write a standard for clocks that start from an instant on. Returns its id."""
    id = new_id()
    columns = {name: values[name] for name in ("clock", "hours", "grace_h", "mode", "applies")}
    stamp = {"active_from": active_from, "created_at": now_ms(), "created_by": by}
    connection.execute(insert(_policy).values({**columns, "id": id, "class": values["lead_class"], **stamp}))
    return id


def in_force(policies: tuple[ClockPolicy, ...], at: Any) -> list[tuple[str, str | None, ClockPolicy]]:
    """(clock, class, standard) as they hold at an instant, each once; class None where all have the same."""
    found = []
    for clock in CLOCKS:
        latest: dict[str | None, ClockPolicy] = {}
        for policy in sorted(policies, key=lambda policy: policy.active_from):
            if policy.clock == clock and policy.active_from <= at:
                latest[policy.lead_class] = policy
        found += [(clock, kind, latest[kind]) for kind in (None, *KINDS) if kind in latest]
    return found
