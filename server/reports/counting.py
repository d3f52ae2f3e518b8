"""Working a table out: facts grouped by dimensions, figures over each group and over all."""

from collections.abc import Sequence
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
    rows = _values(asked, facts, table, len(by))
    totals = _values(asked, facts, table, 0)[()]
    if table.finish:
        table.finish(asked, by, rows, totals)
    for values in (*rows.values(), totals):
        _divide(values, (*table.figures, *table.more))
    return rows, totals


def _values(asked: Asked, facts: FromClause, table: Table, depth: int) -> dict[Key, Values]:
    keys = [facts.c[f"d{place}"] for place in range(depth)]
    plain = [figure for figure in table.figures if figure.kind in ("sum", "min")]
    sums = (aggregate(facts, figure).label(figure.name) for figure in plain)
    query = select(*keys, *sums).select_from(facts).group_by(*keys)
    rows = {
        tuple(row[:depth]): {f.name: _whole(value) for f, value in zip(plain, row[depth:], strict=True)}
        for row in asked.connection.execute(query)
    }
    for figure in table.figures:
        if figure.kind == "percentile":
            ranked = _ranked(asked, facts, figure, keys)
            for key, values in rows.items():
                values[figure.name] = ranked.get(key)
    return rows


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def fits(facts: FromClause, figure: Figure) -> ColumnElement[bool] | None:
    """The condition of a figure; None: every fact."""
    return figure.where(facts) if figure.where else None


def amount_of(facts: FromClause, figure: Figure) -> ColumnElement[Any]:
    """What one fact adds to a figure."""
    return figure.amount(facts) if figure.amount else literal(1)


def aggregate(facts: FromClause, figure: Figure) -> ColumnElement[Any]:
    """A sum or smallest value over the facts that fit."""
    amount, condition = amount_of(facts, figure), fits(facts, figure)
    counted = amount if condition is None else case((condition, amount))
    if figure.kind == "min":
        return func.min(counted)
    return cast(func.coalesce(func.sum(counted), 0), BigInteger)


def _ranked(
    asked: Asked, facts: FromClause, figure: Figure, keys: Sequence[ColumnElement[Any]]
) -> dict[Key, int | None]:
    """Percentiles by nearest rank: of n amounts in order, the one at place n x rank / 100, rounded up."""
    amount, condition = amount_of(facts, figure), fits(facts, figure)
    over = list(keys) or None
    lined = select(
        *keys,
        amount.label("amount"),
        func.row_number().over(partition_by=over, order_by=amount).label("place"),
        func.count().over(partition_by=over).label("many"),
    ).where(amount.is_not(None))
    if condition is not None:
        lined = lined.where(condition)
    line = lined.subquery()
    chosen = select(*(line.c[key.name] for key in keys), line.c.amount).where(
        line.c.place == (line.c.many * figure.rank + 99) // 100
    )
    return {tuple(row[:-1]): _whole(row[-1]) for row in asked.connection.execute(chosen)}


def _divide(values: Values, figures: Sequence[Figure]) -> None:
    for figure in figures:
        if figure.kind == "quotient":
            above, below = values.get(figure.above), values.get(figure.below)
            values[figure.name] = above * figure.times / below if above is not None and below else None
