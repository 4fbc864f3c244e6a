"""Lines out of a CSV file, whatever sign divides it and however it is encoded."""

import csv
import io
import re

from corpu.people.imports.wrong_type import wrong_type

MOST_COLUMNS = 200


def csv_lines(data: bytes):
    """(number, [(value, formula without value)]) for each line."""
    text = _decode(data)
    start = text.lstrip()[:200].lower()
    if "\x00" in text[:4000] or start.startswith(("%pdf", "<", "{", "{\\rtf")):
        raise wrong_type()
    text = text.replace("\x00", "")
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
        raise wrong_type() from None


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
    raise wrong_type()


def _sign(text: str) -> str:
    """The sign between the columns: the one found most often in the first full line."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(";\t|,", key=lambda sign: (line.count(sign), sign == ","))
