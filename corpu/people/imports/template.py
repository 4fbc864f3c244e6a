"""The workbook that people fill in: the columns, one made-up row, and what they mean."""

import io

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from corpu.lib.downloads import XLSX
from corpu.people.imports.contract import ImportKind


def template_file(kind: type[ImportKind]) -> HttpResponse:
    """The workbook of a kind, as an attachment."""
    book = Workbook()
    _rows(book.active, kind)
    _columns(book.create_sheet(_("Columns")), kind)
    out = io.BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = f"{kind.code}-template.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(sheet, kind) -> None:
    sheet.title = kind.sheet or kind.code
    sheet.append([column.name for column in kind.columns])
    sheet.append([str(column.example) for column in kind.columns])
    for number, column in enumerate(kind.columns, start=1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=column.required)
        sheet.column_dimensions[letter].width = max(14, len(str(column.example)) + 4)
        for row in range(1, 1001):  # as text: a NIP must never become a number
            sheet[f"{letter}{row}"].number_format = "@"
    sheet.freeze_panes = "B2"


def _columns(sheet, kind) -> None:
    header = [
        _("Column"),
        _("Meaning"),
        _("Needed"),
        _("How to fill it in"),
        _("Also called"),
    ]
    sheet.append(header)
    for column in kind.columns:
        needed = _("yes") if column.required else ""
        names = ", ".join(column.names)
        sheet.append([column.name, str(column.label), needed, str(column.help), names])
    for letter, width in zip("ABCDE", (22, 26, 10, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
