import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corpu.ledger.actions import previews
from corpu.ledger.models import Record
from corpu.lib.templatetags.components import jp_number
from corpu.people.actions import imports
from corpu.people.models import ImportRun

HEADER = (
    "nip;jalur;nama kegiatan;penyelenggara;tanggal mulai;tanggal selesai;jp;"
    "nomor sertifikat;sesi"
)


@pytest.fixture
def load(rates, hr, django_capture_on_commit_callbacks):
    """`load("row;row", ...)`: upload, read; returns the run."""

    def _load(*rows, by=hr):
        text = "\n".join([HEADER, *rows])
        file = SimpleUploadedFile("catatan.csv", text.encode())
        with django_capture_on_commit_callbacks(execute=True):
            run = imports.upload(kind="records", file=file, by=by)
        run.refresh_from_db()
        return run

    return _load


@pytest.fixture
def apply(hr, django_capture_on_commit_callbacks):
    def _apply(run):
        with django_capture_on_commit_callbacks(execute=True):
            imports.confirm(run, by=hr)
        run.refresh_from_db()
        return run

    return _apply


def codes(run):
    row = run.rows.get()
    assert row.act == "refuse", row.problems
    return {(problem["field"], problem["code"]) for problem in row.problems}


def test_past_learning_is_posted_once(load, apply, learner):
    rows = [
        f"{learner.nip};e_learning;Etika;Balai;01-03-2025;2025-03-02;6;LP/1;",
        f"{learner.nip};Coaching;Coaching;Atasan;05/03/2025;05/03/2025;;;1",
        f"{learner.nip};9;Seminar;Balai;10-03-2025;10-03-2025;;;",
    ]
    run = load(*rows)
    assert run.state == ImportRun.State.PREVIEW, run.problem
    acts = list(run.rows.values_list("act", "problems"))
    assert [act for act, _problems in acts] == ["add", "add", "add"], acts
    assert apply(run).state == ImportRun.State.DONE
    facts = Record.objects.in_order()
    assert [fact.form_id for fact in facts] == ["e_learning", "coaching", "seminar"]
    assert [str(fact.credit().jp_recognised) for fact in facts] == [
        "6.00",
        "2.00",
        "4.00",
    ]
    again = load(*rows)
    assert set(again.rows.values_list("act", flat=True)) == {"same"}
    apply(again)
    assert Record.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("123;seminar;A;B;01-03-2025;01-03-2025;;;", None),
        ("{nip};nonsense;A;B;01-03-2025;01-03-2025;;;", {("form", "unknown_form")}),
        ("{nip};seminar;;;01-03-2025;01-03-2025;;;",
         {("title", "required"), ("provider", "required")}),
        ("{nip};seminar;A;B;02-03-2025;01-03-2025;;;", {("ended_on", "reversed")}),
        ("{nip};seminar;A;B;02-03-2125;03-03-2125;;;",
         {("started_on", "in_future"), ("ended_on", "in_future")}),
        ("{nip};seminar;A;B;31-02-2025;01-03-2025;;;", {("started_on", "wrong_date")}),
        ("{nip};technical;A;B;01-03-2025;01-03-2025;;;",
         {("jp", "quantity_missing"), ("minutes", "quantity_missing")}),
        ("{nip};technical;A;B;01-03-2025;01-03-2025;0,5;;", {("jp", "jp_too_small")}),
        ("{nip};technical;A;B;01-03-2025;01-03-2025;x;;", {("jp", "wrong_number")}),
        ("{nip};coaching;A;B;01-03-2025;01-03-2025;;;",
         {("sessions", "quantity_missing")}),
    ],
)  # fmt: skip
def test_wrong_rows_name_their_columns(load, learner, row, expected):
    found = codes(load(row.format(nip=learner.nip)))
    if expected is None:
        assert {field for field, _code in found} == {"nip"}
    else:
        assert found == expected


def test_people_outside_the_uploaders_care_are_unknown(load, stranger):
    row = f"{stranger.nip};seminar;A;B;01-03-2025;01-03-2025;;;"
    assert codes(load(row)) == {("nip", "unknown_person")}


def test_a_row_twice_in_one_file(load, learner):
    row = f"{learner.nip};seminar;A;B;01-03-2025;01-03-2025;;;"
    run = load(row, row)
    assert list(run.rows.values_list("act", flat=True)) == ["add", "refuse"]


def test_the_preview_shows_what_each_row_would_be_worth(load, apply, learner):
    rows = [
        f"{learner.nip};e_learning;Etika;Balai;01-03-2025;2025-03-02;6;LP/1;",
        f"{learner.nip};9;Seminar;Balai;10-03-2025;10-03-2025;;;",
        f"{learner.nip};9;Seminar lagi;Balai;10-03-2025;10-03-2025;;;",
    ]
    run = load(*rows)
    assert [row.changes["jp"][1].split()[0] for row in run.rows.all()][0] == "6"
    assert [[p["code"] for p in row.problems] for row in run.rows.all()] == [
        [], [], ["worth_less"]
    ]  # fmt: skip
    promised = [row.changes["jp"][1] for row in run.rows.all()]
    apply(run)
    facts = Record.objects.in_order()
    assert [row.act for row in load(*rows).rows.all()] == ["same", "same", "same"]
    counted = [jp_number(fact.credit().jp_recognised) for fact in facts]
    assert [text.split()[0] for text in promised] == counted


def test_a_piece_asks_for_its_worth_once(load, learner, monkeypatch):
    asked = []
    plain = previews.preview
    monkeypatch.setattr(
        previews, "preview", lambda drafts: plain(asked.append(1) or drafts)
    )
    load(
        *(
            f"{learner.nip};9;Seminar {day};Balai;{day}-03-2025;{day}-03-2025;;;"
            for day in range(10, 20)
        )
    )
    assert asked == [1]
