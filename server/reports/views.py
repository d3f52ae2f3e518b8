"""HTTP for reports: the list, the numbers, the leads behind them, files."""

from typing import Any

from flask import Response

from server.auth.access import current_actor, requires
from server.auth.permission_map import check
from server.core.api import Blueprint
from server.core.db import reading
from server.core.errors import Invalid, NotFound
from server.core.http import json_response
from server.core.sheets import MIMES, sheet_bytes
from server.leads.leaving import log_export
from server.reports import downloads, queries
from server.reports.asking import ask
from server.reports.catalogue import REPORTS
from server.reports.drilling import Cell, counted, keyed, page
from server.reports.notes_views import blueprint as notes
from server.reports.schemas import CellQuery, LeadsQuery, ReportQuery, RowsQuery
from server.reports.tables import Report

blueprint = Blueprint(
    "reports", __name__, url_prefix="/api/v1/reports", description="Numbers and what is behind them."
)


@blueprint.get("")
@requires("report:read")
def list_reports() -> Response:
    """Every report with its question, its formula in words and its place in the list."""
    return json_response(queries.catalogue())


@blueprint.get("/<name>")
@blueprint.arguments(ReportQuery, location="query")
@requires("report:read")
def show_report(query: dict[str, Any], name: str) -> Response:
    """The report over the leads this person may count."""
    report = _report(name)
    with reading() as connection:
        return json_response(queries.answer(ask(connection, current_actor(), query), report))


@blueprint.get("/<name>/leads")
@blueprint.arguments(LeadsQuery, location="query")
@requires("report:read")
def show_leads(query: dict[str, Any], name: str) -> Response:
    """Exactly the leads behind one figure, a page of those this person may look at."""
    report, number, size = _report(name), query.pop("page"), query.pop("page_size")
    cell = _cell(report, query)
    with reading() as connection:
        asked = ask(connection, current_actor(), query)
        many, amount, hidden = counted(asked, cell)
        leads = page(asked, cell, number=number, size=size)
    return json_response(
        {
            "total": many,
            "amount": amount,
            "hidden": hidden,
            "page": number,
            "total_pages": -(-(many - hidden) // size),
            "figure": {"name": cell.figure.name, "label": cell.figure.label, "unit": cell.figure.unit},
            "leads": leads,
        }
    )


@blueprint.get("/<name>/rows.<form>")
@blueprint.arguments(RowsQuery, location="query")
@requires("report:read")
def download_rows(query: dict[str, Any], name: str, form: str) -> Response:
    """One table of the report as a file; numbers only, nobody's data."""
    report, wanted = _report(name, form), query.pop("table", None)
    with reading() as connection:
        asked = ask(connection, current_actor(), query)
        tables = queries.answer(asked, report)["tables"]
        table = next((t for t in tables if t["name"] == (wanted or tables[0]["name"])), None)
        if table is None:
            raise Invalid(errors={"query": {"table": ["This report has no such table."]}})
        header, rows = downloads.rows_of(table, asked.currency, asked.tz)
        return _file(f"{name}-{table['name']}", form, sheet_bytes(form, header, rows))


@blueprint.get("/<name>/leads.<form>")
@blueprint.arguments(CellQuery, location="query")
@requires("report:read")
def download_leads(query: dict[str, Any], name: str, form: str) -> Response:
    """The leads behind a figure as a file. It is written down who took them; refused channels stay blank."""
    report, actor = _report(name, form), current_actor()
    check(actor, "lead:export")
    filters = dict(query)
    cell = _cell(report, query)
    with reading() as connection:
        header, lines = downloads.leads_of(ask(connection, actor, query), cell)
        rows = list(lines)
    log_export(actor, kind=f"report:{name}", form=form, filters=filters, columns=header, leads=len(rows))
    return _file(f"{name}-leads", form, sheet_bytes(form, header, rows))


def _report(name: str, form: str = "csv") -> Report:
    if name not in REPORTS or form not in MIMES:
        raise NotFound()
    return REPORTS[name]


def _cell(report: Report, query: dict[str, Any]) -> Cell:
    """The figure asked for. Raises Invalid when the report has no such one."""
    table_name, _, figure_name = query.pop("cell").partition(".")
    table = report.table(table_name)
    figure = table.figure(figure_name) if table else None
    if table is None or figure is None or figure.kind == "quotient":
        raise Invalid(errors={"query": {"cell": ["No leads stand behind this figure."]}})
    by = queries.dimensions_of(table, query.get("by"))
    key = query.pop("key", None)
    place = None if key is None else keyed(key, by)
    if key is not None and place is None:
        raise Invalid(errors={"query": {"key": ["This is no row of the table."]}})
    return Cell(table, figure, by, place)


def _file(name: str, form: str, content: bytes) -> Response:
    response = Response(content, mimetype=MIMES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


blueprints = (notes, blueprint)
