"""Working a table out: facts grouped by dimensions, figures over each group and over all."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, case, cast, func, literal, select

from server.reports.asking import Asked
from server.reports.naming import span_of
from server.reports.tables import Figure, Table, Values

PERIODS = ("day", "month", "quarter", "year")
Key = tuple[Any, ...]


def grouped(asked: Asked, table: Table, by: Sequence[str]) -> FromClause:
    """The facts with one more column for each dimension: d0, d1 …"""
    facts = table.facts(asked).subquery()
    columns = [_dimension(asked, facts, name).label(f"d{place}") for place, name in enumerate(by)]
    return select(facts, *columns).subquery()


def _dimension(asked: Asked, facts: FromClause, name: str) -> ColumnElement[Any]:
    if name in PERIODS and name not in facts.c:
        return span_of(facts.c.at, asked.spans(name))
    return facts.c[name]


def work_out(asked: Asked, table: Table, by: tuple[str, ...]) -> tuple[dict[Key, Values], Values]:
    """(values of each row by key, values of the total)."""
    facts = grouped(asked, table, by)
    rows = _sums(asked, facts, table, len(by))
    totals = _added(table, rows)
    _rank(asked, facts, table, rows, totals)
    if table.finish:
        table.finish(asked, by, rows, totals)
    for values in (*rows.values(), totals):
        _divide(values, (*table.figures, *table.more))
    return rows, totals


def _keys(facts: FromClause, depth: int) -> list[ColumnElement[Any]]:
    return [facts.c[f"d{place}"] for place in range(depth)]


def _sums(asked: Asked, facts: FromClause, table: Table, depth: int) -> dict[Key, Values]:
    """Sums and smallest values of each row, by the database."""
    plain = [figure for figure in table.figures if figure.kind in ("sum", "min")]
    sums = (aggregate(facts, figure).label(figure.name) for figure in plain)
    keys = _keys(facts, depth)
    query = select(*keys, *sums, func.count().label("facts")).select_from(facts).group_by(*keys)
    return {
        tuple(row[:depth]): {f.name: _whole(value) for f, value in zip(plain, row[depth:-1], strict=True)}
        for row in asked.connection.execute(query)
    }


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _added(table: Table, rows: Mapping[Key, Values]) -> Values:
    """The total: every fact is in exactly one row."""
    totals: Values = {}
    for figure in table.figures:
        known = [values[figure.name] for values in rows.values() if values.get(figure.name) is not None]
        if figure.kind == "sum":
            totals[figure.name] = sum(known)
        elif figure.kind == "min":
            totals[figure.name] = min(known, default=None)
    return totals


def fits(facts: FromClause, figure: Figure) -> ColumnElement[bool] | None:
    """The condition of a figure; None: every fact."""
    return figure.where(facts) if figure.where else None


def amount_of(facts: FromClause, figure: Figure) -> ColumnElement[Any]:
    """What one fact adds to a figure."""
    return figure.amount(facts) if figure.amount else literal(1)


def _counted(facts: FromClause, figure: Figure) -> ColumnElement[Any]:
    """The amount of a fact that fits, else NULL."""
    amount, condition = amount_of(facts, figure), fits(facts, figure)
    return amount if condition is None else case((condition, amount))


def aggregate(facts: FromClause, figure: Figure) -> ColumnElement[Any]:
    """A sum or smallest value over the facts that fit."""
    counted = _counted(facts, figure)
    if figure.kind == "min":
        return func.min(counted)
    return cast(func.coalesce(func.sum(counted), 0), BigInteger)


def _rank(asked: Asked, facts: FromClause, table: Table, rows: Mapping[Key, Values], totals: Values) -> None:
    """Percentiles by nearest rank. SQLite knows none; one walk over the amounts is quicker than a window for each."""
    ranked = [figure for figure in table.figures if figure.kind == "percentile"]
    if not ranked:
        return
    depth = len(next(iter(rows), ()))
    query = select(*_keys(facts, depth), *(_counted(facts, figure) for figure in ranked))
    everything: list[list[int]] = [[] for _ in ranked]
    amounts: dict[Key, list[list[int]]] = {key: [[] for _ in ranked] for key in rows}
    for row in asked.connection.execute(query):
        mine = amounts[tuple(row[:depth])]
        for place, amount in enumerate(row[depth:]):
            if amount is not None:
                mine[place].append(amount)
                everything[place].append(amount)
    for place, figure in enumerate(ranked):
        for key, values in rows.items():
            values[figure.name] = nearest_rank(amounts[key][place], figure.rank)
        totals[figure.name] = nearest_rank(everything[place], figure.rank)


def nearest_rank(amounts: list[int], rank: int) -> int | None:
    """Of n amounts in order, the one at place n x rank / 100, rounded up; None without any."""
    ordered = sorted(amounts)
    return int(ordered[(len(ordered) * rank + 99) // 100 - 1]) if ordered else None


def _divide(values: Values, figures: Sequence[Figure]) -> None:
    for figure in figures:
        if figure.kind == "quotient":
            above, below = values.get(figure.above), values.get(figure.below)
            values[figure.name] = above * figure.times / below if above is not None and below else None
