"""Files of standards and of assessment centres."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corpu.people.actions import imports
from corpu.skills.models import Assessment, PostStandard
from tests.conftest import make_post

STANDARDS = "kode jabatan;jenis jabatan;jenjang;kompetensi;tingkat;dasar hukum\n"


@pytest.fixture
def load(django_capture_on_commit_callbacks):
    """`load("standards", text, hr)`: a file, read; `.confirm` applies it."""

    def _load(kind, text, by):
        file = SimpleUploadedFile("file.csv", io.BytesIO(text.encode()).read())
        with django_capture_on_commit_callbacks(execute=True):
            run = imports.upload(kind=kind, file=file, by=by)
        run.refresh_from_db()
        return run

    return _load


@pytest.fixture
def confirm(django_capture_on_commit_callbacks):
    def _confirm(run):
        with django_capture_on_commit_callbacks(execute=True):
            imports.confirm(run, by=run.started_by)
        run.refresh_from_db()
        return run

    return _confirm


def codes(run) -> list:
    return [found["code"] for row in run.rows.all() for found in row.problems]


def test_a_file_of_standards_becomes_drafts(load, confirm, competences, hr):
    make_post()
    text = STANDARDS + (
        "post-functional;;;komunikasi;3;Keputusan 1/2026\n"
        ";fungsional;ahli muda;Analisis data;4;Keputusan 1/2026\n"
    )
    run = load("standards", text, hr)
    assert run.state == "preview" and imports.counts(run)["add"] == 2, codes(run)
    assert not PostStandard.objects.exists()
    assert confirm(run).state == "done"
    rows = PostStandard.objects.order_by("level")
    assert [(row.level, row.live, row.drafted_by) for row in rows] == [
        (3, False, hr),
        (4, False, hr),
    ]
    assert imports.counts(load("standards", text, hr))["same"] == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("none;;;komunikasi;3;Law", "unknown_post"),
        (";;;komunikasi;3;Law", "post_or_kind"),
        ("post-functional;fungsional;;komunikasi;3;Law", "post_or_kind"),
        (";menteri;;komunikasi;3;Law", "unknown_kind"),
        ("post-functional;;;terbang;3;Law", "unknown_competence"),
        ("post-functional;;;komunikasi;6;Law", "wrong_level"),
        ("post-functional;;;komunikasi;0;Law", "wrong_level"),
        ("post-functional;;;komunikasi;3;", "required"),
    ],
)
def test_rows_of_standards_are_refused_with_a_reason(load, competences, hr, row, code):
    make_post()
    run = load("standards", STANDARDS + row + "\n", hr)
    assert code in codes(run)
    assert imports.counts(run)["refuse"] == 1


def test_a_centres_findings_are_validated(load, confirm, competences, hr, learner):
    text = f"nip;kompetensi;tingkat;tanggal\n{learner.nip};komunikasi;2;01-03-2026\n"
    run = load("assessments", text, hr)
    assert imports.counts(run)["add"] == 1, codes(run)
    confirm(run)
    row = Assessment.objects.get()
    assert (row.person, row.level, row.source, row.is_validated) == (
        learner,
        2,
        "centre",
        True,
    )
    assert imports.counts(load("assessments", text, hr))["same"] == 1


def test_a_centres_findings_stay_in_the_care_of_hr(load, competences, hr, stranger):
    text = "nip;kompetensi;tingkat;tanggal\n" + "".join(
        f"{person.nip};komunikasi;2;01-03-2026\n" for person in (stranger, hr)
    )
    run = load("assessments", text, hr)
    assert codes(run) == ["unknown_person", "own_row"]
