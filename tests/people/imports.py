"""Personnel files for tests: made of rows, in every shape that people send."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from corpu.people.actions import imports
from corpu.people.models import ImportRun

HEADER = [
    "nipBaru", "nama", "email", "jenisPegawai", "unorId", "unor", "unorIndukId",
    "unorInduk", "jenisJabatan", "jabatanNama", "tmtJabatan", "nipAtasan",
]  # fmt: skip


def row(nip, name="Melati Contoh", **values) -> dict:
    """A row of the file; each keyword is a column."""
    base = {
        "nipBaru": nip, "nama": name, "unorId": "KEM-1-1-1-1",
        "unor": "Seksi Penyusunan Standar", "jenisJabatan": "2",
        "jabatanNama": "Analis Kebijakan Ahli Muda", "tmtJabatan": "2024-02-01",
    }  # fmt: skip
    return base | values


def header_of(rows) -> list[str]:
    names = list(HEADER)
    for values in rows:
        names += [name for name in values if name not in names]
    return names


def xlsx(rows, header=None, before=()) -> bytes:
    """An XLSX with the rows below a header."""
    header = header or header_of(rows)
    book = Workbook()
    sheet = book.active
    for line in before:
        sheet.append(line)
    sheet.append(header)
    for values in rows:
        sheet.append([values.get(name) for name in header])
    return saved(book)


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows, delimiter=",", header=None) -> str:
    """The same as CSV."""
    header = header or header_of(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    for values in rows:
        writer.writerow([values.get(name, "") for name in header])
    return out.getvalue()


def load(data, by, name="pegawai.xlsx") -> ImportRun:
    """Upload and read a file; returns the run with its preview."""
    if isinstance(data, list):
        data = xlsx(data)
    if isinstance(data, str):
        data = data.encode()
    run = imports.upload(kind="people", file=SimpleUploadedFile(name, data), by=by)
    imports.work_on(run.pk)
    run.refresh_from_db()
    return run


def apply(run) -> ImportRun:
    """Confirm and apply."""
    imports.confirm(run, by=run.started_by)
    imports.work_on(run.pk)
    run.refresh_from_db()
    return run


def codes(run) -> dict[int, list[str]]:
    """Row number -> codes of its problems."""
    return {
        row.number: [problem["code"] for problem in row.problems]
        for row in run.rows.all()
        if row.problems
    }


def acts(run) -> list[str]:
    """What each row would do, in order."""
    return list(run.rows.values_list("act", flat=True))
