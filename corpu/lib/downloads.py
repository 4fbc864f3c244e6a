"""Tables that people take with them: CSV and XLSX, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def download(
    name: str, header: list[str], rows: Iterable[list], kind: str
) -> HttpResponse:
    """The table as an attachment `name.csv` or `name.xlsx`; other kinds give CSV."""
    if kind == "xlsx":
        body, content_type = _xlsx(header, rows), XLSX
    else:
        kind, content_type = "csv", "text/csv; charset=utf-8"
        body = _csv(header, rows)
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(header, rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(value) for value in header])
    for row in rows:
        writer.writerow([harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def harmless(value):
    """A value that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = ILLEGAL_CHARACTERS_RE.sub(" ", value)
    return f"'{text}" if value.startswith(FORMULA) else text


def _xlsx(header, rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, value) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet, value) -> WriteOnlyCell:
    """Numbers as numbers, everything else as text: never a formula, and without the
    control characters that a workbook cannot hold."""
    if value is None or isinstance(value, (int, float, Decimal)):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", str(value)))
    cell.data_type = "s"
    return cell
