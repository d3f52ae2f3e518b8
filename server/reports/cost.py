"""Cost and return: what a show took and what it brought (METHOD A11, C1)."""

from typing import Any

from sqlalchemy import FromClause, Select, func, select

from server.core.db import table
from server.events.models import Event, EventCost
from server.reports.asking import Asked, lead
from server.reports.conversion import sold
from server.reports.tables import Figure, Report, Table, Values, count, per, share, total
from server.reports.touching import stands, touch

_event, _cost = table(Event), table(EventCost)


def _spent() -> FromClause:
    """Minutes and money written on the contacts of each lead."""
    return (
        select(
            touch.c.lead_id,
            func.sum(touch.c.minutes).label("minutes"),
            func.sum(touch.c.cost + touch.c.time_cost).label("spent"),
        )
        .where(stands())
        .group_by(touch.c.lead_id)
        .subquery()
    )


def _facts(asked: Asked) -> Select[Any]:
    sales, spent = sold(asked), _spent()
    added = ((sales, "value"), (spent, "minutes"), (spent, "spent"))
    joined = lead.outerjoin(sales, sales.c.lead_id == lead.c.id).outerjoin(spent, spent.c.lead_id == lead.c.id)
    return asked.leads(
        lead.c.outcome,
        lead.c.first_human_out_at,
        *(func.coalesce(source.c[name], 0).label(name) for source, name in added),
    ).select_from(joined)


def _add_costs(asked: Asked, by: tuple[str, ...], rows: dict[tuple[Any, ...], Values], totals: Values) -> None:
    """What the shows themselves cost: only where whole shows are looked at, by somebody who sees all their leads."""
    narrowed = any(asked.filters.get(name) for name in ("source", "class", "rep", "team", "from", "to"))
    if by != ("show",) or narrowed or not asked.sees_all:
        return
    costs, required = costs_of(asked), required_returns(asked)
    for show in costs:
        rows.setdefault((show,), {figure.name: 0 for figure in TABLE.figures if figure.kind == "sum"})
    for (show,), values in rows.items():
        values["cost"] = costs.get(show)
        per_cent = required.get(show)
        values["required"] = None if per_cent is None else per_cent / 100
    totals["cost"] = sum(costs.values()) if costs else None


def costs_of(asked: Asked) -> dict[str, int]:
    """Show -> what was paid for it, in the organisation's currency; shows without a figure are not in it."""
    query = (
        select(_cost.c.event_id, func.sum(_cost.c.amount))
        .where(_cost.c.currency == asked.currency)
        .group_by(_cost.c.event_id)
    )
    if asked.filters.get("show"):
        query = query.where(_cost.c.event_id == asked.filters["show"])
    return {show: int(amount) for show, amount in asked.connection.execute(query)}


def required_returns(asked: Asked) -> dict[str, int | None]:
    """Show -> the return it must bring, in per cent of its cost."""
    rows = asked.connection.execute(select(_event.c.id, _event.c.required_roi))
    return dict(rows.all())


TABLE = Table(
    "shows",
    "Cost and return",
    _facts,
    (
        count("leads", "Leads", "Every lead but duplicates."),
        count(
            "contacted",
            "Contacted",
            "Leads a person of ours contacted.",
            lambda f: f.c.first_human_out_at.is_not(None),
        ),
        count("won", "Won", "Closed as won.", lambda f: f.c.outcome == "won"),
        total("value", "Revenue", "All sales to these leads.", lambda f: f.c.value, unit="money"),
        total("minutes", "Time", "Minutes written on contacts.", lambda f: f.c.minutes, unit="minutes"),
        total("spent", "Spent on contacts", "Time and expenses of contacts.", lambda f: f.c.spent, unit="money"),
        per("spent_each", "Per lead", "spent", "leads", "Spent on contacts ÷ leads.", "money"),
    ),
    dimensions=("show", "source", "class", "rep", "interest", "month"),
    finish=_add_costs,
    more=(
        Figure("cost", "Cost of the show", "Stand, travel, staff, print, media.", "money", leads=False),
        per("per_lead", "Cost per lead", "cost", "leads", "Cost ÷ leads.", "money"),
        per("per_contacted", "Cost per contacted", "cost", "contacted", "Cost ÷ contacted leads.", "money"),
        per("per_won", "Cost per won", "cost", "won", "Cost ÷ won leads.", "money"),
        share("return", "Return", "value", "cost", "Revenue ÷ cost."),
        Figure("required", "Required return", "What the show was to bring.", "share", leads=False),
    ),
)

REPORT = Report(
    name="cost",
    group="brings",
    title="Cost and return",
    question="What does a show cost us, and what does it bring?",
    formula=(
        "Cost of a show is the sum of what was entered for it in the organisation's currency. It is held against all "
        "leads of the show, so it is shown only where whole shows are looked at, to those who see all their leads.",
        "Revenue is all sales to the show's leads in the organisation's currency. Return is revenue ÷ cost.",
        "Spent on contacts is the time people wrote down at their hourly cost, and expenses. It comes on top.",
    ),
    method=("A11", "C1"),
    headline=("shows", "value"),
    tables=(TABLE,),
)
