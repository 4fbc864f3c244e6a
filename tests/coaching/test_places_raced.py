"""The last place of a coach, and one of her times, at the same moment."""

import datetime

import pytest
from django.utils import timezone

from coaching.actions import coaches, engagements, meetings
from coaching.models import Coach, Engagement, Meeting, Slot
from corpu.people.models import Person
from tests.learning.racing import elsewhere, race, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_place_of_a_coach_is_given_once(
    coach, hr, rates, coachee, learner, tmp_path
):
    entry = coaches.register_coach(coach, by=hr, about="-", capacity=1)

    def ask(pk):
        def act():
            return engagements.ask_for_coaching(
                Coach.objects.get(pk=entry.pk),
                coachee=Person.objects.get(pk=pk),
                kind="coaching",
                purpose="-",
            ).pk

        return act

    with shared_database(tmp_path):
        found = race(ask(coachee.pk), ask(learner.pk))
        assert "coach_full" in [str(one) for one in found], found
        assert elsewhere(Engagement.objects.count) == 1


def test_a_time_is_booked_once(entry, coachee, learner, start_pair, tmp_path):
    pairs = [start_pair(entry, person) for person in (coachee, learner)]
    day = timezone.localdate() + datetime.timedelta(days=2)
    slot, *_more = meetings.offer_slots(
        entry, day=day, start=datetime.time(9), minutes=60
    )

    def book(pk):
        def act():
            pair = Engagement.objects.select_related("coach__person", "coachee", "kind")
            pair = pair.get(pk=pk)
            return meetings.book(pair, Slot.objects.get(pk=slot.pk), by=pair.coachee).pk

        return act

    with shared_database(tmp_path):
        found = race(book(pairs[0].pk), book(pairs[1].pk))
        assert elsewhere(Meeting.objects.planned().count) == 1, found
