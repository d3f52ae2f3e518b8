"""Forecast: what the open leads promise, how that changed, and whether it fills the quota (METHOD A18, E12)."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, literal, select, union_all

from server.core.db import table
from server.followups.models import Sale
from server.reports.asking import Asked, lead
from server.reports.models import ForecastSnapshot, Quota
from server.reports.naming import month_of, quarter_of, span_of, year_of
from server.reports.tables import Figure, Report, Table, Values, count, share, total

_snapshot, _sale, _quota = table(ForecastSnapshot), table(Sale), table(Quota)


def weighted(worth: ColumnElement[Any], probability: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a lead is expected to bring, in whole minor units."""
    return worth * probability // 100


def _expected(asked: Asked, query: Select[Any]) -> Select[Any]:
    """Narrowed to the period by the day the order is expected."""
    begin, end = asked.filters.get("from"), asked.filters.get("to")
    if begin:
        query = query.where(lead.c.expected_close >= begin)
    return query.where(lead.c.expected_close <= end) if end else query


def _open(asked: Asked) -> Select[Any]:
    day = lead.c.expected_close
    query = asked.leads(
        month_of(day).label("month"),
        quarter_of(day, asked.fiscal_start).label("quarter"),
        year_of(day, asked.fiscal_start).label("year"),
        lead.c.status.label("stage"),
        lead.c.worth,
        weighted(lead.c.worth, lead.c.probability).label("weighted"),
        timed=False,
    )
    return _expected(asked, query.where(lead.c.status < 5))


def _past(asked: Asked) -> Select[Any]:
    """What was expected of leads on past days, those since closed included."""
    query = asked.leads(
        _snapshot.c.day.label("snapshot"),
        _snapshot.c.worth,
        weighted(_snapshot.c.worth, _snapshot.c.probability).label("weighted"),
        timed=False,
    ).where(_snapshot.c.lead_id == lead.c.id)
    begin, end = asked.filters.get("from"), asked.filters.get("to")
    if begin:
        query = query.where(_snapshot.c.day >= begin)
    return query.where(_snapshot.c.day <= end) if end else query


def _quarters(asked: Asked) -> Select[Any]:
    """Sales by the quarter they were made in, and open leads by the quarter they are expected in."""
    nothing = literal(0, BigInteger)
    quarter = span_of(_sale.c.at, asked.spans("quarter", timed=False))
    sold = asked.leads(
        quarter.label("quarter"), _sale.c.value.label("sold"), nothing.label("weighted"), timed=False
    ).where(_sale.c.lead_id == lead.c.id, _sale.c.currency == asked.currency)
    ahead = asked.leads(
        quarter_of(lead.c.expected_close, asked.fiscal_start).label("quarter"),
        nothing.label("sold"),
        cast(weighted(lead.c.worth, lead.c.probability), BigInteger).label("weighted"),
        timed=False,
    ).where(lead.c.status < 5, lead.c.expected_close.is_not(None))
    return select(union_all(sold, ahead).subquery())


def _add_quotas(asked: Asked, by: tuple[str, ...], rows: dict[tuple[Any, ...], Values], totals: Values) -> None:
    """The targets of the quarters. Only whoever sees every lead can hold them against the sum."""
    quotas = select(quarter_of(_quota.c.quarter, asked.fiscal_start), _quota.c.amount)
    found = dict(asked.connection.execute(quotas).all()) if asked.sees_all and by == ("quarter",) else {}
    for name in found:
        rows.setdefault((name,), {"sold": 0, "weighted": 0})
    for key, values in rows.items():
        values["quota"] = found.get(key[0])
        values["covered"] = values["sold"] + values["weighted"]
    totals["quota"] = sum(found.values()) if found else None
    totals["covered"] = totals["sold"] + totals["weighted"]


REPORT = Report(
    name="forecast",
    group="ahead",
    title="Forecast",
    question="What is ahead of us?",
    formula=(
        "Expected is worth × probability of every open lead, in whole cents, by the day the order is expected: the "
        "field itself, or the day of decision the prospect named. Leads without such a day stand apart.",
        "The past is kept once a day, so that what was expected then can be compared with what came of it.",
        "Coverage is what was sold in the quarter and what is still expected in it ÷ the quarter's quota. Quarters "
        "and years are fiscal; a fiscal year is called after the year it begins in.",
    ),
    basis="the day the order is expected; for the past, the day it was kept",
    method=("A18", "E12"),
    headline=("open", "weighted"),
    tables=(
        Table(
            "open",
            "Open leads",
            _open,
            (
                count("leads", "Leads", "Open leads."),
                total("worth", "Worth", "If all of them were won.", lambda f: f.c.worth, unit="money"),
                total("weighted", "Expected", "Worth × probability, added up.", lambda f: f.c.weighted, unit="money"),
            ),
            by=("quarter",),
            dimensions=("month", "quarter", "year", "stage", "class", "rep", "show", "source"),
        ),
        Table(
            "quota",
            "Quota",
            _quarters,
            (
                total("sold", "Sold", "Sales of the quarter.", lambda f: f.c.sold, unit="money"),
                total("weighted", "Expected", "Of open leads in it.", lambda f: f.c.weighted, unit="money"),
            ),
            by=("quarter",),
            dimensions=("quarter",),
            finish=_add_quotas,
            more=(
                Figure("covered", "Together", "Sold + expected.", "money", leads=False),
                Figure("quota", "Quota", "What is to be sold.", "money", leads=False),
                share("coverage", "Coverage", "covered", "quota", "(Sold + expected) ÷ quota."),
            ),
        ),
        Table(
            "past",
            "What was expected before",
            _past,
            (
                count("leads", "Leads", "Open on that day."),
                total("worth", "Worth", "If all of them were won.", lambda f: f.c.worth, unit="money"),
                total(
                    "weighted",
                    "Expected",
                    "Worth × probability on that day, added up.",
                    lambda f: f.c.weighted,
                    unit="money",
                ),
            ),
            by=("snapshot",),
            dimensions=("snapshot",),
        ),
    ),
)
