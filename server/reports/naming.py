"""Naming the day, month or quarter something belongs to, in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, literal, null

from server.reports.periods import Span

#: names of what lies before and after the spans a table is split into
EARLIER, LATER = "earlier", "later"


def span_of(at: ColumnElement[Any], spans: list[Span]) -> ColumnElement[Any]:
    """The name of the span an instant lies in, as nested choices: a search by halves, whatever the database."""
    if not spans:
        return literal(EARLIER, String)
    inside = _search(at, spans)
    after = case((at >= spans[-1].end, literal(LATER, String)), else_=inside)
    before = case((at < spans[0].start, literal(EARLIER, String)), else_=after)
    return case((at.is_(None), null()), else_=before)


def _search(at: ColumnElement[Any], spans: list[Span]) -> ColumnElement[Any]:
    if len(spans) == 1:
        return literal(spans[0].name, String)
    half = len(spans) // 2
    return case((at < spans[half].start, _search(at, spans[:half])), else_=_search(at, spans[half:]))


def month_of(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """2026-03, of a calendar day kept as YYYY-MM-DD."""
    return func.substr(day, 1, 7)


def quarter_of(day: ColumnElement[Any], fiscal_start: int) -> ColumnElement[Any]:
    """2026-Q1, of a calendar day kept as YYYY-MM-DD (see `periods.name_of`)."""
    into = (_number(day, 6, 2) + (12 - fiscal_start)) % 12
    return year_of(day, fiscal_start) + "-Q" + cast(into // 3 + 1, String)


def year_of(day: ColumnElement[Any], fiscal_start: int) -> ColumnElement[Any]:
    """The fiscal year a calendar day lies in, after the year it begins in."""
    year = _number(day, 1, 4)
    begun = case((_number(day, 6, 2) < fiscal_start, year - 1), else_=year)
    return cast(begun, String)


def _number(day: ColumnElement[Any], start: int, length: int) -> ColumnElement[Any]:
    return cast(func.substr(day, start, length), Integer)
