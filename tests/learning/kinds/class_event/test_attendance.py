"""Attendance: marked, closed, credited, corrected."""

import datetime

import pytest

from corpu.agenda.models import Commitment
from corpu.ledger.models import Credit, Record
from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.credentials.models import Certificate
from learning.kinds.class_event.actions import attendance, marking, sweeping
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import Attendance, Booking, ClassEvent
from learning.models import Enrolment, LessonProgress
from tests.learning.test_evidence import refused

State = Booking.State


def jp_of(person) -> str:
    return str(Credit.objects.filter(person=person).total())


@pytest.fixture
def held(event, learner, colleague, hold):
    """Two booked; the day is over."""
    book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    hold(event)
    return ClassEvent.objects.get(pk=event.pk)


def booking_of(event, person) -> Booking:
    return event.bookings.get(person=person)


def mark(event, by, present, absent=(), sitting=None, reason=""):
    chosen = {booking_of(event, p).pk: True for p in present}
    chosen |= {booking_of(event, p).pk: False for p in absent}
    sitting = sitting or event.sittings.first()
    return marking.mark(sitting, chosen, by=by, reason=reason)


def test_attended_is_credited_and_absent_is_noted(held, learner, colleague, instructor):
    mark(held, instructor, [learner], [colleague])
    attendance.close(held, by=instructor)
    assert booking_of(held, learner).state == State.ATTENDED
    assert booking_of(held, colleague).state == State.NO_SHOW
    assert jp_of(learner) == "8.00" and jp_of(colleague) == "0.00"
    record = Record.objects.get(person=learner)
    day = held.sittings.get().day
    assert (record.started_on, record.ended_on) == (day, day)
    assert Enrolment.objects.get(person=learner).state == "completed"
    assert Enrolment.objects.get(person=colleague).state == "enrolled"
    assert Certificate.objects.get(person=learner).is_valid
    assert Notice.objects.filter(person=colleague, kind="class.no_show").exists()
    open_hours = Commitment.objects.filter(source__startswith="class:", is_open=True)
    assert not open_hours.exists()


def test_saving_and_closing_twice_changes_nothing(held, learner, colleague, instructor):
    assert len(mark(held, instructor, [learner], [colleague])) == 2
    assert mark(held, instructor, [learner], [colleague]) == []
    attendance.close(held, by=instructor)
    attendance.close(held, by=instructor)
    assert Record.objects.count() == 1 and Attendance.objects.count() == 2


def test_nobody_marks_before_the_sitting_nor_closes_early(event, learner, instructor):
    book(learner, event, by=learner)
    with refused("sitting_ahead"):
        mark(event, instructor, [learner])
    with refused("class_ahead"):
        attendance.close(event, by=instructor)


def test_nobody_marks_her_own_attendance(held, learner):
    with refused("own_attendance"):
        mark(held, learner, [learner])
    assert not Attendance.objects.exists()


def test_a_seminar_credits_the_days_that_were_attended(
    seminar_course, make_event, learner, instructor, hold
):
    event = make_event(seminar_course, days=3)
    book(learner, event, by=learner)
    hold(event)
    first, second, third = event.sittings.all()
    mark(event, instructor, [learner], sitting=first)
    mark(event, instructor, [], [learner], sitting=second)
    mark(event, instructor, [learner], sitting=third)
    attendance.close(event, by=instructor)
    record = Record.objects.get(person=learner)
    days = list(record.learning_days.order_by("day").values_list("day", flat=True))
    assert days == [first.day, third.day]
    assert jp_of(learner) == "8.00"


def test_half_of_a_programme_is_not_enough(
    class_course, make_event, learner, instructor, hold
):
    event = make_event(class_course, days=2)
    book(learner, event, by=learner)
    hold(event)
    mark(event, instructor, [learner], sitting=event.sittings.first())
    attendance.close(event, by=instructor)
    booking = booking_of(event, learner)
    assert booking.state == State.NO_SHOW and "1" in booking.reason
    assert not Record.objects.exists()


def test_a_corrected_mark_voids_and_posts_anew(
    seminar_course, make_event, learner, instructor, hold
):
    event = make_event(seminar_course, days=2)
    book(learner, event, by=learner)
    hold(event)
    first, second = event.sittings.all()
    mark(event, instructor, [learner], sitting=first)
    mark(event, instructor, [learner], sitting=second)
    attendance.close(event, by=instructor)
    assert jp_of(learner) == "8.00"
    with refused("reason_needed"):
        mark(event, instructor, [], [learner], sitting=second)
    mark(event, instructor, [], [learner], sitting=second, reason="Salah orang")
    facts = Record.objects.facts().filter(person=learner)
    assert facts.count() == 2 and facts.standing().count() == 1
    assert jp_of(learner) == "4.00"
    papers = Certificate.objects.filter(person=learner)
    assert papers.count() == 2 and papers.valid().count() == 1
    assert Decision.objects.filter(act="attendance.corrected", person=learner).exists()


def test_taken_back_and_given_again(held, learner, colleague, instructor):
    mark(held, instructor, [learner], [colleague])
    attendance.close(held, by=instructor)
    mark(held, instructor, [], [learner], reason="Titip absen")
    assert booking_of(held, learner).state == State.NO_SHOW
    assert jp_of(learner) == "0.00"
    assert Enrolment.objects.get(person=learner).state == "enrolled"
    progress = LessonProgress.objects.get(enrolment__person=learner)
    assert progress.state == "started"
    assert not Certificate.objects.valid().filter(person=learner).exists()
    assert Commitment.objects.get(source__startswith="enrolment:", person=learner).is_open
    mark(held, instructor, [learner], reason="Ternyata hadir")
    assert booking_of(held, learner).state == State.ATTENDED
    assert jp_of(learner) == "8.00"
    assert Certificate.objects.valid().filter(person=learner).count() == 1


def test_a_late_mark_credits_who_was_missed(held, learner, colleague, instructor):
    mark(held, instructor, [learner])
    attendance.close(held, by=instructor)
    assert booking_of(held, colleague).state == State.NO_SHOW
    mark(held, instructor, [colleague], reason="Datang terlambat")
    assert jp_of(colleague) == "8.00"


def test_the_sweep_closes_what_is_fully_marked_and_asks_for_the_rest(
    held, learner, colleague, instructor, hold
):
    mark(held, instructor, [learner])
    hold(held, hours=80)
    sweeping.sweep()
    held.refresh_from_db()
    assert held.is_open
    asked = Notice.objects.filter(person=instructor, kind="class.unmarked")
    assert asked.count() == 1
    mark(held, instructor, [], [colleague])
    sweeping.sweep()
    sweeping.sweep()
    held.refresh_from_db()
    assert not held.is_open and asked.count() == 1
    assert jp_of(learner) == "8.00"


def test_the_sweep_credits_what_a_crash_left(held, learner, instructor):
    mark(held, instructor, [learner])
    attendance._close(held, instructor)
    assert not Record.objects.exists()
    sweeping.sweep()
    sweeping.sweep()
    assert Record.objects.count() == 1


def test_a_course_with_more_lessons_is_completed_by_the_last(
    provider, rates, make_event, learner, instructor, hold
):
    from learning.actions.progress import complete_lesson, open_lesson
    from learning.models import Course
    from tests.learning.conftest import article, make_page
    from tests.learning.kinds.class_event.conftest import class_lesson

    page = make_page(provider, "Campuran", lessons=[article("Baca"), class_lesson()])
    course = Course.objects.get(page_id=page.pk)
    event = make_event(course)
    booking = book(learner, event, by=learner)
    hold(event)
    mark(event, instructor, [learner])
    attendance.close(event, by=instructor)
    assert not Record.objects.exists()
    enrolment = booking.enrolment
    lesson = enrolment.version.lessons.get(kind="article")
    complete_lesson(open_lesson(enrolment, lesson))
    record = Record.objects.get()
    days = list(record.learning_days.values_list("day", flat=True))
    assert days == [event.sittings.get().day]


def test_a_day_is_the_day_of_the_place(
    class_course, make_event, learner, instructor, hold
):
    event = make_event(class_course, time_zone="Asia/Jayapura")
    book(learner, event, by=learner)
    hold(event)
    mark(event, instructor, [learner])
    attendance.close(event, by=instructor)
    assert Record.objects.get().ended_on == event.sittings.get().day
    assert event.sittings.get().day > datetime.date(2020, 1, 1)
