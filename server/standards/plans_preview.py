"""What publishing and applying a plan would do to the open steps of the leads on it. Writes nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from server.auth.actor import Actor
from server.core.clock import now_ms
from server.plans.lead_facts import facts_of
from server.plans.templates import PlanTemplate, mail_only, template_code
from server.standards.looking import documents, name_of, named
from server.standards.plan_effect import Planner


def preview(connection: Connection, actor: Actor, plan: PlanTemplate, event_id: str | None) -> dict[str, Any]:
    """How many open leads run on this plan and which of their steps would come, move and go."""
    planner = Planner(connection, now_ms())
    moved: list[dict[str, Any]] = []
    running = 0
    for doc in documents(connection, event_id):
        code = template_code(facts_of(doc))
        if code.removesuffix("-mail") != plan.code:
            continue
        running += 1
        effect = planner.put_on(doc, mail_only(plan) if code.endswith("-mail") else plan)
        if any(effect.values()):
            moved.append({**name_of(doc), "steps": effect})
    return {
        "leads": running,
        "moving": len(moved),
        "moves": named(connection, actor, moved),
        "steps": _sums(planner, moved),
    }


def _sums(planner: Planner, moved: list[dict[str, Any]]) -> Mapping[str, int]:
    sums = planner.total(entry["steps"] for entry in moved)
    return {name: count for name, count in sums.items() if name != "leads"}
