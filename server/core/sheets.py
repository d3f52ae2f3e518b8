"""Tables as files: CSV and XLSX that a spreadsheet opens as text and numbers, never as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING, WriteOnlyCell

Value = str | int | float | None
#: what a cell begins with that a spreadsheet works out or hides (OWASP, CSV injection)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
MIMES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def neutral(value: Value) -> Value:
    """The value as a spreadsheet may have it: text that would be a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark in front, so that spreadsheets read it as such; lines end as RFC 4180 wants."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([neutral(name) for name in header])
    writer.writerows([neutral(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet; every text is stored as text, so nothing needs an apostrophe."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Boxless")
    for row in (header, *rows):
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(sheet: object, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = TYPE_STRING
    return cell


def sheet_bytes(form: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The table in the form `csv` or `xlsx`."""
    return csv_bytes(header, rows) if form == "csv" else xlsx_bytes(header, rows)
