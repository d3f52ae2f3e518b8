"""Contact plans as the data people edit: durations in hours and days, one object for each step. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from server.plans.templates import PlanTemplate, Tail, TemplateStep

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def to_data(plan: PlanTemplate) -> dict[str, Any]:
    """A plan as `from_data` reads it; code and version are not part of what is edited."""
    return {
        "name": plan.name,
        "calls_per_round": plan.calls_per_round,
        "steps": [_step_data(step) for step in plan.steps],
        "tail": {
            "key": plan.tail.key,
            "every_days": plan.tail.every / _DAY,
            "channels": list(plan.tail.channels),
            "purpose": plan.tail.purpose,
        },
    }


def _step_data(step: TemplateStep) -> dict[str, Any]:
    data = asdict(step)
    offset, not_before = data.pop("offset"), data.pop("not_before")
    hours = {"offset_h": offset / _HOUR, "not_before_h": not_before / _HOUR if not_before is not None else None}
    return data | hours


def from_data(code: str, data: Mapping[str, Any]) -> PlanTemplate:
    """A plan of this code from what somebody edited. Raises KeyError or TypeError for data of another shape."""
    tail = data["tail"]
    return PlanTemplate(
        code=code,
        name=data["name"],
        steps=tuple(_step(step) for step in data["steps"]),
        tail=Tail(tail["key"], timedelta(days=tail["every_days"]), tuple(tail["channels"]), tail["purpose"]),
        calls_per_round=data["calls_per_round"],
    )


def _step(data: Mapping[str, Any]) -> TemplateStep:
    rest = {name: value for name, value in data.items() if name not in ("offset_h", "not_before_h")}
    earliest = data["not_before_h"]
    return TemplateStep(
        **rest,
        offset=timedelta(hours=data["offset_h"]),
        not_before=timedelta(hours=earliest) if earliest is not None else None,
    )
