"""Writing many rows with one statement. SQLAlchemy would prepare the values of each row anew, which costs more than
storing them; here a statement is made once per shape of row and its values go to the driver as they are.

SQLite takes row after row, and a row costs it little. PostgreSQL sets out anew for each, so it gets all rows at once,
as one JSON text: arrays would cost the driver more to write than PostgreSQL saves. Nor need it answer each
statement before it is sent the next (`pipelined`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from operator import is_, itemgetter
from typing import Any

import orjson
import psycopg
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Float,
    FromClause,
    Integer,
    Table,
    Text,
    Update,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Row = dict[str, Any]
#: the value of its key by which a row to be changed is found
KEY = "b_id"
#: the parameter of all rows at once
ROWS = "rows"


def insert_many(connection: Connection, rows: Table, values: Sequence[Row]) -> None:
    """Insert rows that all name the same columns; defaults of the model fill the others."""
    if not values:
        return
    prepared = _insert(rows, tuple(values[0]), connection.dialect)
    if prepared is None:
        connection.execute(insert(rows), values)
    else:
        prepared.run(connection, values)


def upsert_many(connection: Connection, rows: Table, values: Sequence[Row]) -> None:
    """The same for rows whose keys may be there already: these take the other columns named. Each key once.

    Raises TypeError where a column left out has a default that is made for each row.
    """
    if not values:
        return
    prepared = _insert(rows, tuple(values[0]), connection.dialect, over=True)
    if prepared is None:
        raise TypeError(f"{rows.name}: name the column whose default is made for each row")
    prepared.run(connection, values)


def update_many(
    connection: Connection,
    rows: Table,
    names: Iterable[str],
    values: Sequence[Row],
    *,
    by: str | None = None,
    where: str | None = None,
) -> None:
    """Set the named columns, each row's found by `b_id`, which comes once.

    `by`: the column it is compared with, else the first of the table's key. `where`: only rows that have this flag.
    """
    if values:
        _update(rows, tuple(sorted(names)), by, where, connection.dialect).run(connection, values)


@contextmanager
def pipelined(connection: Connection) -> Iterator[None]:
    """Send the statements inside to PostgreSQL without waiting for each other's end: for those that answer nothing.

    What one of them does wrong is raised at the end at the latest, as SQLAlchemy raises it.
    """
    driver = connection.connection.dbapi_connection
    if not isinstance(driver, psycopg.Connection):
        yield
        return
    try:
        with driver.pipeline():
            yield
    except psycopg.Error as error:
        raise DBAPIError.instance(None, None, error, psycopg.Error, hide_parameters=True) from error


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A compiled statement and how rows become its parameters."""

    sql: str
    #: the values of a row in the order of the parameters
    pick: Callable[[Row], tuple[Any, ...]]
    #: place of a value -> what makes it one the driver takes
    processors: Sequence[tuple[int, Callable[[Any], Any]]]
    #: columns the rows do not name
    constants: Row
    #: columns of a statement that takes all rows at once
    names: Sequence[str] | None

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it for every row."""
        whole = [{**self.constants, **row} for row in rows] if self.constants else rows
        picked = list(map(self.pick, whole))
        for place, process in self.processors:
            said = [row[place] for row in picked]
            stored = list(map(process, said))
            # most values are fit as they are
            if not all(map(is_, said, stored)):
                pairs = zip(picked, stored, strict=True)
                picked = [(*row[:place], value, *row[place + 1 :]) for row, value in pairs]
        if self.names is None:
            connection.exec_driver_sql(self.sql, picked)
        else:
            named = [dict(zip(self.names, row, strict=True)) for row in picked]
            connection.exec_driver_sql(self.sql, {ROWS: orjson.dumps(named).decode()})


def _prepared(compiled: SQLCompiler, columns: dict[str, Column[Any]], constants: Row) -> _Prepared:
    """`columns`: name in a row -> the column it is for."""
    dialect = compiled.dialect
    names = tuple(map(str, columns if _takes_all(dialect) else compiled.positiontup or ()))
    found = [(place, _processor(columns[name], dialect)) for place, name in enumerate(names)]
    processors = [(place, process) for place, process in found if process is not None]
    pick = itemgetter(*names)
    # of one name itemgetter gives the bare value
    whole = pick if len(names) > 1 else lambda row: (pick(row),)
    return _Prepared(str(compiled), whole, processors, constants, names if _takes_all(dialect) else None)


def _processor(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    # Python's own driver of SQLite stores truth as 0 and 1 by itself
    if isinstance(column.type, Boolean) and not _takes_all(dialect):
        return None
    return column.type.bind_processor(dialect)


def _takes_all(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"


@lru_cache(maxsize=256)
def _insert(rows: Table, names: tuple[str, ...], dialect: Dialect, *, over: bool = False) -> _Prepared | None:
    """`over`: a row whose key is there is written over. None where a default must be made for each row."""
    left_out = [column for column in rows.columns if column.name not in names and column.default is not None]
    if not all(column.default.is_scalar for column in left_out if column.default is not None):
        return None
    constants = {column.name: getattr(column.default, "arg", None) for column in left_out}
    columns = {name: rows.c[name] for name in (*names, *constants)}
    statement: Any = postgresql.insert(rows) if _takes_all(dialect) else sqlite.insert(rows)
    if _takes_all(dialect):
        statement = statement.from_select(list(columns), select(*_given(columns)), include_defaults=False)
    if over:
        key = [column.name for column in rows.primary_key]
        changes = {name: statement.excluded[name] for name in names if name not in key}
        statement = statement.on_conflict_do_update(index_elements=key, set_=changes)
    keys = None if _takes_all(dialect) else list(columns)
    return _prepared(statement.compile(dialect=dialect, column_keys=keys), columns, constants)


@lru_cache(maxsize=1024)
def _update(rows: Table, names: tuple[str, ...], by: str | None, where: str | None, dialect: Dialect) -> _Prepared:
    key = rows.c[by] if by else next(iter(rows.primary_key.columns))
    columns = {**{name: rows.c[name] for name in names}, KEY: key}
    values: list[ColumnElement[Any]] = [bindparam(name) for name in columns]
    if _takes_all(dialect):
        values = _given(columns)
    statement: Update = update(rows).values(dict(zip(names, values, strict=False))).where(key == values[-1])
    if where:
        statement = statement.where(rows.c[where])
    return _prepared(statement.compile(dialect=dialect), columns, {})


def _given(columns: dict[str, Column[Any]]) -> list[ColumnElement[Any]]:
    """Values of a row out of the JSON text, in this order."""
    kinds = [column(name, _kind(of)) for name, of in columns.items()]
    rows = func.json_to_recordset(cast(bindparam(ROWS, type_=Text), JSON)).table_valued(*kinds)
    given: FromClause = rows.render_derived(name="given", with_types=True)
    # a text says what it holds only once it is stored
    pairs = [(given.c[name], of.type) for name, of in columns.items()]
    return [cast(value, type) if isinstance(type, JSON) else value for value, type in pairs]


def _kind(of: Column[Any]) -> TypeEngine[Any]:
    """Without the lengths of texts: reading would cut where storing says what is wrong."""
    kinds: tuple[tuple[Any, TypeEngine[Any]], ...] = ((Boolean, Boolean()), (Integer, BigInteger()), (Float, Float()))
    return next((kind for type, kind in kinds if isinstance(of.type, type)), Text())
