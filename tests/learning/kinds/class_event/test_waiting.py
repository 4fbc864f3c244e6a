"""The waiting list: by need first, with a time to answer, until taken or exhausted."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from corpu.agenda.models import Commitment, Need
from corpu.ledger.models import LearningForm
from corpu.lib.clock import today
from corpu.notices.models import Notice
from learning.kinds.class_event.actions import appeals, attendance, sweeping
from learning.kinds.class_event.actions.bookings import book, cancel
from learning.kinds.class_event.actions.waiting import accept, in_turn, pass_on_offers
from learning.kinds.class_event.models import Booking, ClassEvent
from tests.learning.test_evidence import refused

State = Booking.State


def lacks(person, form=None, jp=5):
    Need.objects.create(
        source=f"standing:test:{person.pk}:{form}",
        person=person,
        form=LearningForm.objects.get(code=form) if form else None,
        gap_jp=Decimal(jp),
        by=today() + datetime.timedelta(days=90),
    )


@pytest.fixture
def full(class_course, make_event, learner, colleague, coachee, coach):
    """One seat, taken by the learner; three wait in the order of this line."""
    event = make_event(class_course, seats=1)
    for person in (learner, colleague, coachee, coach):
        book(person, event, by=person)
    return ClassEvent.objects.get(pk=event.pk)


def seat_of(event, person) -> Booking:
    rows = event.bookings.filter(person=person).select_related("event", "person")
    return rows.latest("pk")


def states(event, *people):
    return [seat_of(event, person).state for person in people]


def test_a_free_seat_is_offered_to_whom_it_helps_most(
    full, learner, colleague, coachee, coach
):
    lacks(coach)
    lacks(coachee, form="technical")
    order = [booking.person for booking in in_turn(full)]
    assert order == [coachee, coach, colleague]
    cancel(seat_of(full, learner), by=learner)
    assert states(full, colleague, coachee, coach) == ["waiting", "offered", "waiting"]
    full.refresh_from_db()
    assert full.seats_taken == 1 and full.seats_left == 0


def test_an_offer_is_taken_once_and_by_its_owner(full, learner, colleague, coachee):
    cancel(seat_of(full, learner), by=learner)
    offered = seat_of(full, colleague)
    with refused("offer_over"):
        accept(seat_of(full, colleague), by=coachee)
    accept(offered, by=colleague)
    accept(offered, by=colleague)
    promises = Commitment.objects.filter(person=colleague, source__startswith="class:")
    assert promises.filter(is_open=True).count() == 1
    full.refresh_from_db()
    assert full.seats_taken == 1


def test_silence_passes_the_seat_on_and_the_list_is_exhausted(
    full, learner, colleague, coachee, coach
):
    cancel(seat_of(full, learner), by=learner)
    for person in (colleague, coachee, coach):
        booking = seat_of(full, person)
        assert booking.state == State.OFFERED
        assert pass_on_offers(booking.offered_until - datetime.timedelta(seconds=1)) == 0
        assert pass_on_offers(booking.offered_until) == 1
        assert pass_on_offers(booking.offered_until) == 0
        with refused("offer_over"):
            accept(booking, by=person)
    full.refresh_from_db()
    assert states(full, colleague, coachee, coach) == ["lapsed"] * 3
    assert full.seats_taken == 0
    assert book(colleague, full, by=colleague).state == State.BOOKED


def test_a_declined_seat_goes_on_at_once(full, learner, colleague, coachee):
    cancel(seat_of(full, learner), by=learner)
    cancel(seat_of(full, colleague), by=colleague)
    assert states(full, colleague, coachee) == ["cancelled", "offered"]


def test_on_the_day_before_a_seat_is_filled_or_exhausted_in_ten_minutes(
    class_course, make_event, person_factory, ministry, set_today
):
    event = make_event(class_course, seats=1)
    people = [person_factory(f"Calon {n}", unit=ministry.section) for n in range(6)]
    for person in people:
        book(person, event, by=person)
    set_today(event.sittings.get().day - datetime.timedelta(days=1))
    began = timezone.now()
    cancel(seat_of(event, people[0]), by=people[0])
    minutes = 0
    for person in people[1:5]:  # each answers within two minutes that she cannot come
        minutes += 2
        cancel(seat_of(event, person), by=person)
    last = seat_of(event, people[5])
    assert last.state == State.OFFERED and minutes <= 10
    assert last.offered_until - began <= datetime.timedelta(minutes=10, seconds=30)
    accept(last, by=people[5])
    assert last.state == State.BOOKED


def test_a_no_show_waits_behind_the_others_until_it_is_excused(
    seminar_course, class_course, make_event, learner, colleague, coachee, instructor, hold,
    client_of,
):  # fmt: skip
    held = make_event(seminar_course, title="Lalu", starts_in=1)
    missed = book(colleague, held, by=colleague)
    event = make_event(class_course, seats=1, starts_in=40)
    for person in (learner, colleague, coachee):
        book(person, event, by=person)
    hold(held)
    attendance.close(ClassEvent.objects.get(pk=held.pk), by=instructor)
    missed.refresh_from_db()
    assert missed.state == State.NO_SHOW
    assert [row.person for row in in_turn(event)] == [coachee, colleague]
    appeals.note_absence(missed, why="ill")
    with refused("not_yours"):
        appeals.appeal(missed, by=learner, text="Saya")
    missed = appeals.appeal(missed, by=colleague, text="Anak saya dirawat")
    with refused("appeal_over"):
        appeals.appeal(missed, by=colleague, text="Lagi")
    assert Notice.objects.filter(person=instructor, kind="class.appeal").exists()
    with refused("own_appeal"):
        appeals.answer(missed, by=colleague, accept=True)
    with refused("reason_needed"):
        appeals.answer(missed, by=instructor, accept=False)
    appeals.answer(missed, by=instructor, accept=True)
    with refused("decided_already"):
        appeals.answer(missed, by=instructor, accept=True)
    assert [row.person for row in in_turn(event)] == [colleague, coachee]


def test_too_few_participants_are_told_once(class_course, make_event, instructor):
    event = make_event(class_course, seats=5, seats_min=3, starts_in=6)
    sweeping.sweep()
    sweeping.sweep()
    told = Notice.objects.filter(person=instructor, kind="class.short")
    assert event.is_short and told.count() == 1
