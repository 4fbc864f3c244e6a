"""Lines out of an XLSX workbook, which may be broken or meant to do harm."""

import re
import zipfile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from corpu.lib.refusals import Refused
from corpu.people.imports.wrong_type import wrong_type

MOST_COLUMNS = 200
MOST_BYTES_UNPACKED = 250_000_000
MOST_STRINGS_UNPACKED = 60_000_000
MOST_PARTS = 2_000
MOST_RATIO = 400  # of one part above 5 MB


def xlsx_lines(stream):
    """Lines of the first sheet, and its merged ranges as (top, low, left, right)."""
    _refuse_bomb(stream)
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        part = sheet._worksheet_path
        formulas, merged = _look_into(stream, part)
        twin = None
        if formulas:
            twin = load_workbook(stream, read_only=True).worksheets[0]
    except Exception:  # every way in which a broken archive can fail
        raise wrong_type() from None
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
        raise wrong_type() from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise wrong_type()
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
