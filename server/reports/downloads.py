"""Reports as files: rows of figures, and the leads behind one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.core.clock import HOUR
from server.core.sheets import Value
from server.reports.asking import Asked
from server.reports.drilling import Cell, page
from server.reports.labels import labels

#: currencies whose smallest unit is the whole one, or a thousandth
_WHOLE = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
_THOUSANDTHS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
PAGE = 200
LEAD_COLUMNS = (
    ("captured_at", "Captured"),
    ("given_name", "Given name"),
    ("family_name", "Family name"),
    ("company", "Company"),
    ("job_title", "Job title"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("show", "Show"),
    ("source", "Source"),
    ("owner", "Owner"),
    ("class", "Class"),
    ("status", "Status"),
    ("outcome", "Outcome"),
    ("last_touch_at", "Last contact"),
    ("next_step_at", "Next step"),
    ("refused", "Refused"),
    ("id", "Id"),
)


def rows_of(table: Mapping[str, Any], currency: str, tz: ZoneInfo) -> tuple[list[str], Iterator[list[Value]]]:
    """(header, rows) of an answered table, the total last. Money in whole units, spans in hours, shares in %."""
    columns = table["columns"]
    header = [dimension["label"] for dimension in table["by"]] or [table["title"]]
    depth = len(header)
    header += [f"{column['label']}{_unit(column['unit'], currency)}" for column in columns]

    def lines() -> Iterator[list[Value]]:
        total = {"labels": ["Total", *[""] * (depth - 1)], "values": table["total"]}
        for row in (*table["rows"], total):
            values = (shown(row["values"].get(c["name"]), c["unit"], currency, tz) for c in columns)
            yield [*row["labels"], *values]

    return header, lines()


def _unit(unit: str, currency: str) -> str:
    return {"money": f" ({currency})", "span": " (h)", "share": " (%)", "minutes": " (min)"}.get(unit, "")


def shown(value: Any, unit: str, currency: str, tz: ZoneInfo) -> Value:
    """A figure as a cell."""
    if value is None:
        return None
    if unit == "money":
        return round(value / 10 ** decimals(currency), decimals(currency))
    if unit == "span":
        return float(round(value / HOUR, 2))
    if unit == "share":
        return float(round(value * 100, 2))
    if unit == "instant":
        return local(value, tz)
    return float(round(value, 2)) if isinstance(value, float) else int(value)


def decimals(currency: str) -> int:
    """How many places the money has after the point (ISO 4217)."""
    return 0 if currency in _WHOLE else 3 if currency in _THOUSANDTHS else 2


def local(ms: int | None, tz: ZoneInfo) -> str | None:
    """An instant as the organisation's clocks show it."""
    return None if ms is None else datetime.fromtimestamp(ms / 1000, tz).isoformat(sep=" ", timespec="minutes")


def leads_of(asked: Asked, cell: Cell) -> tuple[list[str], Iterator[Sequence[Value]]]:
    """(header, rows) of the leads behind a figure that this person may see."""
    header = [label for _, label in LEAD_COLUMNS] + [f"{cell.figure.label}{_unit(cell.figure.unit, asked.currency)}"]
    return header, _lines(asked, cell)


def _lines(asked: Asked, cell: Cell) -> Iterator[Sequence[Value]]:
    number = 1
    while leads := page(asked, cell, number=number, size=PAGE):
        named = {
            name: labels(asked.connection, dimension, (lead[column] for lead in leads))
            for name, dimension, column in (
                ("show", "show", "event_id"),
                ("source", "source", "source"),
                ("owner", "rep", "owner_id"),
                ("status", "stage", "status"),
            )
        }
        for lead in leads:
            yield _line(asked, cell, lead, named)
        number += 1


def _line(asked: Asked, cell: Cell, lead: Mapping[str, Any], named: Mapping[str, dict[Any, str]]) -> list[Value]:
    values = {
        **lead,
        **{name: local(lead[name], asked.tz) for name in ("captured_at", "last_touch_at", "next_step_at")},
        "show": named["show"][lead["event_id"]],
        "source": named["source"][lead["source"]],
        "owner": named["owner"][lead["owner_id"]],
        "status": named["status"][lead["status"]],
        "refused": ", ".join(lead["refused"]),
    }
    amount = shown(lead["amount"], cell.figure.unit, asked.currency, asked.tz)
    return [*(values[name] for name, _ in LEAD_COLUMNS), amount]
