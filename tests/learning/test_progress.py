"""Places, time, lessons, and the completion of a course."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from corpu.agenda.models import Commitment
from corpu.ledger.models import Credit, Record
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from learning.actions import progress as actions
from learning.actions.enrolments import withdraw
from learning.models import Course, Enrolment, LessonProgress, StudyDay
from tests.learning.conftest import article, finish, lessons_of


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` lets time pass."""
    start = timezone.now()
    state = {"now": start}
    monkeypatch.setattr(timezone, "now", lambda: state["now"])

    def pass_by(seconds):
        state["now"] += datetime.timedelta(seconds=seconds)

    return pass_by


def test_opening_a_lesson_marks_the_place(enrolment):
    lesson = lessons_of(enrolment)[1]
    progress = actions.open_lesson(enrolment, lesson)
    assert actions.open_lesson(enrolment, lesson) == progress
    enrolment.refresh_from_db()
    assert enrolment.last_lesson_key == lesson.key and enrolment.last_seen_at


def test_a_place_is_kept_and_bounded(enrolment):
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    actions.save_place(progress, {"seconds": 42})
    progress.refresh_from_db()
    assert progress.place == {"seconds": 42}
    with pytest.raises(Refused) as refused:
        actions.save_place(progress, {"x": "y" * 200_000})
    assert refused.value.code == "place_too_long"


def test_time_is_bounded_by_the_clock(enrolment, clock):
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(30)
    assert actions.add_time(progress, 30) == 30
    assert actions.add_time(progress, 30) == 0, "a replay makes no time"
    clock(10)
    assert actions.add_time(progress, 3600) == 10
    assert actions.add_time(progress, -50) == 0
    day = StudyDay.objects.get(enrolment=enrolment)
    progress.refresh_from_db()
    assert day.seconds == progress.seconds == 40 and day.day == today()


def test_two_signs_at_once_lose_nothing(enrolment, clock):
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    clock(20)
    assert actions.add_time(progress, 0) == 0
    assert actions.add_time(progress, 20) == 20


def test_two_tabs_cannot_make_more_time_than_passes(enrolment, clock):
    one, two = (actions.open_lesson(enrolment, row) for row in lessons_of(enrolment))
    clock(60)
    kept = actions.add_time(one, 60) + actions.add_time(two, 60)
    assert kept == 60


def test_without_script_going_on_keeps_the_time(enrolment, clock):
    first, second = lessons_of(enrolment)
    actions.open_lesson(enrolment, first)
    clock(120)
    actions.open_lesson(enrolment, second)
    assert StudyDay.objects.get(enrolment=enrolment).seconds == 120
    clock(24 * 3600)
    actions.open_lesson(enrolment, first)
    assert not StudyDay.objects.filter(enrolment=enrolment, seconds__gt=120).exists()


def test_the_last_required_lesson_completes_the_course(enrolment, learner):
    finish(enrolment)
    assert enrolment.state == Enrolment.State.COMPLETED
    record = Record.objects.get(source=f"enrolment:{enrolment.public_id}")
    assert record.person == learner and record.jp_stated == Decimal("5.00")
    assert record.content_version == "v1" and record.provider == enrolment.course.provider
    assert record.started_on == record.ended_on == today()
    assert Credit.objects.filter(person=learner).total() == 5
    assert not Commitment.objects.get(person=learner).is_open
    assert Notice.objects.filter(person=learner, kind="learning.completed").count() == 1


def test_doing_it_again_changes_nothing(enrolment):
    finish(enrolment)
    done_at = enrolment.completed_at
    finish(enrolment)
    assert Record.objects.count() == 1 and enrolment.completed_at == done_at


def test_optional_lessons_do_not_hold_it_up(course_page, learner):
    from learning.actions.enrolments import enrol

    page = course_page(lessons=[article("A"), article("B", required=False)])
    course = Course.objects.get(page_id=page.pk)
    enrolment = enrol(learner, course, by=learner)
    lesson = lessons_of(enrolment)[0]
    actions.complete_lesson(actions.open_lesson(enrolment, lesson))
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.COMPLETED


def test_a_better_score_stays(enrolment):
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    actions.fail_lesson(progress, score=40)
    progress.refresh_from_db()
    assert progress.state == LessonProgress.State.FAILED
    assert actions.complete_lesson(progress, score=80).score == 80
    assert actions.complete_lesson(progress, score=60).score == 80
    assert actions.fail_lesson(progress, score=10).state == "completed"


def test_who_left_cannot_go_on(enrolment, learner):
    progress = actions.open_lesson(enrolment, lessons_of(enrolment)[0])
    withdraw(enrolment, by=learner, reason="Tugas lain")
    with pytest.raises(Refused) as refused:
        actions.complete_lesson(progress)
    assert refused.value.code == "not_enrolled"


def test_e_learning_is_credited_on_the_days_it_was_learnt(
    course_page, learner, set_today
):
    from learning.actions.enrolments import enrol

    set_today(datetime.date(2026, 3, 2))
    page = course_page(form_id="e_learning")
    enrolment = enrol(learner, Course.objects.get(page_id=page.pk), by=learner)
    first, second = lessons_of(enrolment)
    actions.complete_lesson(actions.open_lesson(enrolment, first))
    set_today(datetime.date(2026, 3, 9))
    actions.complete_lesson(actions.open_lesson(enrolment, second))
    record = Record.objects.get()
    days = list(record.learning_days.values_list("day", flat=True))
    assert days == [datetime.date(2026, 3, 2), datetime.date(2026, 3, 9)]
    assert Credit.objects.filter(person=learner).total() == 5


def test_e_learning_in_one_day_meets_the_cap(course_page, learner):
    from learning.actions.enrolments import enrol

    page = course_page(form_id="e_learning")
    finish(enrol(learner, Course.objects.get(page_id=page.pk), by=learner))
    assert Credit.objects.filter(person=learner).total() == 3


def test_a_new_version_does_not_reach_those_who_have_begun(course_page, learner):
    from learning.actions.enrolments import enrol

    page = course_page()
    enrolment = enrol(learner, Course.objects.get(page_id=page.pk), by=learner)
    page.jp = Decimal(9)
    page.lessons[0].value["title"] = "Baru"
    page.save_revision().publish()
    page.unpublish()
    finish(enrolment)
    record = Record.objects.get()
    assert record.jp_stated == 5 and record.content_version == "v1"
