"""Before and after publishing: the reviewer's checklist, hours that follow, the clock."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.actions import publishing
from learning.actions.enrolments import enrol
from learning.models import Course, QualityReview
from learning.models.review import Point
from learning.rules import differ, expected_jp
from tests.learning.test_agency_workflow import edit, submit_and_get

pytestmark = pytest.mark.django_db
MET = {point.value: "yes" for point in Point}


def review(client, page, action="approve", **answers):
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, answers, headers={"x-requested-with": "XMLHttpRequest"})


@pytest.fixture
def submitted(draft, author, client_of):
    return submit_and_get(draft, client_of(author))


def test_a_course_is_approved_with_every_point(submitted, reviewer, client_of):
    review(client_of(reviewer), submitted, **MET, comment="Siap")
    submitted.refresh_from_db()
    kept = QualityReview.objects.get()
    assert submitted.live
    assert (kept.by, kept.approved, kept.answers) == (reviewer, True, MET)
    line = Decision.objects.get(act="course.approved")
    assert (line.by, line.data["rights"]) == (reviewer, "yes")


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {**MET, "rights": "no"},
        {**MET, "outcome": "n/a"},
        {key: value for key, value in MET.items() if key != "access"},
    ],
)
def test_an_open_point_keeps_the_course_unpublished(
    submitted, reviewer, client_of, answers
):
    review(client_of(reviewer), submitted, **answers)
    submitted.refresh_from_db()
    assert not submitted.live
    assert not QualityReview.objects.exists()


def test_the_editor_approves_with_the_checklist_alone(submitted, reviewer, client_of):
    """The modal's answers travel in the editor's form: without them nothing happens."""
    both = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit(client_of(reviewer), submitted, **both)
    submitted.refresh_from_db()
    assert not submitted.live


def test_what_is_not_met_goes_back_to_the_author(submitted, reviewer, client_of):
    answers = {"rights": "no", "comment": "Sumber gambar belum jelas."}
    review(client_of(reviewer), submitted, "reject", **answers)
    submitted.refresh_from_db()
    state = submitted.current_workflow_state.current_task_state
    assert not submitted.live
    assert state.status == "rejected"
    assert state.comment == "Sumber gambar belum jelas. (Hak cipta)"


def test_the_reviewer_reads_why_the_hours_differ(draft, author, reviewer, client_of):
    more = {"jp": "9", "minutes": "225", "jp_reason": "Tugas di tempat kerja"}
    page = submit_and_get(draft, client_of(author), **more)
    state = page.current_workflow_task_state
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]
    )
    text = client_of(reviewer).get(url).content.decode()
    assert "225 menit" in text and "Tugas di tempat kerja" in text


def test_hours_that_differ_need_a_reason_when_submitted(draft, author, client_of):
    edit(client_of(author), draft, jp="9", minutes="225", **{"action-submit": "1"})
    draft.refresh_from_db()
    assert not draft.workflow_in_progress
    edit(client_of(author), draft, jp="9", minutes="225", summary="Konsep")
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().summary == "Konsep", "drafts may wait"


@pytest.mark.parametrize(
    ("basis", "rate", "minutes", "days", "expected"),
    [
        ("programme", 0, 450, None, "10"),
        ("programme", 0, None, None, None),
        ("per_day", 4, 600, 3, "12"),
        ("per_day", 4, 90, None, "2"),
        ("cap_per_day", 3, 450, 2, "6"),  # 10 JP of time, 2 days of 3 JP at most
        ("cap_per_day", 3, 90, 2, "2"),
        ("cap_per_day", 3, 450, None, "10"),
        ("per_session", 2, 90, None, "2"),
    ],
)
def test_the_jp_that_minutes_and_days_give(basis, rate, minutes, days, expected):
    found = expected_jp(basis, Decimal(rate), minutes, days)
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("jp", "expected", "apart"),
    [("5", "5", False), ("5.5", "5", False), ("5.51", "5", True), ("4.49", "5", True),
     (None, "5", False), ("5", None, False)],
)  # fmt: skip
def test_hours_more_than_a_tenth_apart(jp, expected, apart):
    assert differ(jp and Decimal(jp), expected and Decimal(expected)) is apart


def test_the_clock_publishes_and_takes_out(submitted, reviewer, learner, client_of):
    page = submitted
    review(client_of(reviewer), page, **MET, comment="")
    course = Course.objects.get(page_id=page.pk)
    enrol(learner, course, by=learner)
    page = course_page(page)
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save_revision().publish()
    page.refresh_from_db()
    call_command("publish_scheduled")
    course.refresh_from_db()
    assert (course.is_published, course.gone_because) == (False, "expired")
    assert course.gone_on is not None


def course_page(page):
    page.refresh_from_db()
    return page.specific


def test_who_is_in_it_is_told_and_others_read_why(
    course, manager, learner, colleague, client_of, django_capture_on_commit_callbacks
):
    enrol(learner, course, by=learner)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.take_out(course, by=manager, reason="Peraturannya berubah")
    told = Notice.objects.filter(kind="learning.course_gone")
    assert [row.person for row in told] == [learner]
    response = client_of(colleague).get(reverse("learning:course", args=[course.slug]))
    assert response.status_code == 410
    assert "Peraturannya berubah" in response.content.decode()
    page = client_of(learner).get(reverse("learning:course", args=[course.slug]))
    assert page.status_code == 200
