"""Past learning from a file: the checks of the preview, and posting once."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from corpu.ledger.models import Credit, Record
from corpu.people.actions import imports
from tests.people.imports import acts, apply, codes, xlsx

HEADER = [
    "nipBaru", "jenisDiklatId", "namaKursus", "institusiPenyelenggara", "tanggalKursus",
    "tanggalSelesaiKursus", "jumlahJam", "nomorSertipikat", "hari", "sesi", "lingkup",
]  # fmt: skip


def row(person, **values) -> dict:
    base = {
        "nipBaru": person.nip, "jenisDiklatId": "seminar", "namaKursus": "Seminar Data",
        "institusiPenyelenggara": "Balai Contoh", "tanggalKursus": "12-03-2025",
        "tanggalSelesaiKursus": "12-03-2025",
    }  # fmt: skip
    return base | values


def load(rows, by):
    content = xlsx(rows, HEADER)
    upload = SimpleUploadedFile("riwayat.xlsx", content)
    run = imports.upload(kind="records", file=upload, by=by)
    imports.work_on_waiting()
    run.refresh_from_db()
    return run


def test_rows_are_previewed_posted_once_and_then_the_same(hr, learner, rates):
    rows = [
        row(learner),
        row(learner, jenisDiklatId="16", namaKursus="Etika", jumlahJam="8,5",
            tanggalKursus="2025-05-01", tanggalSelesaiKursus="03/05/2025"),
    ]  # fmt: skip
    run = load(rows, hr)
    assert (run.state, acts(run)) == ("preview", ["add", "add"])
    assert not Record.objects.exists()
    apply(run)
    assert Credit.objects.filter(person=learner, year=2025).total() == 4 + 8.5
    assert {record.recorded_by for record in Record.objects.all()} == {hr}
    again = load(rows, hr)
    assert acts(again) == ["same", "same"]
    apply(again)
    assert Record.objects.count() == 2


TOMORROW = (timezone.localdate() + datetime.timedelta(days=2)).strftime("%d-%m-%Y")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"nipBaru": "19900317201503200"}, "nip_length"),
        ({"nipBaru": "199003172015032999"}, "unknown_person"),
        ({"jenisDiklatId": "26"}, "unknown_form"),
        ({"namaKursus": ""}, "required"),
        ({"institusiPenyelenggara": ""}, "required"),
        ({"tanggalKursus": "kemarin"}, "wrong_date"),
        ({"tanggalKursus": TOMORROW, "tanggalSelesaiKursus": TOMORROW}, "in_future"),
        ({"tanggalSelesaiKursus": "11-03-2025"}, "reversed"),
        ({"jumlahJam": "0.5"}, "jp_too_small"),
        ({"jumlahJam": "empat"}, "wrong_number"),
        ({"hari": "3"}, "more_days_than_range"),
        ({"jenisDiklatId": "coaching"}, "quantity_missing"),
        ({"lingkup": "antariksa"}, "unknown_scope"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(hr, learner, rates, values, code):
    run = load([row(learner) | values, row(learner, namaKursus="Lain")], hr)
    assert acts(run) == ["refuse", "add"]
    assert code in codes(run)[run.rows.get(act="refuse").number]


def test_the_same_row_twice_in_a_file_is_told(hr, learner, rates):
    run = load([row(learner), row(learner)], hr)
    assert acts(run) == ["add", "refuse"]
    assert list(codes(run).values()) == [["row_twice"]]


def test_people_of_other_institutions_and_oneself_are_out_of_reach(hr, stranger, rates):
    run = load([row(stranger), row(hr)], hr)
    assert acts(run) == ["refuse", "refuse"]
