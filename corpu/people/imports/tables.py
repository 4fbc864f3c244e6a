"""Tables out of the files that people send: XLSX and CSV, told apart by content.

Values only. A file that cannot be read is refused with the remedy; a cell that cannot be
read becomes a problem of its row.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.imports.contract import Column, Problem, RawRow
from corpu.people.imports.delimited import csv_lines
from corpu.people.imports.xlsx import xlsx_lines

MOST_ROWS = 50_000
MOST_EMPTY_ROWS = 500  # after so many in a row, the table has ended
HEADER_WITHIN = 20


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
        lines, merged = xlsx_lines(stream)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "old_xls",
            _(
                "This is an old Excel file (XLS) or one with a password. "
                "Save it as XLSX without a password and send that."
            ),
        )
    else:
        lines, merged = csv_lines(stream.read()), []
    return _table(lines, columns, merged)


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
