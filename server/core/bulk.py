"""Writing many rows with one statement. SQLAlchemy would prepare the values of each row anew, which costs more than
storing them; here a statement is compiled once per shape of row and its rows go to the driver as they are.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import is_, itemgetter
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, Table, bindparam, insert, text, update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Row = dict[str, Any]
Values = Callable[[Row], Any]


def insert_many(connection: Connection, rows: Table, values: Sequence[Row]) -> None:
    """Insert rows that all name the same columns; defaults of the model fill the others."""
    if not values:
        return
    prepared = _insert(rows, tuple(values[0]), connection.dialect)
    if prepared is None:
        connection.execute(insert(rows), values)
    else:
        prepared.run(connection, values)


def update_many(connection: Connection, rows: Table, names: Sequence[str], values: Sequence[Row]) -> None:
    """Set the named columns, each row's found by `b_id`, the value of the table's first key column."""
    if values:
        _update(rows, tuple(sorted(names)), connection.dialect).run(connection, values)


def execute_many(connection: Connection, sql: str, values: Sequence[Row]) -> None:
    """Run SQL with :named parameters once for each row of plain values."""
    if values:
        _text(sql, connection.dialect).run(connection, values)


class _Prepared:
    """A compiled statement and how a row becomes its parameters."""

    def __init__(self, compiled: SQLCompiler, constants: Row) -> None:
        self.sql = str(compiled)
        order = compiled.positiontup
        names = order if order is not None else list(compiled.binds)
        dialect = compiled.dialect
        types = [compiled.binds[name].type.dialect_impl(dialect) for name in names]
        found = [(place, _processor(type, dialect)) for place, type in enumerate(types)]
        self.processors = [(place, names[place], process) for place, process in found if process is not None]
        self.constants = constants
        self.pick = _in_order(order or names)
        self.ready = self._named if order is None else self._in_place

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it for every row."""
        connection.exec_driver_sql(self.sql, self.ready(rows))

    def _named(self, rows: Sequence[Row]) -> list[Row]:
        """The rows with their model's defaults, their values as the driver wants them."""
        whole = [{**self.constants, **row} for row in rows]
        for _, name, process in self.processors:
            for row in whole:
                row[name] = process(row[name])
        return whole

    def _in_place(self, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """The same for a driver that takes values by their place."""
        whole = [{**self.constants, **row} for row in rows] if self.constants else rows
        picked: list[tuple[Any, ...]] = list(map(self.pick, whole))
        for place, _, process in self.processors:
            said = [row[place] for row in picked]
            stored = list(map(process, said))
            # most values are fit as they are
            if not all(map(is_, said, stored)):
                pairs = zip(picked, stored, strict=True)
                picked = [(*row[:place], value, *row[place + 1 :]) for row, value in pairs]
        return picked


def _processor(type: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    # Python's own driver of SQLite stores truth as 0 and 1 by itself
    at_home = isinstance(type, Boolean) and dialect.driver == "pysqlite"
    return None if at_home else type.bind_processor(dialect)


def _in_order(names: Sequence[str]) -> Values:
    # of one name itemgetter gives the bare value
    pick = itemgetter(*names)
    return pick if len(names) > 1 else lambda row: (pick(row),)


@lru_cache(maxsize=256)
def _insert(rows: Table, names: tuple[str, ...], dialect: Dialect) -> _Prepared | None:
    """None where a column left out has a default that must be made for each row."""
    left_out = [column for column in rows.columns if column.name not in names and column.default is not None]
    if not all(column.default.is_scalar for column in left_out if column.default is not None):
        return None
    constants = {column.name: getattr(column.default, "arg", None) for column in left_out}
    compiled = insert(rows).compile(dialect=dialect, column_keys=[*names, *constants])
    return _Prepared(compiled, constants)


@lru_cache(maxsize=1024)
def _update(rows: Table, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    key = next(iter(rows.primary_key.columns))
    statement = update(rows).where(key == bindparam("b_id")).values({n: bindparam(n) for n in names})
    return _Prepared(statement.compile(dialect=dialect), {})


@lru_cache(maxsize=64)
def _text(sql: str, dialect: Dialect) -> _Prepared:
    return _Prepared(text(sql).compile(dialect=dialect), {})
