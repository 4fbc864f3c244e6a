"""Seats: booked, waited for, given up, never given twice."""

import datetime

from django.utils import timezone

from corpu.agenda.models import Commitment, Opening
from corpu.lib.clock import today
from corpu.notices.models import Notice
from corpu.people.models import Absence
from learning.kinds.class_event.actions import bookings, events, sweeping
from learning.kinds.class_event.actions.bookings import book, cancel
from learning.kinds.class_event.actions.waiting import accept
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.models import Course, Enrolment
from tests.learning.test_evidence import refused

State = Booking.State


def told(person, kind):
    return Notice.objects.filter(person=person, kind=f"class.{kind}").count()


def test_publishing_the_page_writes_the_class_and_offers_it(event, instructor):
    assert event.title == "Angkatan I" and event.seats_left == 2
    assert list(event.instructors.all()) == [instructor]
    sitting = event.sittings.get()
    assert f"{sitting.local_starts_at:%H:%M}" == "09:00" and sitting.minutes == 420
    opening = Opening.objects.get(source=f"class:{event.public_id}")
    assert (opening.places_free, opening.is_open) == (2, True)


def test_the_clock_of_the_place_is_kept(class_course, make_event):
    east = make_event(class_course, time_zone="Asia/Jayapura")
    sitting = east.sittings.get()
    assert (east.clock, f"{sitting.local_starts_at:%H:%M}") == ("WIT", "09:00")
    assert f"{sitting.starts_at.astimezone(datetime.UTC):%H:%M}" == "00:00"


def test_booking_enrols_first_and_enters_the_agenda(event, learner):
    booking = book(learner, event, by=learner)
    assert booking.state == State.BOOKED
    assert Enrolment.objects.get(person=learner).state == "enrolled"
    promise = Commitment.objects.get(person=learner, source__startswith="class:")
    assert promise.starts_at == event.starts_at and promise.jp == 0
    assert told(learner, "booked") == 1
    event.refresh_from_db()
    assert event.seats_left == 1
    assert Opening.objects.get(source=f"class:{event.public_id}").places_free == 1


def test_a_double_click_books_once(event, learner):
    assert book(learner, event, by=learner) == book(learner, event, by=learner)
    event.refresh_from_db()
    assert event.seats_taken == 1 and Booking.objects.count() == 1


def test_the_full_class_has_a_waiting_list_that_steps_up(
    event, learner, colleague, coachee, coach
):
    first = book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    third, fourth = book(coachee, event, by=coachee), book(coach, event, by=coach)
    assert (third.state, fourth.state) == (State.WAITING, State.WAITING)
    assert not Commitment.objects.filter(person=coachee, source__startswith="class:")
    cancel(first, by=learner)
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.state, fourth.state) == (State.OFFERED, State.WAITING)
    assert told(coachee, "offered") == 1
    accept(third, by=coachee)
    assert third.state == State.BOOKED and told(coachee, "booked") == 1
    assert Commitment.objects.filter(
        person=coachee, source__startswith="class:", is_open=True
    ).exists()
    assert not Commitment.objects.filter(
        person=learner, source__startswith="class:", is_open=True
    ).exists()
    event.refresh_from_db()
    assert event.seats_taken == 2


def test_cancelling_twice_frees_one_seat(event, learner, colleague):
    booking = book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    cancel(booking, by=learner)
    cancel(booking, by=learner)
    event.refresh_from_db()
    assert event.seats_taken == 1
    again = book(learner, event, by=learner)
    assert again.state == State.BOOKED and again != booking


def test_who_is_busy_by_now_keeps_her_place_on_the_list(
    event, learner, colleague, coachee, coach
):
    first = book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    third, fourth = book(coachee, event, by=coachee), book(coach, event, by=coach)
    day = event.sittings.get().day
    Absence.objects.create(person=coachee, kind="annual", started_on=day, ended_on=day)
    cancel(first, by=learner)
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.state, fourth.state) == (State.WAITING, State.OFFERED)


def test_clashes_are_told_before_anything_is_done(
    event, learner, class_course, make_event
):
    other = make_event(class_course, title="Angkatan II")
    book(learner, event, by=learner)
    with refused("clash_commitment") as caught:
        book(learner, other, by=learner)
    assert "Angkatan I" in str(caught.value.message)
    later = make_event(class_course, title="Angkatan III", starts_in=15)
    day = later.sittings.get().day
    Absence.objects.create(person=learner, kind="annual", started_on=day, ended_on=day)
    with refused("clash_absence"):
        book(learner, later, by=learner)
    other.refresh_from_db()
    assert other.seats_taken == 0


def test_a_class_that_needs_approval_is_asked_for_first(event, learner, leader):
    Course.objects.filter(pk=event.course_id).update(access="approval")
    event = ClassEvent.objects.get(pk=event.pk)
    with refused("enrolment_waits"):
        book(learner, event, by=learner)
    assert Enrolment.objects.get(person=learner).state == "requested"
    assert not Booking.objects.exists()


def test_nobody_books_what_is_over_closed_or_cancelled(
    event, learner, colleague, class_course, make_event, instructor
):
    with refused("class_begun"):
        book(learner, make_event(class_course, starts_in=-3), by=learner)
    late = make_event(class_course, enrol_by=timezone.now() - datetime.timedelta(hours=1))
    with refused("booking_closed"):
        book(learner, late, by=learner)
    events.call_off(event, by=instructor, reason="Pengajar sakit")
    with refused("class_cancelled"):
        book(learner, event, by=learner)


def test_cancelling_a_class_tells_everybody_once(
    event, learner, colleague, coachee, instructor
):
    rows = [book(person, event, by=person) for person in (learner, colleague, coachee)]
    with refused("reason_needed"):
        events.call_off(event, by=instructor, reason=" ")
    events.call_off(event, by=instructor, reason="Aula kebanjiran")
    events.call_off(event, by=instructor, reason="Lagi")
    for booking in rows:
        booking.refresh_from_db()
        assert (booking.state, booking.reason) == (State.CANCELLED, "Aula kebanjiran")
        assert told(booking.person, "cancelled") == 1
    event.refresh_from_db()
    assert event.sittings.exists() and event.cancelled_reason == "Aula kebanjiran"
    opened = Commitment.objects.filter(source__startswith="class:", is_open=True)
    assert not opened.exists()
    assert not Opening.objects.get(source=f"class:{event.public_id}").is_open


def test_more_seats_lift_the_waiting_list_and_fewer_never_take_one(
    event, learner, colleague, coachee
):
    for person in (learner, colleague, coachee):
        book(person, event, by=person)
    page = event_page(event)
    page.seats = 1
    page.save_revision().publish()
    event.refresh_from_db()
    assert event.seats == 2
    page.seats = 3
    page.save_revision().publish()
    assert event.bookings.get(person=coachee).state == State.OFFERED


def event_page(event):
    from learning.kinds.class_event.pages import ClassEventPage

    return ClassEventPage.objects.get(pk=event.page_id)


def test_a_moved_class_moves_the_agendas(event, learner, colleague, coachee):
    for person in (learner, colleague, coachee):
        book(person, event, by=person)
    kept = event.sittings.get().pk
    page = event_page(event)
    sitting = page.sittings.get()
    sitting.begins = datetime.time(13)
    page.sittings.set([sitting])
    page.save_revision().publish()
    event.refresh_from_db()
    assert event.sittings.get().pk == kept
    promise = Commitment.objects.get(
        person=learner, source__startswith="class:", is_open=True
    )
    assert promise.starts_at == event.starts_at
    assert f"{event.sittings.get().local_starts_at:%H:%M}" == "13:00"
    assert [told(p, "moved") for p in (learner, colleague, coachee)] == [1, 1, 1]


def test_unpublishing_stops_booking_and_keeps_seats(event, learner, colleague):
    booking = book(learner, event, by=learner)
    event_page(event).unpublish()
    event.refresh_from_db()
    with refused("booking_closed"):
        book(colleague, event, by=colleague)
    booking.refresh_from_db()
    assert booking.state == State.BOOKED


def test_who_runs_it_takes_a_booking_back(event, learner, colleague, coachee, instructor):
    booking = book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    waiting = book(coachee, event, by=coachee)
    bookings.refuse(booking, by=instructor, reason="Khusus pejabat pengadaan")
    waiting.refresh_from_db()
    assert (booking.state, waiting.state) == (State.REFUSED, State.OFFERED)
    assert told(learner, "refused") == 1


def test_reminders_two_days_before_once(event, learner, colleague, set_today):
    booking = book(learner, event, by=learner)
    day = event.starts_at.date()
    set_today(day - datetime.timedelta(days=4))
    sweeping.sweep()
    assert told(learner, "reminder") == 0
    set_today(day - datetime.timedelta(days=1))
    book(colleague, event, by=colleague)
    sweeping.sweep()
    sweeping.sweep()
    assert (told(learner, "reminder"), told(colleague, "reminder")) == (1, 0)
    assert booking.state == State.BOOKED


def test_leaving_after_it_has_begun_is_too_late(event, learner, hold):
    booking = book(learner, event, by=learner)
    hold(event)
    booking.event.refresh_from_db()
    with refused("class_begun"):
        cancel(booking, by=learner)


def test_a_booked_seminar_is_booked_for_its_days(seminar_course, make_event, learner):
    from performance.actions.gathering import booked

    event = make_event(seminar_course, days=3)
    day = today()

    def expected():
        return sum(row["jp"] for row in booked([learner.pk], day)) / 100

    booking = book(learner, event, by=learner)
    assert expected() == 12
    cancel(booking, by=learner)
    assert expected() == 8  # what the course itself states


def test_who_leaves_the_course_gives_up_her_seat(event, learner, colleague, coachee):
    from learning.actions.enrolments import withdraw

    booking = book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    waiting = book(coachee, event, by=coachee)
    withdraw(booking.enrolment, by=learner, reason="Pindah tugas")
    booking.refresh_from_db()
    waiting.refresh_from_db()
    assert (booking.state, waiting.state) == (State.CANCELLED, State.OFFERED)
