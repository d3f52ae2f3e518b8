"""Published contact plans as rows: a new version never changes an old one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from server.core.clock import now_ms
from server.core.db import table
from server.core.ids import new_id
from server.core.standing import standing
from server.plans import models
from server.plans.templates import SHIPPED, PlanTemplate, Tail, TemplateStep

_template, _step = table(models.PlanTemplate), table(models.PlanTemplateStep)


@dataclass(frozen=True, slots=True)
class PlanBook:
    """Every published plan: a lead goes on by the version it began with until somebody puts it on the newest."""

    #: code -> the newest version; the shipped one where nothing was published
    newest: Mapping[str, PlanTemplate]
    versions: Mapping[tuple[str, int], PlanTemplate]

    def plan(self, code: str, version: int | None = None) -> PlanTemplate:
        """A version of a plan, or the newest one."""
        return self.versions.get((code, version or 0), self.newest[code])


SHIPPED_BOOK = PlanBook(SHIPPED, {(code, plan.version): plan for code, plan in SHIPPED.items()})


@standing
def plan_book(connection: Connection) -> PlanBook:
    """Every published plan, and the newest of each."""
    versions = {(plan.code, plan.version): plan for plan in _load(connection)}
    if not versions:
        return SHIPPED_BOOK
    newest = dict(SHIPPED)
    for code, version in sorted(versions):
        newest[code] = versions[code, version]
    return PlanBook(newest, versions)


def plans(connection: Connection) -> Mapping[str, PlanTemplate]:
    """Code -> the newest published plan; the shipped one where nothing was published."""
    return plan_book(connection).newest


def publish(
    connection: Connection,
    plans: Iterable[PlanTemplate],
    by: str | None = None,
    note: str | None = None,
    restored_from: int | None = None,
) -> None:
    """Store plans as the next version of their codes."""
    newest = select(_template.c.code, func.max(_template.c.version)).group_by(_template.c.code)
    versions = dict(connection.execute(newest).all())
    for plan in plans:
        id, version = new_id(), versions.get(plan.code, 0) + 1
        shape = {"tail": _plain(asdict(plan.tail)), "calls_per_round": plan.calls_per_round}
        row = {"id": id, "code": plan.code, "version": version, "name": plan.name, "shape": shape}
        stamp = {"published_at": now_ms(), "published_by": by, "note": note, "restored_from": restored_from}
        connection.execute(insert(_template).values(**row, **stamp))
        steps = [{"template_id": id, "seq": seq, "spec": _plain(asdict(s))} for seq, s in enumerate(plan.steps, 1)]
        if steps:
            connection.execute(insert(_step), steps)


def plan_versions(connection: Connection, code: str) -> list[dict[str, Any]]:
    """Every published version of a plan without its steps, the newest first."""
    names = ("version", "published_at", "published_by", "note", "restored_from")
    query = select(*(_template.c[name] for name in names)).where(_template.c.code == code)
    return [dict(row) for row in connection.execute(query.order_by(_template.c.version.desc())).mappings()]


def publish_shipped(connection: Connection) -> None:
    """Store the shipped plans where none are stored yet, so that a supervisor finds them to edit."""
    if not connection.execute(select(func.count()).select_from(_template)).scalar_one():
        publish(connection, SHIPPED.values())


def _load(connection: Connection) -> Iterator[PlanTemplate]:
    steps: dict[str, list[TemplateStep]] = {}
    for template_id, spec in connection.execute(
        select(_step.c.template_id, _step.c.spec).order_by(_step.c.template_id, _step.c.seq)
    ):
        steps.setdefault(template_id, []).append(TemplateStep(**_timed(spec, ("offset", "not_before"))))
    for row in connection.execute(select(_template)).mappings():
        tail = _timed(row["shape"]["tail"], ("every",))
        yield PlanTemplate(
            code=row["code"],
            name=row["name"],
            steps=tuple(steps.get(row["id"], ())),
            tail=replace(Tail(**tail), channels=tuple(tail["channels"])),
            version=row["version"],
            calls_per_round=row["shape"]["calls_per_round"],
        )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Durations as seconds: JSON knows no others."""
    return {name: v.total_seconds() if isinstance(v, timedelta) else v for name, v in values.items()}


def _timed(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    durations = {name: timedelta(seconds=values[name]) for name in names if values[name] is not None}
    return {**values, **durations}
