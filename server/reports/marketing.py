"""Marketing and sales: which material is used, and who knew of a campaign in time (METHOD E10, E11)."""

from typing import Any

from sqlalchemy import FromClause, Select, func, select, true

from server.core.db import table
from server.mail.models import Collateral
from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, Values, count, oldest, share, total
from server.reports.touching import outbound, stands, touch

_collateral = table(Collateral)


def _titles(asked: Asked) -> FromClause:
    """One row for each contact and piece that went along."""
    if asked.connection.dialect.name == "sqlite":
        listed = func.json_each(touch.c.details, "$.collateral").table_valued("value", name="piece")
    else:
        listed = func.json_array_elements_text(touch.c.details["collateral"]).table_valued("value", name="piece")
    return (
        select(
            touch.c.lead_id,
            listed.c.value.label("title"),
            func.count().label("times"),
            func.min(touch.c.at).label("first_at"),
            func.max(touch.c.at).label("last_at"),
        )
        .select_from(touch.join(listed, true()))
        .where(stands(), outbound(touch))
        .group_by(touch.c.lead_id, listed.c.value)
        .subquery()
    )


def _facts(asked: Asked) -> Select[Any]:
    used = _titles(asked)
    return asked.leads(used.c.title, used.c.times, lead.c.status, lead.c.outcome, at=used.c.first_at).where(
        used.c.lead_id == lead.c.id
    )


def _add_unused(asked: Asked, by: tuple[str, ...], rows: dict[tuple[Any, ...], Values], totals: Values) -> None:
    """Pieces that are offered and nobody took along."""
    if by == ("title",):
        active = select(_collateral.c.title).where(_collateral.c.active)
        for title in asked.connection.execute(active).scalars():
            rows.setdefault((title,), {figure.name: 0 for figure in USE.figures if figure.kind == "sum"})


USE = Table(
    "use",
    "Use of material",
    _facts,
    (
        count("leads", "Leads", "Leads it was sent or shown to."),
        total("times", "Times", "How often it went along.", lambda f: f.c.times),
        count("ended", "Ended", "Of these leads, done.", lambda f: f.c.status == 5),
        count("won", "Won", "Of these leads, won.", lambda f: f.c.outcome == "won"),
        share("rate", "Rate", "won", "ended", "Won ÷ ended."),
        oldest("since", "First used", "When it first went along.", lambda f: f.c.at),
    ),
    by=("title",),
    dimensions=("title", "show", "class", "rep", "month"),
    finish=_add_unused,
)

REPORT = Report(
    name="marketing",
    group="work",
    title="Marketing and sales",
    question="Is our material used, and did everybody know in time?",
    formula=(
        "A piece was used when it is named on an outbound contact of ours, a mail of the machine included. Pieces "
        "that are offered and were never used stand with zero.",
        "Won ÷ ended says what became of the leads that got it; it does not say that the piece was the reason.",
    ),
    basis="the first time the piece went to the lead",
    method=("E10", "E11"),
    headline=("use", "leads"),
    tables=(USE,),
)
