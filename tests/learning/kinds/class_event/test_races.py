"""Two at the same moment: the last seat, one finger pressing twice, one proof."""

import pytest

from learning.actions import evidence as evidence_acts
from learning.kinds.class_event.actions.bookings import book, cancel
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.models import Evidence
from tests.learning.racing import elsewhere, race, shared_database
from tests.learning.test_evidence import draft, unique_pdf

pytestmark = pytest.mark.django_db(transaction=True)
State = Booking.State


def booker(person, event):
    return lambda: book(person, ClassEvent.objects.get(pk=event.pk), by=person).state


def states(event):
    rows = Booking.objects.filter(event=event).order_by("state")
    return list(rows.values_list("state", flat=True))


def test_the_last_seat_is_given_once(
    class_course, make_event, learner, colleague, coachee, coach, tmp_path
):
    event = make_event(class_course, seats=1)
    people = [learner, colleague, coachee, coach]
    with shared_database(tmp_path):
        found = race(*(booker(person, event) for person in people))
        assert sorted(found) == [State.BOOKED] + [State.WAITING] * 3
        taken = elsewhere(lambda: ClassEvent.objects.get(pk=event.pk).seats_taken)
        assert taken == 1


def test_one_finger_pressing_four_times_has_one_seat(event, learner, tmp_path):
    with shared_database(tmp_path):
        found = race(*[booker(learner, event)] * 4)
        assert found == [State.BOOKED] * 4
        assert elsewhere(lambda: states(event)) == [State.BOOKED]
        assert elsewhere(lambda: ClassEvent.objects.get(pk=event.pk).seats_taken) == 1


def test_a_seat_that_falls_free_goes_to_one(
    class_course, make_event, learner, colleague, coachee, coach, tmp_path
):
    event = make_event(class_course, seats=2)
    rows = [book(person, event, by=person) for person in (learner, colleague, coachee)]
    assert rows[2].state == State.WAITING

    def leave(booking):
        found = Booking.objects.select_related("event", "person").get(pk=booking.pk)
        return lambda: cancel(found, by=found.person).state

    with shared_database(tmp_path):
        found = race(
            lambda: leave(rows[0])(), lambda: leave(rows[0])(), booker(coach, event)
        )
        assert found[:2] == [State.CANCELLED] * 2
        kept = elsewhere(lambda: states(event))
        assert sorted(kept) == [
            State.BOOKED, State.CANCELLED, State.OFFERED, State.WAITING,
        ]  # fmt: skip
        assert elsewhere(lambda: ClassEvent.objects.get(pk=event.pk).seats_taken) == 2
        kept = elsewhere(lambda: Booking.objects.get(pk=rows[2].pk).state)
        assert kept == State.OFFERED


def test_one_file_sent_by_two_people_at_once_counts_for_one(
    rates, learner, colleague, tmp_path
):
    data = unique_pdf()
    rows = [draft(learner, data), draft(colleague, data)]

    def send(row):
        found = Evidence.objects.select_related("person").get(pk=row.pk)
        return evidence_acts.submit(found, by=found.person).state

    with shared_database(tmp_path):
        found = race(lambda: send(rows[0]), lambda: send(rows[1]))
        assert sorted(map(str, found)) == ["file_of_another", "submitted"]


def test_two_classes_at_one_time_give_one_seat(
    class_course, make_event, learner, tmp_path
):
    rows = [make_event(class_course, title=title) for title in ("Pagi", "Juga pagi")]
    with shared_database(tmp_path):
        found = race(*(booker(learner, event) for event in rows))
        assert sorted(map(str, found)) == [State.BOOKED, "clash_commitment"], found
        taken = elsewhere(lambda: sum(e.seats_taken for e in ClassEvent.objects.all()))
        assert taken == 1
