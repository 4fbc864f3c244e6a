import datetime

import pytest
from django.utils import timezone

from coaching.actions import coaches, engagements
from coaching.models import Engagement
from corpu.agenda.models import Commitment, Opening
from corpu.lib.refusals import Refused


def ask(entry, coachee, form="coaching"):
    return engagements.ask_for_coaching(
        entry, coachee=coachee, form=form, purpose="Berlatih memimpin."
    )


def test_a_request_takes_a_place_and_an_answer_starts_the_work(entry, coachee):
    pair = ask(entry, coachee)
    assert Opening.objects.get(source=f"coach:{entry.pk}").places_free == 1
    engagements.answer(pair, by=entry.person, accept=True)
    pair.refresh_from_db()
    assert pair.state == Engagement.State.ACTIVE


def test_the_last_place_is_given_once(entry, coachee, learner, colleague):
    ask(entry, coachee)
    ask(entry, learner)
    with pytest.raises(Refused) as refusal:
        ask(entry, colleague)
    assert refusal.value.code == "coach_full"


def test_asking_twice_is_refused(entry, coachee):
    ask(entry, coachee)
    with pytest.raises(Refused) as refusal:
        ask(entry, coachee)
    assert refusal.value.code == "already_asked"


def test_the_reporting_line_is_never_paired(leader, learner, acting_leader, hr, rates):
    for head in (leader, acting_leader):
        entry = coaches.register_coach(head, by=hr, about="-", capacity=3)
        follower = learner if head is leader else _below(acting_leader)
        with pytest.raises(Refused) as refusal:
            ask(entry, follower)
        assert refusal.value.code == "reporting_line"
    entry = coaches.register_coach(learner, by=hr, about="-", capacity=3)
    with pytest.raises(Refused):
        ask(entry, leader)


def _below(head):
    from tests.conftest import _make_person

    unit = head.led_units().get()
    return _make_person("Bawahan Contoh", unit=unit)


def test_a_silent_coach_loses_the_request_and_the_place_is_free(entry, coachee):
    pair = ask(entry, coachee)
    later = timezone.now() + datetime.timedelta(days=8)
    assert engagements.expire_unanswered(later) == 1
    assert engagements.expire_unanswered(later) == 0
    pair.refresh_from_db()
    assert pair.state == Engagement.State.EXPIRED
    assert Opening.objects.get(source=f"coach:{entry.pk}").places_free == 2


def test_a_planned_meeting_is_booked_until_it_was_held(pair, log, coachee):
    soon = timezone.now() + datetime.timedelta(hours=1)
    engagements.plan_meeting(pair, by=coachee, starts_at=soon)
    assert Commitment.objects.ahead().get(person=coachee).sessions == 1
    log(days_ago=0)
    assert not Commitment.objects.ahead().filter(person=coachee).exists()


def test_hr_does_not_register_herself(hr, rates):
    with pytest.raises(Refused) as refusal:
        coaches.register_coach(hr, by=hr, about="-", capacity=1)
    assert refusal.value.code == "own_entry"
