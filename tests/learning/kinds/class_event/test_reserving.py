"""Seats that a leader holds before she names the people."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from corpu.notices.models import Notice
from corpu.people.models import Absence
from learning.kinds.class_event.actions import reserving
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import Reservation
from learning.models import Course, Enrolment
from tests.learning.racing import elsewhere, race, shared_database
from tests.learning.test_evidence import refused


@pytest.fixture
def held(event, leader, learner, colleague):
    """Both seats, held by the leader of three."""
    return reserving.reserve(event, seats=2, by=leader)


def fresh(event):
    event.refresh_from_db()
    return event


def test_held_seats_are_taken_and_named_one_by_one(
    held, event, leader, learner, colleague
):
    assert fresh(event).seats_left == 0
    booking = reserving.name(held, learner, by=leader)
    assert booking.state == "booked" and fresh(event).seats_taken == 2
    assert Notice.objects.filter(person=learner, kind="class.named").count() == 1
    with refused("booked_already"):
        reserving.name(held, learner, by=leader)
    reserving.name(held, colleague, by=leader)
    assert Reservation.objects.get().left == 0


def test_nobody_holds_more_than_is_free_or_than_she_leads(
    event, leader, learner, colleague
):
    with refused("seats_of_the_team"):
        reserving.reserve(event, seats=99, by=leader)
    book(learner, event, by=learner)
    with refused("seats_too_few"):
        reserving.reserve(event, seats=2, by=leader)
    with pytest.raises(PermissionDenied):
        reserving.reserve(event, seats=1, by=learner)
    assert fresh(event).seats_taken == 1


def test_only_ones_own_people_are_named(held, leader, learner, coach, stranger):
    for person in (coach, stranger):
        with pytest.raises(PermissionDenied):
            reserving.name(held, person, by=leader)
    with pytest.raises(PermissionDenied):
        reserving.name(held, learner, by=coach)


def test_who_is_away_is_not_named(held, event, leader, learner):
    day = event.sittings.get().day
    Absence.objects.create(person=learner, kind="annual", started_on=day, ended_on=day)
    with refused("clash_absence"):
        reserving.name(held, learner, by=leader)
    assert Reservation.objects.get().named == 0


def test_naming_decides_the_request_that_the_leader_would_decide(
    held, event, leader, learner
):
    Course.objects.filter(pk=event.course_id).update(access="approval")
    held = Reservation.objects.select_related("event__course").get()
    reserving.name(held, learner, by=leader)
    assert Enrolment.objects.get(person=learner).state == "enrolled"


def test_what_has_no_name_in_time_goes_to_those_who_wait(
    held, event, leader, learner, colleague, coach
):
    reserving.name(held, learner, by=leader)
    waiting = book(coach, event, by=coach)
    assert waiting.state == "waiting"
    assert reserving.release_late(held.name_by - datetime.timedelta(seconds=1)) == 0
    assert reserving.release_late(held.name_by) == 1
    assert reserving.release_late(held.name_by) == 0
    waiting.refresh_from_db()
    assert waiting.state == "offered" and fresh(event).seats_taken == 2
    assert Notice.objects.filter(person=leader, kind="class.unnamed").exists()
    with refused("no_seat_left"):
        reserving.name(Reservation.objects.get(), _other(leader), by=leader)


def _other(leader):
    from corpu.people.models import Person

    named = Reservation.objects.get().event.bookings.values("person")
    return Person.objects.led_by(leader).employees().exclude(pk__in=named).first()


def test_the_screen_of_the_leader(event, leader, learner, colleague, client_of):
    client = client_of(leader)
    page = client.get(reverse("kind_class_event:event", args=[event.public_id]))
    assert page.context["reserve_form"]
    address = reverse("kind_class_event:reserve", args=[event.public_id])
    response = client.post(address, {"seats": "1"})
    held = Reservation.objects.get()
    own = reverse("kind_class_event:reservation", args=[held.public_id])
    assert response["Location"] == own
    assert learner.name in client.get(own).content.decode()
    client.post(own, {"person": learner.pk})
    assert event.bookings.get().person == learner
    for other in (learner, colleague):
        assert client_of(other).get(own).status_code == 404
        assert client_of(other).post(own, {"person": learner.pk}).status_code == 404
        release = reverse("kind_class_event:release", args=[held.public_id])
        assert client_of(other).post(release).status_code == 404
    page = client_of(learner).get(
        reverse("kind_class_event:event", args=[event.public_id])
    )
    assert not page.context["reserve_form"]


@pytest.mark.django_db(transaction=True)
def test_a_leader_and_a_learner_never_get_one_seat(
    class_course, make_event, leader, learner, colleague, coach, tmp_path
):
    from learning.kinds.class_event.models import ClassEvent

    event = make_event(class_course, seats=1)

    def found():
        return ClassEvent.objects.get(pk=event.pk)

    with shared_database(tmp_path):
        race(
            lambda: reserving.reserve(found(), seats=1, by=leader),
            lambda: book(coach, found(), by=coach).state,
        )
        taken, named = elsewhere(
            lambda: (
                found().seats_taken,
                found().bookings.seated().count()
                + sum(row.seats for row in Reservation.objects.all()),
            )
        )
    assert (taken, named) == (1, 1)


def test_two_reservations_together_hold_no_more_than_the_team(
    class_course, make_event, leader, learner, colleague
):
    event = make_event(class_course, seats=20)
    reserving.reserve(event, seats=2, by=leader)
    with refused("seats_of_the_team"):
        reserving.reserve(event, seats=1, by=leader)
    assert fresh(event).seats_taken == 2 == Reservation.objects.get().seats


def test_nobody_is_named_once_the_class_has_begun(held, event, hold, leader, learner):
    hold(event, hours=-3)
    with refused("class_begun"):
        reserving.name(held, learner, by=leader)
    assert Reservation.objects.get().named == 0


def test_a_key_that_is_none_names_nobody(held, leader, client_of):
    url = reverse("kind_class_event:reservation", args=[held.public_id])
    for odd in ("²", "x", "", "9" * 5000):
        assert client_of(leader).post(url, {"person": odd}).status_code == 404
    assert Reservation.objects.get().named == 0


@pytest.mark.django_db(transaction=True)
def test_a_name_that_is_sent_twice_has_one_seat(
    class_course, make_event, leader, learner, colleague, tmp_path
):
    event = make_event(class_course, seats=5)
    held = reserving.reserve(event, seats=2, by=leader)

    def give():
        row = Reservation.objects.select_related("event", "leader").get(pk=held.pk)
        return reserving.name(row, learner, by=leader).state

    with shared_database(tmp_path):
        found = race(give, give, give)
        assert sorted(map(str, found)) == ["booked", "booked_already", "booked_already"]
        assert elsewhere(lambda: Reservation.objects.get().named) == 1


@pytest.mark.django_db(transaction=True)
def test_a_team_is_not_passed_by_many_reservations_at_once(
    class_course, make_event, leader, learner, colleague, tmp_path
):
    event = make_event(class_course, seats=20)

    def take():
        return reserving.reserve(fresh(event), seats=2, by=leader).seats

    with shared_database(tmp_path):
        found = race(take, take, take)
        assert sorted(map(str, found)) == ["2"] + ["seats_of_the_team"] * 2
        assert elsewhere(lambda: Reservation.objects.get().seats) == 2
