"""Who decides about a person's requests."""

import datetime

import pytest

from corpu.lib.clock import today
from corpu.people.actions.deciders import decider_for, decides_for, next_decider
from corpu.people.models import Absence, Appointment, Delegation
from tests.conftest import appoint


def away(person, days=3):
    return Absence.objects.create(
        person=person,
        kind="annual",
        started_on=today(),
        ended_on=today() + datetime.timedelta(days=days),
    )


def hand_over(person, deputy):
    return Delegation.objects.create(person=person, deputy=deputy, ended_on=today())


def test_the_direct_leader_decides(learner, leader):
    assert decider_for(learner) == leader


def test_a_leader_who_left_is_passed_over(learner, leader, upper_leader):
    leader.is_active = False
    leader.save()
    assert decider_for(learner) == upper_leader


def test_an_absent_leader_is_passed_over(learner, leader, upper_leader):
    away(leader)
    assert decider_for(learner) == upper_leader
    later = today() + datetime.timedelta(days=4)
    assert decider_for(learner, on=later) == leader


def test_an_absent_leader_with_a_deputy_still_decides(learner, leader, coach):
    away(leader)
    hand_over(leader, coach)
    assert decider_for(learner) == leader


def test_a_deputy_does_not_decide_for_herself(learner, leader, upper_leader):
    away(leader)
    hand_over(leader, learner)
    assert decider_for(learner) == upper_leader


def test_a_unit_without_definitive_head_is_led_by_the_acting_one(
    ministry, acting_leader, person_factory
):
    person = person_factory("Lia", unit=ministry.other_section)
    assert decider_for(person) == acting_leader


def test_a_daily_acting_head_steps_in_for_an_absent_one(learner, leader, colleague):
    away(leader)
    appoint(colleague, learner.unit, kind=Appointment.Kind.DAILY, leads=True)
    assert decider_for(learner) == colleague


def test_a_head_does_not_decide_for_herself(leader, upper_leader):
    assert decider_for(leader) == upper_leader


def test_hr_decides_for_the_one_at_the_top(ministry, person_factory):
    head = person_factory("Menteri", unit=ministry.root, leads=True)
    assert decider_for(head) is None


def test_someone_without_unit_and_leader_is_decided_by_hr(author):
    assert decider_for(author) is None


def test_silence_climbs_until_hr(ministry, learner, leader, upper_leader, person_factory):
    head = person_factory("Dirjen", unit=ministry.general, leads=True)
    assert next_decider(leader, learner) == upper_leader
    assert next_decider(upper_leader, learner) == head
    assert next_decider(head, learner) is None
    assert next_decider(None, learner) is None


def test_silence_of_a_former_decider_goes_to_the_line_of_today(learner, leader, coach):
    assert next_decider(coach, learner) == leader


def test_a_deputy_works_on_two_queues(leader, coach):
    assert decides_for(coach) == [coach.pk]
    hand_over(leader, coach)
    later = type(coach).objects.get(pk=coach.pk)
    assert decides_for(later) == [coach.pk, leader.pk]


def test_the_line_does_not_run_in_circles(learner, leader):
    type(leader).objects.filter(pk=leader.pk).update(leader=learner)
    learner.refresh_from_db()
    assert decider_for(learner) == leader
    assert next_decider(leader, learner) is None


@pytest.mark.usefixtures("upper_leader")
def test_the_number_of_queries_does_not_grow(learner, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        decider_for(learner)
