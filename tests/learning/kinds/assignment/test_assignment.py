"""Work that is handed in: kept, handed in once, marked by a rubric, done better."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.kinds.assignment import rules
from learning.kinds.assignment.actions import submissions
from learning.kinds.assignment.kind import KIND
from learning.kinds.assignment.models import Submission
from learning.models import LessonProgress

pytestmark = pytest.mark.django_db


def line(name: str, points: int) -> dict:
    value = {"name": name, "points": points, "guide": f"Penuh bila {name}"}
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}


FIELDS = {
    "task": "<p>Tulis nota dinas.</p>",
    "takes": "both",
    "criteria": [line("Isi", 60), line("Bahasa", 40)],
    "pass_mark": 70,
    "tries": 2,
    "minutes": 60,
}


@pytest.fixture
def lesson(lesson_of):
    return lesson_of("assignment", **FIELDS)


@pytest.fixture
def progress(learner, lesson, enrol):
    return enrol(learner, lesson)


def points(lesson, *given) -> dict:
    keys = [criterion["key"] for criterion in lesson.content["criteria"]]
    return dict(zip(keys, map(Decimal, given), strict=True))


def pdf(name="nota.pdf", data=b"%PDF-1.4 nota"):
    return SimpleUploadedFile(name, data)


def test_a_draft_is_kept_and_handed_in_once(progress):
    submissions.save_draft(progress, text="Setengah", upload=pdf())
    work = submissions.hand_in(progress, text="Selesai")
    again = submissions.hand_in(progress, text="Lain")
    assert work == again and Submission.objects.count() == 1
    work.refresh_from_db()
    assert (work.text, work.file["name"]) == ("Selesai", "nota.pdf")


def test_accepted_completes_the_lesson(progress, lesson, instructor, learner):
    work = submissions.hand_in(progress, text="Selesai")
    submissions.mark(work, points=points(lesson, 50, 30), note="Baik", by=instructor)
    progress.refresh_from_db()
    assert (progress.state, progress.score) == (LessonProgress.State.COMPLETED, 80)
    assert Notice.objects.get(person=learner, kind="assignment.accepted")
    assert Decision.objects.filter(act="assignment.accepted", by=instructor).exists()
    with pytest.raises(Refused) as refused:
        submissions.save_draft(progress, text="Lagi")
    assert refused.value.code == "accepted_already"


def test_returned_is_done_better_until_the_tries_end(progress, lesson, instructor):
    for number in (1, 2):
        work = submissions.hand_in(progress, text=f"Percobaan {number}")
        assert work.number == number
        submissions.mark(work, points=points(lesson, 10, 10), note="", by=instructor)
        progress.refresh_from_db()
        assert progress.state == LessonProgress.State.FAILED
    with pytest.raises(Refused) as refused:
        submissions.hand_in(progress, text="Percobaan 3")
    assert refused.value.code == "no_tries_left"


def test_while_it_waits_nothing_else_is_begun(progress):
    submissions.hand_in(progress, text="Selesai")
    with pytest.raises(Refused) as refused:
        submissions.save_draft(progress, text="Lain")
    assert refused.value.code == "waits_for_marking"


def test_marked_once_and_never_ones_own(progress, lesson, instructor, learner):
    work = submissions.hand_in(progress, text="Selesai")
    with pytest.raises(Refused) as refused:
        submissions.mark(work, points=points(lesson, 60, 40), note="", by=learner)
    assert refused.value.code == "own_work"
    submissions.mark(work, points=points(lesson, 60, 40), note="", by=instructor)
    with pytest.raises(Refused) as refused:
        submissions.mark(work, points=points(lesson, 0, 0), note="", by=instructor)
    assert refused.value.code == "marked_already"


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (pdf("skrip.html"), "file_kind"),
        (pdf("arsip"), "file_kind"),
        (pdf("kosong.pdf", b""), "file_empty"),
        (None, "nothing_handed_in"),
    ],
)
def test_what_is_not_taken(progress, upload, code):
    with pytest.raises(Refused) as refused:
        submissions.hand_in(progress, text=" ", upload=upload)
    assert refused.value.code == code
    assert not Submission.objects.exists()


def test_from_hand_in_to_marks_through_the_pages(
    client_of, progress, lesson, learner, instructor, provider
):
    client = client_of(learner)
    page = reverse("learning:lesson", args=[progress.enrolment.public_id, lesson.key])
    assert "Tulis nota dinas." in client.get(page).content.decode()
    save = reverse("kind_assignment:save", args=[progress.pk])
    client.post(save, {"text": "Separuh jalan"})
    assert "Separuh jalan" in client.get(page).content.decode()
    url = reverse("kind_assignment:hand_in", args=[progress.pk])
    client.post(url, {"text": "Selesai", "file": pdf()})
    work = Submission.objects.get()
    staff = client_of(instructor)
    assert [one.count for one in KIND.waiting_work([provider])] == [1]
    assert lesson.title in staff.get(reverse("learning:agency")).content.decode()
    waiting = reverse("kind_assignment:waiting", args=[lesson.key])
    assert learner.full_name in staff.get(waiting).content.decode()
    mark = reverse("kind_assignment:mark", args=[work.public_id])
    assert "Selesai" in staff.get(mark).content.decode()
    file = staff.get(reverse("kind_assignment:file", args=[work.public_id]))
    assert b"".join(file.streaming_content) == b"%PDF-1.4 nota"
    assert file["Content-Disposition"].startswith("attachment")
    assert staff.post(mark, {"points1": "61", "points2": "1"}).status_code == 422
    staff.post(mark, {"points1": "55", "points2": "35", "note": "Rapi sekali"})
    work.refresh_from_db()
    assert (work.score, work.is_accepted) == (90, True)
    assert "Rapi sekali" in client.get(page).content.decode()
    assert KIND.waiting_work([provider]) == []


@pytest.mark.parametrize("who", ["leader", "stranger", "hr", "colleague", "other_author"])
def test_others_find_nothing(request, client_of, progress, lesson, who):
    work = submissions.hand_in(progress, text="Rahasia", upload=pdf())
    client = client_of(request.getfixturevalue(who))
    for name, key in (
        ("mark", work.public_id),
        ("file", work.public_id),
        ("waiting", lesson.key),
    ):
        assert (
            client.get(reverse(f"kind_assignment:{name}", args=[key])).status_code == 404
        )
    for name in ("save", "hand_in"):
        url = reverse(f"kind_assignment:{name}", args=[progress.pk])
        assert client.post(url, {"text": "x"}).status_code == 404


def test_an_author_only_writes(client_of, progress, author):
    work = submissions.hand_in(progress, text="Selesai")
    url = reverse("kind_assignment:mark", args=[work.public_id])
    assert client_of(author).get(url).status_code == 403


def test_an_assignment_has_a_rubric():
    block = KIND.block()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "x", **FIELDS, "criteria": []}))


criteria = st.lists(st.integers(1, 100), min_size=1, max_size=6)


@given(criteria, st.lists(st.decimals(-10, 200, places=2), max_size=8))
def test_points_make_a_percentage(most, given_points):
    rubric = [{"key": str(n), "points": value} for n, value in enumerate(most)]
    points_by_key = {str(n): value for n, value in enumerate(given_points)}
    assert 0 <= rules.percent(rubric, points_by_key) <= 100
    full = {str(n): Decimal(value) for n, value in enumerate(most)}
    assert rules.percent(rubric, full) == 100
