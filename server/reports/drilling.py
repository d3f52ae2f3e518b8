"""The leads behind a figure: the same facts and the same condition that made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause, Select, func, select

from server.core.db import table
from server.leads.models import Lead
from server.leads.queries import loaded, visible
from server.reports.asking import Asked
from server.reports.counting import amount_of, fits, grouped
from server.reports.tables import Figure, Table

_lead = table(Lead)
SHOWN = (
    "id",
    "event_id",
    "source",
    "captured_by",
    "captured_at",
    "owner_id",
    "class",
    "status",
    "track",
    "outcome",
    "closed_at",
    "worth",
    "given_name",
    "family_name",
    "company",
    "next_step_at",
    "last_touch_at",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one row. `key` None: of the total."""

    table: Table
    figure: Figure
    by: tuple[str, ...]
    key: tuple[Any, ...] | None


def behind(asked: Asked, cell: Cell) -> Select[Any]:
    """SELECT lead_id, amount: each lead once, with its part of the figure.

    The parts of a sum add up to it; of a percentile they are the amounts that were ranked, of an oldest the instants.
    """
    facts = grouped(asked, cell.table, cell.by)
    amount = amount_of(facts, cell.figure)
    part = func.min(amount) if cell.figure.kind in ("min", "percentile") else func.sum(amount)
    query = select(facts.c.lead_id, part.label("amount")).where(amount.is_not(None))
    condition = fits(facts, cell.figure)
    if condition is not None:
        query = query.where(condition)
    return _at(query, facts, cell.key).group_by(facts.c.lead_id)


def _at(query: Select[Any], facts: FromClause, key: tuple[Any, ...] | None) -> Select[Any]:
    for place, value in enumerate(key or ()):
        query = query.where(facts.c[f"d{place}"].is_not_distinct_from(value))
    return query


def counted(asked: Asked, cell: Cell) -> tuple[int, int, int]:
    """(leads behind the figure, sum of their parts, how many of them this person may not look at)."""
    parts = behind(asked, cell).subquery()
    many, amount = asked.connection.execute(select(func.count(), func.coalesce(func.sum(parts.c.amount), 0))).one()
    if not asked.sees_all:
        return many, int(amount), 0
    seen = visible(asked.actor, func.count()).where(_lead.c.id.in_(select(parts.c.lead_id)))
    return many, int(amount), many - asked.connection.execute(seen).scalar_one()


def page(asked: Asked, cell: Cell, *, number: int, size: int) -> list[dict[str, Any]]:
    """A page of the leads behind a figure that this person sees: the largest part first, the oldest instant first."""
    parts = behind(asked, cell).subquery()
    order = parts.c.amount if cell.figure.kind == "min" else parts.c.amount.desc()
    query = (
        visible(asked.actor, *(_lead.c[name] for name in SHOWN), _lead.c.doc, parts.c.amount)
        .where(parts.c.lead_id == _lead.c.id)
        .order_by(order, _lead.c.captured_at, _lead.c.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return [_shown(row) for row in asked.connection.execute(query).mappings()]


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Numbers and addresses a prospect does not want used stay out of every list."""
    doc = loaded(row["doc"])
    fields, refused = doc["fields"], doc["dnc"]
    return {
        **{name: row[name] for name in SHOWN},
        "amount": int(row["amount"]),
        "job_title": fields.get("job_title"),
        "email": None if "email" in refused else fields.get("email"),
        "phone": None if "call" in refused else fields.get("phone"),
        "refused": sorted(refused),
    }


def keyed(values: Sequence[Any], by: Sequence[str]) -> tuple[Any, ...] | None:
    """A row's key as it was asked for; None when it does not fit the dimensions."""
    plain = all(value is None or isinstance(value, (str, int, bool)) for value in values)
    return tuple(values) if plain and len(values) == len(by) else None
