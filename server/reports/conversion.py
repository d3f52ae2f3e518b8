"""Conversion: what became of the leads that ended, and what they brought (METHOD B12, B13, C11, E2)."""

from typing import Any

from sqlalchemy import Boolean, FromClause, Select, and_, case, func, not_, select

from server.classification.models import Classification
from server.core.db import table
from server.followups.models import Sale
from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, per, share, total

_sale, _judgement = table(Sale), table(Classification)


def sold(asked: Asked) -> FromClause:
    """Each lead that bought something: the value in the organisation's money, and whether there was other money."""
    own = _sale.c.currency == asked.currency
    return (
        select(
            _sale.c.lead_id,
            func.sum(case((own, _sale.c.value), else_=0)).label("value"),
            func.max(case((own, 0), else_=1)).label("foreign"),
        )
        .group_by(_sale.c.lead_id)
        .subquery()
    )


def _ready_at_capture() -> Any:
    """What the first judgement on record said."""
    first = (
        select(_judgement.c.sales_ready)
        .where(_judgement.c.lead_id == lead.c.id)
        .order_by(_judgement.c.at, _judgement.c.id)
        .limit(1)
        .correlate(lead)
        .scalar_subquery()
    )
    return func.coalesce(first, False, type_=Boolean)


def _facts(asked: Asked) -> Select[Any]:
    sales = sold(asked)
    return (
        asked.leads(
            lead.c.outcome,
            func.coalesce(sales.c.value, 0).label("value"),
            func.coalesce(sales.c.foreign, 0).label("foreign"),
            _ready_at_capture().label("ready_at_capture"),
            at=lead.c.closed_at,
        )
        .select_from(lead.outerjoin(sales, sales.c.lead_id == lead.c.id))
        .where(lead.c.status == 5)
    )


def _won(f: FromClause) -> Any:
    return f.c.outcome == "won"


TABLE = Table(
    "closed",
    "Leads that ended",
    _facts,
    (
        count("closed", "Ended", "Done, with any outcome but duplicate."),
        count("won", "Won", "Closed as won.", _won),
        share("rate", "Rate", "won", "closed", "Won ÷ ended."),
        total("value", "Value", "Sales of the won leads.", lambda f: f.c.value, where=_won, unit="money"),
        per("each", "Per sale", "value", "won", "Value ÷ won.", "money"),
        count(
            "no_prospect",
            "Not a prospect",
            "Closed as not a prospect.",
            lambda f: f.c.outcome == "not_a_prospect",
        ),
        count(
            "foreign",
            "Other money",
            "Won leads with a sale in another currency.",
            lambda f: and_(_won(f), f.c.foreign == 1),
        ),
        count(
            "unready_won",
            "Won, not ready at first",
            "Won although they were not sales-ready when captured.",
            lambda f: and_(_won(f), not_(f.c.ready_at_capture)),
        ),
    ),
    by=("class",),
    dimensions=("class", "source", "show", "rep", "interest", "ready_at_capture", "month"),
)

REPORT = Report(
    name="conversion",
    group="brings",
    title="Conversion",
    question="Which leads become customers?",
    formula=(
        "Of the leads that ended, how many were won. Closed as not a prospect counts as ended; duplicates do not.",
        "Value is the sum of all sales of the won leads in the organisation's currency; leads with sales in another "
        "currency are counted apart and their other money is left out.",
        "Sales-ready at capture is the first judgement on record, whatever was learned later.",
    ),
    basis="the moment the lead was closed",
    method=("B12", "B13", "C11", "E2"),
    headline=("closed", "rate"),
    tables=(TABLE,),
)
