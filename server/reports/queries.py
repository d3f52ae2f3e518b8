"""A report as it is answered: tables with labelled rows, the headline, and what was asked."""

from collections.abc import Sequence
from typing import Any

from server.core.clock import iso
from server.reports.asking import Asked
from server.reports.catalogue import REPORTS
from server.reports.counting import Key, work_out
from server.reports.cracks import STAGES
from server.reports.labels import DIMENSIONS, labels
from server.reports.tables import GROUPS, Figure, Listing, Report, Table, Values

#: dimensions whose rows stand in their own order; the others by the first figure, the largest first
ORDERED = frozenset(("day", "month", "quarter", "year", "snapshot", "stage", "attempts", "class", "kind"))

#: stages a lead goes through, in their order
_PLACES = {name: place for place, (name, _) in enumerate(STAGES)}


def catalogue() -> list[dict[str, Any]]:
    """Every report with its question and its place, for the list."""
    return [_described(report) for report in REPORTS.values()]


def _described(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "group": report.group,
        "group_title": GROUPS[report.group],
        "title": report.title,
        "question": report.question,
        "formula": list(report.formula),
        "basis": report.basis,
        "method": list(report.method),
    }


def answer(asked: Asked, report: Report) -> dict[str, Any]:
    """The whole report. `by` of the filters regroups the tables that know the dimensions."""
    tables = [_table(asked, table) for table in report.tables]
    name, figure = report.headline
    on_top = next(table for table in tables if table["name"] == name)
    return {
        **_described(report),
        "at": iso(asked.now),
        "currency": asked.currency,
        "time_zone": asked.organisation["tz"],
        "headline": {"table": name, "figure": figure, "value": on_top["total"].get(figure)},
        "tables": tables,
    }


def dimensions_of(table: Table, wanted: Sequence[str] | None) -> tuple[str, ...]:
    """What the table is grouped by: what was asked for if it knows all of it, else its own."""
    known = wanted and set(wanted) <= set(table.dimensions)
    return tuple(wanted) if wanted and known else table.by


def _table(asked: Asked, table: Table | Listing) -> dict[str, Any]:
    if isinstance(table, Listing):
        rows, totals = table.rows(asked)
        listed = [{"key": None, "labels": [row["label"]], "values": row["values"]} for row in rows]
        head = {"by": [], "can_be_by": [], "columns": [_column(figure) for figure in table.columns]}
        return {"name": table.name, "title": table.title, **head, "rows": listed, "total": totals}
    by = dimensions_of(table, asked.filters.get("by"))
    values, totals = work_out(asked, table, by)
    return {
        "name": table.name,
        "title": table.title,
        "by": [{"name": name, "label": DIMENSIONS[name]} for name in by],
        "can_be_by": [{"name": name, "label": DIMENSIONS[name]} for name in table.dimensions],
        "columns": [_column(figure) for figure in (*table.figures, *table.more)],
        "rows": _rows(asked, table, by, values),
        "total": totals,
    }


def _column(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "label": figure.label,
        "says": figure.says,
        "unit": figure.unit,
        "leads": figure.leads and figure.kind != "quotient",
    }


def _rows(asked: Asked, table: Table, by: tuple[str, ...], values: dict[Key, Values]) -> list[dict[str, Any]]:
    named = [labels(asked.connection, name, (key[place] for key in values)) for place, name in enumerate(by)]
    first = table.figures[0].name

    def place_of(key: Key) -> tuple[Any, ...]:
        words = tuple(named[i][part] for i, part in enumerate(key))
        ordered = tuple(
            (part is None, _PLACES.get(part, part if isinstance(part, int) else 0), str(part)) for part in key
        )
        return ordered if set(by) <= ORDERED else (-(values[key][first] or 0), words)

    return [
        {"key": list(key), "labels": [named[i][part] for i, part in enumerate(key)], "values": values[key]}
        for key in sorted(values, key=place_of)
    ]
