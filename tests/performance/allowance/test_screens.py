"""The screens of allowance: who sees what, and that the figures lead to their facts."""

import csv
import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from corpu.people.actions import imports
from corpu.people.models import Decision, ImportRun
from corpu.people.queues import load_queues
from performance.allowance.models import Attendance, Line, Objection, Scheme

MAY = datetime.date(2026, 5, 1)


@pytest.fixture
def line(run, learner) -> Line:
    return Line.objects.get(run=run, person=learner)


def test_she_sees_why_and_objects(client_of, learner, line, hr):
    client = client_of(learner)
    assert "95,4 %" in client.get(reverse("allowance:mine")).content.decode()
    page = client.get(line.get_absolute_url())
    text = page.content.decode()
    assert "Permen Contoh 1/2026" in text and "Corpu" in text
    assert sum(step.effect for step in page.context["steps"]) == line.percent
    (better,) = page.context["better"]
    assert (better["percent"], better["more"]) == (100, 100 - line.percent)
    url = reverse("allowance:object", args=[line.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = client.post(url, {"reason": "Saya dinas luar."})
    row = Objection.objects.get()
    assert answer.url == reverse("allowance:objection", args=[row.public_id])
    assert "Saya dinas luar." in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("learner", 200),
        ("hr", 200),
        ("auditor", 200),
        ("leader", 404),
        ("upper_leader", 404),
        ("colleague", 404),
        ("coach", 404),
        ("stranger", 404),
        ("author", 404),
    ],
)
def test_who_sees_a_recommendation(client_of, line, request, who, status):
    viewer = request.getfixturevalue(who)
    assert client_of(viewer).get(line.get_absolute_url()).status_code == status


def test_leaders_see_only_if_the_institution_says_so(client_of, line, leader, stranger):
    Scheme.objects.update(leaders_see=True)
    url = line.get_absolute_url()
    assert client_of(leader).get(url).status_code == 200
    assert client_of(stranger).get(url).status_code == 404
    answer = client_of(leader).post(
        reverse("allowance:object", args=[line.pk]), {"reason": "x"}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("hr", 200), ("auditor", 200), ("leader", 404), ("learner", 404), ("stranger", 404)],
)
def test_who_opens_the_office(client_of, run, ministry, formula, request, who, status):
    client = client_of(request.getfixturevalue(who))
    for name, pk in (("scheme", ministry.root.pk), ("run", run.pk), ("progress", run.pk)):
        assert client.get(reverse(f"allowance:{name}", args=[pk])).status_code == status
    expected = 200 if who != "stranger" else 404
    found = client.get(reverse("allowance:formula", args=[formula.pk])).status_code
    assert found == expected


@pytest.mark.parametrize("name", ["propose", "lock", "send_back", "look"])
def test_an_auditor_reads_and_changes_nothing(client_of, run, auditor, stranger, name):
    url = reverse(f"allowance:{name}", args=[run.pk])
    data = {"reason": "Saya"}
    assert client_of(auditor).post(url, data).status_code == 403
    assert client_of(stranger).post(url, data).status_code == 404


def test_the_figures_of_a_month_lead_to_their_lines(client_of, run, hr):
    client, url = client_of(hr), reverse("allowance:run", args=[run.pk])
    figures = client.get(url).context["figures"]
    assert figures["all"] == run.lines.count()
    for code, _label, number in figures["bands"]:
        page = client.get(url, {"show": code}).context["page"]
        assert page.paginator.count == number
    for show, name in (("missing", "missing"), ("exception", "exception")):
        page = client.get(url, {"show": show}).context["page"]
        assert page.paginator.count == figures[name]


def test_hr_switches_on_in_the_browser(client_of, ministry, hr, second_hr):
    url = reverse("allowance:scheme", args=[ministry.root.pk])
    client = client_of(hr)
    assert client.get(reverse("allowance:office")).url == url
    propose = reverse("allowance:propose_scheme", args=[ministry.root.pk])
    assert client.post(propose, {"legal_basis": ""}).status_code == 422
    client.post(propose, {"legal_basis": "Permen Contoh 1/2026"})
    confirm = reverse("allowance:confirm_scheme", args=[ministry.root.pk])
    client.post(confirm)
    assert not Scheme.objects.get().is_on
    client_of(second_hr).post(confirm)
    assert Scheme.objects.get().is_on
    terms = {"objection_days": 7, "decision_days": 3, "leaders_see": "on"}
    client.post(reverse("allowance:terms", args=[ministry.root.pk]), terms)
    row = Scheme.objects.get()
    assert (row.objection_days, row.leaders_see, row.is_on) == (7, True, True)


def test_the_queue_of_decisions_answers_objections(client_of, line, learner, hr, leader):
    client_of(learner).post(
        reverse("allowance:object", args=[line.pk]), {"reason": "Keliru"}
    )
    queue = next(q for q in load_queues() if q.code == "allowance_objections")
    assert list(queue.rows(leader)) == []
    (item,) = queue.rows(hr)
    assert item.decide_by and item.person == learner
    queue.decide(hr, item.key, False, "Sesuai mesin")
    assert Objection.objects.get().state == "declined"


def test_hr_corrects_and_accepts_on_the_page(client_of, line, learner, hr):
    client_of(learner).post(
        reverse("allowance:object", args=[line.pk]), {"reason": "Keliru"}
    )
    row = Objection.objects.get()
    client = client_of(hr)
    assert (
        client.get(reverse("allowance:objection", args=[row.public_id])).status_code
        == 200
    )
    correct = reverse("allowance:correct", args=[row.public_id])
    assert client.post(correct, {"percent": "100"}).status_code == 422
    client.post(correct, {"percent": "100", "reason": "Surat tugas", "absent": ""})
    assert Decision.objects.filter(act="allowance.attendance_corrected").exists()
    answer = reverse("allowance:answer", args=[row.public_id])
    client.post(answer, {"answer": "accept", "reason": ""})
    line.refresh_from_db()
    assert line.percent == 100


def test_payroll_gets_a_file_that_is_safe_and_numbered(
    client_of, locked, hr, auditor, learner, run
):
    learner.name = "=HYPERLINK(1)"
    learner.save(update_fields=["name"])
    client = client_of(hr)
    url = reverse("allowance:export", args=[locked.pk, "csv"])
    assert client_of(auditor).get(url).status_code == 403
    assert client_of(learner).get(url).status_code == 404
    answer = client.get(url)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    seal = locked.seal
    assert len(rows) == seal.rows == locked.lines.count()
    mine = next(row for row in rows if row["NIP"] == learner.nip)
    values = list(mine.values())
    assert values[0] == seal.number and values[1] == seal.short
    assert values[3].startswith("'=") and values[4] == "2026-05"
    assert values[6] == "95.40" and "Permen Contoh 1/2026" in values[8]
    book = load_workbook(
        io.BytesIO(client.get(url.replace("csv", "xlsx")).content), read_only=True
    )
    cells = list(book.active.iter_rows(values_only=True))
    assert len(cells) == len(rows) + 1
    assert any(row[2] == learner.nip and float(row[6]) == 95.4 for row in cells[1:])
    assert Decision.objects.filter(act="allowance.exported").count() == 2


def test_an_open_month_is_not_exported(client_of, run, hr):
    url = reverse("allowance:export", args=[run.pk, "csv"])
    assert client_of(hr).get(url).status_code == 404


def test_the_page_of_a_month_asks_a_constant_number_of_questions(
    client_of, run, hr, ministry, attend, django_assert_max_num_queries
):
    from performance.allowance.actions import runs
    from tests.conftest import _make_person

    client, url = client_of(hr), reverse("allowance:run", args=[run.pk])
    for number in range(40):
        attend(_make_person(f"Orang {number}", unit=ministry.section), 90)
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    with django_assert_max_num_queries(75):
        assert client.get(url).status_code == 200


# -- the file of attendance ------------------------------------------------------------


HEAD = "nip;bulan;persentase;alpa;TL1;hukuman disiplin\n"


@pytest.fixture
def load(hr, django_capture_on_commit_callbacks):
    def _load(text: str, by=None) -> ImportRun:
        file = SimpleUploadedFile("kehadiran.csv", (HEAD + text).encode())
        with django_capture_on_commit_callbacks(execute=True):
            run = imports.upload(kind="attendance", file=file, by=by or hr)
        return ImportRun.objects.get(pk=run.pk)

    return _load


def test_attendance_is_previewed_then_kept(
    load, learner, colleague, stranger, hr, django_capture_on_commit_callbacks
):
    run = load(
        f"{learner.nip};2026-05;98,5;1;2;\n"
        f"{colleague.nip};01-05-2026;120;0;0;\n"
        f"{stranger.nip};2026-05;100;;;\n"
        f"{hr.nip};2026-05;100;;;\n"
        f"{learner.nip};2026-05;97;;;\n"
        f"{colleague.nip};2026-13;97;;;\n"
    )
    acts = [row.act for row in run.rows.order_by("number")]
    assert acts == ["add", "refuse", "refuse", "refuse", "refuse", "refuse"]
    codes = [p["code"] for row in run.rows.order_by("number") for p in row.problems]
    assert codes[:4] == [
        "not_a_share",
        "unknown_person",
        "own_row",
        "row_twice",
    ]
    assert codes[4:]  # a month that is none
    with django_capture_on_commit_callbacks(execute=True):
        imports.confirm(run, by=hr)
    row = Attendance.objects.get()
    assert (row.person, row.month, str(row.percent)) == (learner, MAY, "98.50")
    assert row.counts == {"absent": "1", "late_1": "2"}
    again = load(f"{learner.nip};2026-05;98,5;1;2;\n")
    assert [r.act for r in again.rows.all()] == ["same"]
    other = load(f"{learner.nip};2026-05;90;1;2;\n")
    assert other.rows.get().changes == {"percent": ["98.5", "90"]}


def test_a_locked_month_warns(load, locked, learner):
    run = load(f"{learner.nip};2026-05;50;;;\n")
    (problem,) = run.rows.get().problems
    assert (problem["code"], problem["warning"]) == ("month_locked", True)
