"""Files as people send them, and files that nobody should send."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from corpu.lib.refusals import Refused
from corpu.people.imports.contract import Column
from corpu.people.imports.tables import read_table
from tests.people.imports import saved

COLUMNS = (
    Column("nipBaru", "NIP", ("nip", "NIP Baru"), required=True),
    Column("nama", "Nama", ("name",), required=True),
    Column("email", "E-mail"),
)
NIP = "198804172012032001"


def read(data: bytes):
    return read_table(io.BytesIO(data), COLUMNS)


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    assert len(str(caught.value.message)) > 20
    return caught.value.code


def book_of(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    return book


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_every_usual_shape(delimiter, encoding):
    text = f"NIP Baru;Nama;Email\r\n{NIP};Désirée Contoh;\r\n".replace(";", delimiter)
    table = read(text.encode(encoding))
    assert table.rows[0].values == {"nipBaru": NIP, "nama": "Désirée Contoh", "email": ""}
    assert table.rows[0].number == 2


def test_csv_as_excel_writes_it():
    table = read(f'sep=;\r\nnip;nama\r\n="{NIP}";"Contoh; Melati"\r\n'.encode())
    assert table.rows[0].values == {"nipBaru": NIP, "nama": "Contoh; Melati"}


def test_a_formula_in_csv_has_no_value():
    row = read(f"nip,nama\n{NIP},=A1&B1\n".encode()).rows[0]
    assert [problem.code for problem in row.problems] == ["formula_without_value"]


def test_a_title_above_the_header_is_skipped():
    table = read(saved(book_of(["Daftar Pegawai"], [], ["NIP", "Nama"], [NIP, "A"])))
    assert (table.rows[0].number, table.rows[0].values["nama"]) == (4, "A")


def test_unknown_and_double_headers_are_reported():
    table = read(
        saved(book_of(["nip", "nama", "golongan", "NIP_baru"], [NIP, "A", "III/a", "x"]))
    )
    assert table.unknown == ["golongan", "NIP_baru"]
    assert table.rows[0].values == {"nipBaru": NIP, "nama": "A"}


def test_a_formula_without_value_is_told_and_one_with_a_value_is_read():
    book = book_of(["nip", "nama"], [NIP, '="A"&"B"'], [NIP, "C"])
    table = read(saved(book))
    assert [p.code for p in table.rows[0].problems] == ["formula_without_value"]
    assert not table.rows[1].problems
    with_value = _edit(
        saved(book), lambda sheet: re.sub(rb"<v ?/>|<v></v>", b"<v>5</v>", sheet)
    )
    row = read(with_value).rows[0]
    assert (row.values["nama"], row.problems) == (5, [])


def _edit(data: bytes, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(
                part.filename, change(body) if "sheet1" in part.filename else body
            )
    return out.getvalue()


def test_merged_cells_are_told_row_by_row():
    book = book_of(["nip", "nama"], [NIP, "A"], [NIP, None], [NIP, "B"])
    book.active.merge_cells("B2:B3")
    rows = read(saved(book)).rows
    assert [[p.code for p in row.problems] for row in rows] == [
        ["merged_cells"], ["merged_cells"], [],
    ]  # fmt: skip


def test_merged_cells_above_the_header_do_no_harm():
    book = book_of(["Daftar", None], ["nip", "nama"], [NIP, "A"])
    book.active.merge_cells("A1:B1")
    assert not read(saved(book)).rows[0].problems


def test_empty_rows_end_the_table_early():
    book = book_of(["nip", "nama"], [NIP, "A"])
    sheet = book.active
    for number in range(3, 2_000):
        sheet.cell(number, 1, "")
    sheet.cell(100_000, 2, " ")
    sheet.cell(100_001, 1, NIP)
    assert [row.number for row in read(saved(book)).rows] == [2]


def test_a_few_empty_rows_between_others_are_skipped():
    book = book_of(["nip", "nama"], [NIP, "A"], [], [None, ""], [NIP, "B"])
    assert [row.number for row in read(saved(book)).rows] == [2, 5]


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr("corpu.people.imports.tables.MOST_ROWS", 3)
    assert refused(f"nip,nama\n{f'{NIP},A{chr(10)}' * 4}".encode()) == "too_many_rows"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 something",
        b"<html><table><tr><td>nip</td></tr></table></html>",
        b'{"nip": 1}',
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04 not really a zip",
        b"nip,nama\x00\x00\x00",
    ],
)
def test_the_type_is_told_by_content(data):
    assert refused(data) == "wrong_type"


def test_a_zip_that_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refused(out.getvalue()) == "wrong_type"


def test_an_old_or_locked_workbook_says_what_to_do():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == "old_xls"


def _bomb(name: str, size: int) -> bytes:
    out = io.BytesIO(saved(book_of(["nip", "nama"], [NIP, "A"])))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as part,
    ):
        for _ in range(size // 1_000_000):
            part.write(b"0" * 1_000_000)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    assert (
        refused(_bomb("xl/worksheets/sheet2.xml", 300_000_000)) == "file_too_big_inside"
    )


def test_a_swollen_part_is_refused():
    assert refused(_bomb("xl/media/image1.bin", 20_000_000)) == "file_too_big_inside"


def test_entities_are_not_expanded():
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    )
    data = _edit(saved(book_of(["nip", "nama"], [NIP, "A"])), lambda sheet: evil + sheet)
    assert refused(data) in ("broken_file", "wrong_type")


def test_a_damaged_sheet_says_where():
    data = _edit(
        saved(book_of(["nip", "nama"], *[[NIP, "A"]] * 5)), lambda sheet: sheet[:-200]
    )
    assert refused(data) in ("broken_file", "wrong_type")


def test_missing_columns_are_named():
    with pytest.raises(Refused) as caught:
        read(b"nip,email\n1,2\n")
    assert caught.value.code == "missing_columns"
    assert "nama" in str(caught.value.message)


def test_no_header_and_no_rows():
    assert refused(b"satu,dua\n" * 30) == "no_header"
    assert refused(b"nip,nama\n") == "no_rows"
    assert refused(b" ") == "no_header"
