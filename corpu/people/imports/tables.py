"""Tables out of the files that people send: XLSX and CSV, told apart by content.

Values only. A file that cannot be read is refused with the remedy; a cell that cannot be
read becomes a problem of its row.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.imports.contract import Column, Problem, RawRow

MOST_ROWS = 50_000
MOST_EMPTY_ROWS = 500  # after so many in a row, the table has ended
MOST_COLUMNS = 200
HEADER_WITHIN = 20
MOST_BYTES_UNPACKED = 250_000_000
MOST_STRINGS_UNPACKED = 60_000_000
MOST_PARTS = 2_000
MOST_RATIO = 400  # of one part above 5 MB


@dataclass
class Table:
    """What was found: the rows, the headers that nobody knows, the columns not there."""

    rows: list[RawRow] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def read_table(stream, columns: tuple[Column, ...]) -> Table:
    """Read an open binary file; `Refused` if it is no table or lacks needed columns."""
    start = stream.read(8)
    stream.seek(0)
    if start.startswith(b"PK\x03\x04"):
        lines, merged = _xlsx_lines(stream)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "old_xls",
            _(
                "This is an old Excel file (XLS) or one with a password. "
                "Save it as XLSX without a password and send that."
            ),
        )
    else:
        lines, merged = _csv_lines(stream.read()), []
    return _table(lines, columns, merged)


def _wrong_type() -> Refused:
    return Refused(
        "wrong_type",
        _("This file is neither XLSX nor CSV. Save the table as one of these."),
    )


def plain(header) -> str:
    """A header without case, spaces and signs: "Nip Baru" and "nip_baru" are one."""
    return re.sub(r"[^a-z0-9]", "", str(header or "").lower())


def _table(lines, columns: tuple[Column, ...], merged: list) -> Table:
    """Find the header, then give each line that says something as a row."""
    known = {}
    for column in columns:
        for name in (column.name, *column.names):
            known.setdefault(plain(name), column.name)
    found, table, empty = None, Table(), 0
    for number, cells in lines:
        if found is None:
            found = _header(number, cells, known, columns, table)
            continue
        if all(cell is None or cell == "" for cell, _formula in cells):
            empty += 1
            if empty >= MOST_EMPTY_ROWS:
                break
            continue
        empty = 0
        if len(table.rows) >= MOST_ROWS:
            raise Refused(
                "too_many_rows",
                _("A file holds %(most)s rows at most. Divide it into several files.")
                % {"most": MOST_ROWS},
            )
        table.rows.append(_row(number, cells, found, merged))
    if found is None:
        raise _no_header(columns)
    if not table.rows:
        raise Refused("no_rows", _("The table has a header and no rows below it."))
    return table


def _no_header(columns) -> Refused:
    needed = ", ".join(column.name for column in columns if column.required)
    return Refused(
        "no_header",
        _("No row with the names of the columns was found. Needed are: %(columns)s.")
        % {"columns": needed},
    )


def _header(number, cells, known, columns, table) -> dict[int, str] | None:
    """Which cell holds which column, if this line is the header. A line counts as one
    when it names a needed column; the first name for a column wins."""
    names = {at: known.get(plain(cell)) for at, (cell, _formula) in enumerate(cells)}
    required = {column.name for column in columns if column.required}
    if not required & set(names.values()):
        if number > HEADER_WITHIN:
            raise _no_header(columns)
        return None
    missing = required - set(names.values())
    if missing:
        raise Refused(
            "missing_columns",
            _("These columns are missing: %(columns)s. Compare with the template.")
            % {"columns": ", ".join(sorted(missing))},
        )
    found: dict[int, str] = {}
    for at, name in names.items():
        if name and name not in found.values():
            found[at] = name
        elif cells[at][0] not in (None, ""):
            table.unknown.append(str(cells[at][0])[:60])
    table.columns = list(found.values())
    return found


def _row(number: int, cells, found: dict[int, str], merged: list) -> RawRow:
    row = RawRow(number, {})
    for at, name in found.items():
        value, formula = cells[at] if at < len(cells) else (None, False)
        if formula and value is None:
            row.problems.append(
                Problem(
                    "formula_without_value",
                    _(
                        "The cell holds a formula and no value. Copy the column and "
                        "paste it as values."
                    ),
                    name,
                )
            )
        row.values[name] = value
        if any(top <= number <= low and left <= at <= right
               for top, low, left, right in merged):  # fmt: skip
            row.problems.append(
                Problem(
                    "merged_cells",
                    _("The cell is merged with others. Unmerge it and fill every row."),
                    name,
                )
            )
    return row


# -- CSV ---------------------------------------------------------------------------


def _csv_lines(data: bytes):
    text = _decode(data)
    start = text.lstrip()[:200].lower()
    if "\x00" in text[:4000] or start.startswith(("%pdf", "<", "{", "{\\rtf")):
        raise _wrong_type()
    first, _line, rest = text.partition("\n")
    delimiter = None
    if first.lower().startswith("sep="):
        delimiter, text = first[4:].strip("\r") or "\t", rest
    csv.field_size_limit(100_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _sign(text))
    return _numbered(reader)


def _numbered(reader):
    try:
        for number, line in enumerate(reader, start=1):
            yield number, [_csv_cell(cell) for cell in line[:MOST_COLUMNS]]
    except csv.Error:
        raise _wrong_type() from None


def _csv_cell(cell: str) -> tuple:
    """A value, and whether it is a formula without one. Excel writes ="007" for text."""
    cell = cell.strip()
    exact = re.fullmatch(r'="(.*)"', cell)
    if exact:
        return exact.group(1), False
    if cell.startswith("=") and len(cell) > 1:
        return None, True
    return cell, False


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _wrong_type()


def _sign(text: str) -> str:
    """The sign between the columns: the one found most often in the first full line."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(";\t|,", key=lambda sign: (line.count(sign), sign == ","))


# -- XLSX --------------------------------------------------------------------------


def _xlsx_lines(stream):
    """Lines of the first sheet, and its merged ranges as (top, low, left, right)."""
    _refuse_bomb(stream)
    from openpyxl import load_workbook

    try:
        book = load_workbook(stream, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        part = sheet._worksheet_path
        formulas, merged = _look_into(stream, part)
        twin = None
        if formulas:
            twin = load_workbook(stream, read_only=True).worksheets[0]
    except Exception:  # every way in which a broken archive can fail
        raise _wrong_type() from None
    return _sheet_lines(sheet, twin), merged


def _sheet_lines(sheet, twin):
    sheet.reset_dimensions()
    values = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    if twin is None:
        lines = ((line, ()) for line in values)
    else:
        twin.reset_dimensions()
        both = twin.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        lines = zip(values, both, strict=False)
    number = 0
    try:
        for number, (line, formulas) in enumerate(lines, start=1):
            marks = [isinstance(f, str) and f.startswith("=") for f in formulas]
            marks += [False] * (len(line) - len(marks))
            yield number, list(zip(line, marks, strict=False))
    except Refused:
        raise
    except Exception:
        raise Refused(
            "broken_file",
            _(
                "The file is damaged from row %(row)s on. Save it again and send it once more."
            )
            % {"row": number + 1},
        ) from None


def _look_into(stream, part: str) -> tuple[bool, list]:
    """Whether the sheet holds formulas, and its merged ranges."""
    from openpyxl.utils import range_boundaries

    formulas, merged, tail = False, [], b""
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive, archive.open(part.lstrip("/")) as sheet:
        while chunk := sheet.read(1_000_000):
            seen = tail + chunk
            formulas = formulas or b"<f>" in seen or b"<f " in seen or b"<f/>" in seen
            for ref in re.findall(rb'<mergeCell [^>]*ref="([A-Z0-9:]+)"', seen):
                left, top, right, low = range_boundaries(ref.decode())
                merged.append((top, low, left - 1, right - 1))
            tail = seen[-100:] if len(merged) < 1_000 else b""
    stream.seek(0)
    return formulas, list(dict.fromkeys(merged))[:1_000]


def _refuse_bomb(stream) -> None:
    """Look at what the archive says of itself before anything is unpacked. Python never
    unpacks more of a part than the archive says."""
    try:
        parts = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _wrong_type() from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise _wrong_type()
    sizes = [part.file_size for part in parts]
    swollen = any(
        part.file_size > 5_000_000
        and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    strings = sum(
        part.file_size for part in parts if "sharedstrings" in part.filename.lower()
    )
    if (
        swollen
        or len(parts) > MOST_PARTS
        or sum(sizes) > MOST_BYTES_UNPACKED
        or strings > MOST_STRINGS_UNPACKED
    ):
        raise Refused(
            "file_too_big_inside",
            _(
                "Unpacked, this file is far bigger than a table of people. Copy the rows "
                "into a new workbook and send that."
            ),
        )
    stream.seek(0)
