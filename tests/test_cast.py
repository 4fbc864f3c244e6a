"""The cast agrees with itself, and the ground survives transactional tests."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from wagtail.models import Page, Site

from corpu.people.actions.decisions import log_decision
from corpu.people.models import Appointment, Decision, Person


def test_the_cast_agrees_with_its_appointments(
    learner, colleague, coachee, leader, upper_leader, acting_leader, coach, hr, auditor
):
    for person in Person.objects.exclude(unit=None):
        appointment = Appointment.objects.get(person=person, kind="definitive")
        assert (appointment.unit, appointment.post) == (person.unit, person.post)
        assert appointment.staff_class == person.staff_class
        assert len(person.nip) == 18 and person.nip[:8] == f"{person.born_on:%Y%m%d}"
    assert learner.leader == leader
    assert list(acting_leader.led_units()) != []


def test_who_sees_whom(learner, leader, colleague, stranger, hr, upper_leader):
    seen = Person.objects.visible_to
    assert (
        learner in seen(leader) and learner in seen(hr) and learner in seen(upper_leader)
    )
    assert learner not in seen(colleague) and learner not in seen(stranger)


def test_staff_of_a_provider_hold_their_role(author, reviewer, provider, other_author):
    assert author.has_role("author") and not author.has_role("reviewer")
    assert reviewer.active_grants()[0].provider == provider
    assert other_author.active_grants()[0].provider != provider


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round", [1, 2])
def test_append_only_tables_survive_a_flush(round, person_factory):
    log_decision("test.done", by=None, person=person_factory())
    assert Decision.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(reason="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.all().delete()
    assert Site.objects.get().root_page.depth == 2
    assert Page.get_first_root_node().slug == "root"


def test_set_today_moves_the_calendar(set_today):
    from corpu.lib import clock

    set_today(datetime.date(2031, 2, 3))
    assert clock.today() == datetime.date(2031, 2, 3)


def test_a_client_of_a_person_is_signed_in(client_of, learner):
    assert client_of(learner).session["_auth_user_id"] == str(learner.pk)
