"""Published contact plans as rows: a new version never changes an old one, and leads follow the newest."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from server.core.clock import now_ms
from server.core.db import table
from server.core.ids import new_id
from server.plans import models
from server.plans.templates import SHIPPED, PlanTemplate, Tail, TemplateStep

_template, _step = table(models.PlanTemplate), table(models.PlanTemplateStep)

#: (newest publication, number of templates) -> the plans as read then
_read: dict[tuple[str, int, int], dict[str, PlanTemplate]] = {}


def plans(connection: Connection) -> Mapping[str, PlanTemplate]:
    """Code -> the newest published plan; the shipped one where nothing was published."""
    newest, count = connection.execute(select(func.max(_template.c.published_at), func.count())).one()
    if not count:
        return SHIPPED
    # Parsing a hundred steps on every write would cost more than the write: only a publication changes them.
    key = (str(connection.engine.url), newest, count)
    if key not in _read:
        _read.clear()
        _read[key] = {**SHIPPED, **_load(connection)}
    return _read[key]


def publish(connection: Connection, plans: Iterable[PlanTemplate], by: str | None = None) -> None:
    """Store plans as the next version of their codes."""
    newest = select(_template.c.code, func.max(_template.c.version)).group_by(_template.c.code)
    versions = dict(connection.execute(newest).all())
    for plan in plans:
        id, version = new_id(), versions.get(plan.code, 0) + 1
        shape = {"tail": _plain(asdict(plan.tail)), "calls_per_round": plan.calls_per_round}
        row = {"id": id, "code": plan.code, "version": version, "name": plan.name, "shape": shape}
        connection.execute(insert(_template).values(**row, published_at=now_ms(), published_by=by))
        steps = [{"template_id": id, "seq": seq, "spec": _plain(asdict(s))} for seq, s in enumerate(plan.steps, 1)]
        connection.execute(insert(_step), steps)


def publish_shipped(connection: Connection) -> None:
    """Store the shipped plans where none are stored yet, so that a supervisor finds them to edit."""
    if not connection.execute(select(func.count()).select_from(_template)).scalar_one():
        publish(connection, SHIPPED.values())


def _load(connection: Connection) -> dict[str, PlanTemplate]:
    steps: dict[str, list[TemplateStep]] = {}
    for template_id, spec in connection.execute(
        select(_step.c.template_id, _step.c.spec).order_by(_step.c.template_id, _step.c.seq)
    ):
        steps.setdefault(template_id, []).append(TemplateStep(**_timed(spec, ("offset", "not_before"))))
    found = {}
    for row in connection.execute(select(_template).order_by(_template.c.version)).mappings():
        tail = _timed(row["shape"]["tail"], ("every",))
        found[row["code"]] = PlanTemplate(
            code=row["code"],
            name=row["name"],
            steps=tuple(steps[row["id"]]),
            tail=replace(Tail(**tail), channels=tuple(tail["channels"])),
            version=row["version"],
            calls_per_round=row["shape"]["calls_per_round"],
        )
    return found


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Durations as seconds: JSON knows no others."""
    return {name: v.total_seconds() if isinstance(v, timedelta) else v for name, v in values.items()}


def _timed(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    durations = {name: timedelta(seconds=values[name]) for name in names if values[name] is not None}
    return {**values, **durations}
