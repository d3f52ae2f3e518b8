"""What a report is made of: facts, one row for each thing counted, and figures over them.

A figure is always a sum, a smallest value or a percentile over facts that each belong to one lead; that is what makes
the leads behind every figure findable by the same query that made it (`counting`, `drilling`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, Select

from server.reports.asking import Asked

#: what a figure is shown as
Unit = Literal["number", "share", "money", "span", "instant", "minutes", "ratio"]
#: condition or column over facts
Over = Callable[[FromClause], ColumnElement[Any]]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of a report. `kind`: sum (count where `amount` is None), min, percentile, or quotient."""

    name: str
    label: str
    #: in a sentence: what is counted, over what
    says: str
    unit: Unit = "number"
    kind: Literal["sum", "min", "percentile", "quotient"] = "sum"
    where: Over | None = None
    amount: Over | None = None
    #: per cent, of a percentile
    rank: int = 50
    #: names of the figures a quotient divides
    above: str = ""
    below: str = ""
    #: a quotient is multiplied by it
    times: int = 1
    #: whether leads stand behind it
    leads: bool = True


def count(name: str, label: str, says: str, where: Over | None = None) -> Figure:
    """How many facts fit."""
    return Figure(name, label, says, where=where)


def total(
    name: str, label: str, says: str, amount: Over, *, where: Over | None = None, unit: Unit = "number"
) -> Figure:
    """The sum of an amount over the facts that fit."""
    return Figure(name, label, says, unit, amount=amount, where=where)


def oldest(name: str, label: str, says: str, amount: Over, where: Over | None = None) -> Figure:
    """The earliest instant among the facts that fit."""
    return Figure(name, label, says, "instant", "min", where, amount)


def percentile(name: str, label: str, says: str, rank: int, amount: Over, unit: Unit = "span") -> Figure:
    """The smallest amount that `rank` per cent of the facts with an amount do not exceed (nearest rank)."""
    return Figure(name, label, says, unit, "percentile", amount=amount, rank=rank)


def share(name: str, label: str, above: str, below: str, says: str = "") -> Figure:
    """One figure of the row as a part of another."""
    return Figure(name, label, says or f"{above} ÷ {below}.", "share", "quotient", above=above, below=below)


def per(name: str, label: str, above: str, below: str, says: str, unit: Unit = "ratio", times: int = 1) -> Figure:
    """One figure of the row divided by another."""
    return Figure(name, label, says, unit, "quotient", above=above, below=below, times=times)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report: facts grouped by one or more dimensions."""

    name: str
    title: str
    #: SELECT with `lead_id`, `at` (the instant the period filters by) and what dimensions and figures use
    facts: Callable[[Asked], Select[Any]]
    figures: tuple[Figure, ...]
    #: dimensions it is grouped by unless asked otherwise, and those it may be
    by: tuple[str, ...] = ("show",)
    dimensions: tuple[str, ...] = ("show", "source", "class", "rep", "interest", "month")
    #: adds to the rows and the total what no lead knows of; gets {key: values} and the values of the total
    finish: Callable[[Asked, tuple[str, ...], dict[tuple[Any, ...], Values], Values], None] | None = None
    #: columns `finish` fills
    more: tuple[Figure, ...] = ()
    #: rows are worked out only over these dimensions; others give the table as it stands
    fixed: bool = False

    def figure(self, name: str) -> Figure | None:
        """The figure of that name."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A table whose rows are no leads: phones, days gone by, notices."""

    name: str
    title: str
    columns: tuple[Figure, ...]
    #: (rows, total): a row is {"label", "values"}
    rows: Callable[[Asked], tuple[list[dict[str, Any]], Values]]


@dataclass(frozen=True, slots=True)
class Report:
    """A question and the tables that answer it."""

    name: str
    #: key of GROUPS
    group: str
    title: str
    question: str
    #: how it is counted, for people; one sentence each
    formula: tuple[str, ...]
    tables: tuple[Table | Listing, ...]
    #: (table, figure) of the one number on top
    headline: tuple[str, str]
    #: what the period filter goes by
    basis: str = "the moment the lead was captured"
    #: ids of the method's requirements
    method: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def table(self, name: str) -> Table | None:
        """The table of leads of that name."""
        return next((t for t in self.tables if t.name == name and isinstance(t, Table)), None)


GROUPS = {
    "falls": "What falls through?",
    "fast": "How fast are we?",
    "brings": "What does it bring?",
    "ahead": "What lies ahead?",
    "work": "How do we work?",
}
