"""Tables that people take with them are harmless, whatever was typed into them."""

import csv
import io

import pytest
from openpyxl import load_workbook

from corpu.lib.downloads import download

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def test_no_cell_of_a_csv_is_a_formula():
    body = download("x", HOSTILE, [HOSTILE], "csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body, newline="")))
    assert len(rows) == 2
    assert all(cell.startswith("'") for row in rows for cell in row)


def test_no_cell_of_a_workbook_is_a_formula():
    body = download("x", HOSTILE[:4], [HOSTILE[:4]], "xlsx").content
    sheet = load_workbook(io.BytesIO(body)).active
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


@pytest.mark.parametrize("place", ["header", "row"])
def test_control_characters_do_not_keep_a_workbook_from_being_made(place):
    text = "lembur\x0b\x1bmalam"
    header, row = (["Catatan"], [text]) if place == "row" else ([text], ["x"])
    body = download("x", header, [row], "xlsx").content
    cells = [c.value for line in load_workbook(io.BytesIO(body)).active for c in line]
    assert "lembur  malam" in cells


def test_a_csv_cell_keeps_no_control_characters():
    body = download("x", ["Catatan"], [["lembur\x0bmalam"]], "csv").content
    assert b"lembur malam" in body
