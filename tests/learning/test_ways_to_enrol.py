"""Every way into a course: open, by approval in the agency's order, by invitation."""

import datetime
import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.actions.enrolments import (
    accept_invitation,
    assign,
    decide,
    enrol,
    take_in,
    withdraw,
)
from learning.actions.invitations import invite
from learning.actions.silence import pass_on_silent
from learning.models import Course, Enrolment
from learning.rules import ENROLMENT_MOVES, next_step, states_before
from tests.learning.conftest import finish
from tests.learning.racing import elsewhere, race, shared_database
from tests.learning.test_evidence import refused

State = Enrolment.State


def test_every_state_has_its_moves():
    assert set(ENROLMENT_MOVES) == set(State.values)
    for state, to in itertools.product(State.values, repeat=2):
        assert (to in ENROLMENT_MOVES[state]) == (state in states_before(to))
    ended = [state for state, after in ENROLMENT_MOVES.items() if not after]
    assert sorted(ended) == ["expired", "refused", "withdrawn"]


@given(st.sampled_from(Course.Approvals.values))
def test_an_order_is_worked_through_once(approvals):
    seen, step = [], next_step(approvals, None)
    while step:
        seen.append(step)
        step = next_step(approvals, step)
    assert "_".join(seen) == approvals and len(set(seen)) == len(seen)


@pytest.fixture
def asked(course, learner, leader, manager):
    """`asked("leader_agency")`: the learner has asked, in that order of approval."""

    def _asked(approvals) -> Enrolment:
        Course.objects.update(access="approval", approvals=approvals)
        return enrol(learner, Course.objects.get(pk=course.pk), by=learner)

    return _asked


def waits_for(enrolment, *people):
    return [Enrolment.objects.waiting_for(p).filter(pk=enrolment.pk).exists()
            for p in people]  # fmt: skip


def test_the_leader_then_the_agency(asked, leader, manager, hr):
    enrolment = asked("leader_agency")
    assert waits_for(enrolment, leader, manager, hr) == [True, False, False]
    enrolment = decide(enrolment, by=leader, accept=True)
    assert (enrolment.state, enrolment.step) == (State.REQUESTED, "agency")
    assert waits_for(enrolment, leader, manager, hr) == [False, True, False]
    with refused("not_yours"):
        decide(enrolment, by=leader, accept=True)
    assert decide(enrolment, by=manager, accept=True).state == State.ENROLLED
    assert Notice.objects.filter(person=manager, kind="learning.asked").count() == 1


def test_the_agency_then_the_leader_and_a_refusal_ends_it(asked, leader, manager):
    enrolment = asked("agency_leader")
    assert waits_for(enrolment, leader, manager) == [False, True]
    enrolment = decide(enrolment, by=manager, accept=True)
    assert waits_for(enrolment, leader, manager) == [True, False]
    with refused("reason_missing"):
        decide(enrolment, by=leader, accept=False)
    enrolment = decide(enrolment, by=leader, accept=False, reason="Ada tugas lain")
    assert (enrolment.state, enrolment.reason) == (State.REFUSED, "Ada tugas lain")


def test_the_agency_alone_and_not_that_of_another(asked, manager, other_author, leader):
    enrolment = asked("agency")
    assert waits_for(enrolment, manager, other_author, leader) == [True, False, False]
    page = Enrolment.objects.waiting_for(manager).get()
    assert decide(page, by=manager, accept=True).state == State.ENROLLED


def test_silence_goes_up_is_asked_again_and_expires(asked, learner, leader, manager):
    enrolment = asked("agency")
    assert pass_on_silent(enrolment.decide_by - datetime.timedelta(seconds=1)) == 0
    assert pass_on_silent(enrolment.decide_by) == 1
    enrolment.refresh_from_db()
    assert enrolment.state == State.REQUESTED and enrolment.escalated_at
    assert Notice.objects.filter(person=manager, kind="learning.asked").count() == 2
    assert pass_on_silent(enrolment.decide_by) == 1
    assert pass_on_silent(enrolment.decide_by) == 0
    enrolment.refresh_from_db()
    assert enrolment.state == State.EXPIRED
    assert Notice.objects.filter(person=learner, kind="learning.expired").exists()
    acts = Decision.objects.filter(person=learner).values_list("act", flat=True)
    assert {"enrolment.asked_again", "enrolment.expired"} <= set(acts)
    assert enrol(learner, enrolment.course, by=learner).state == State.REQUESTED


def test_a_silent_leader_leads_to_the_one_above_and_at_last_to_an_end(
    asked, leader, upper_leader
):
    enrolment = asked("leader")
    states = []
    for _round in range(12):
        if not pass_on_silent(enrolment.decide_by):
            break
        enrolment.refresh_from_db()
        states.append((enrolment.state, bool(enrolment.decider)))
    assert states[-1][0] == State.EXPIRED
    assert states[-2] == (State.REQUESTED, False)


def test_by_invitation_alone(course, learner, colleague, manager, leader, other_author):
    Course.objects.update(access="invitation")
    course = Course.objects.get(pk=course.pk)
    with refused("invitation_only"):
        enrol(learner, course, by=learner)
    with pytest.raises(PermissionDenied):
        invite(learner, course, by=other_author)
    with pytest.raises(PermissionDenied):
        invite(learner, course, by=learner)
    row = invite(learner, course, by=manager)
    assert invite(learner, course, by=leader) == row and row.state == State.INVITED
    with refused("not_yours"):
        accept_invitation(row, by=colleague)
    assert enrol(learner, course, by=learner).state == State.ENROLLED
    late = invite(colleague, course, by=leader)
    withdraw(late, by=colleague, reason="Sedang cuti")
    late.refresh_from_db()
    assert late.state == State.WITHDRAWN
    late = invite(colleague, course, by=leader)
    assert pass_on_silent(late.decide_by) == 1
    late.refresh_from_db()
    assert late.state == State.EXPIRED


def test_an_invitation_that_is_over_cannot_be_accepted(course, learner, manager):
    row = invite(learner, course, by=manager)
    Enrolment.objects.filter(pk=row.pk).update(decide_by=timezone.now())
    with refused("invitation_over"):
        accept_invitation(row, by=learner)


def test_who_is_invited_can_be_assigned_and_taken_in(
    course, learner, colleague, leader, manager
):
    day = timezone.localdate() + datetime.timedelta(days=30)
    invite(learner, course, by=manager)
    assert assign(learner, course, by=leader, due_on=day).state == State.ENROLLED
    invite(colleague, course, by=manager)
    assert take_in(colleague, course, by=manager).state == State.ENROLLED
    assert Enrolment.objects.count() == 2


def test_places_are_limited_and_free_when_somebody_has_finished(
    course, learner, colleague, leader
):
    Course.objects.update(capacity=1)
    course = Course.objects.get(pk=course.pk)
    first = enrol(learner, course, by=learner)
    with refused("course_full"):
        enrol(colleague, course, by=colleague)
    day = timezone.localdate() + datetime.timedelta(days=30)
    with refused("course_full"):
        assign(colleague, course, by=leader, due_on=day)
    finish(first)
    assert enrol(colleague, course, by=colleague).state == State.ENROLLED


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(course, learner, colleague, coachee, tmp_path):
    Course.objects.update(capacity=1)

    def go(person):
        return lambda: enrol(person, Course.objects.get(pk=course.pk), by=person).state

    with shared_database(tmp_path):
        found = race(*(go(person) for person in (learner, colleague, coachee)))
        held = elsewhere(lambda: Enrolment.objects.filter(state="enrolled").count())
    assert held == 1 and sorted(map(str, found)) == [
        "course_full",
        "course_full",
        "enrolled",
    ]


def test_inviting_on_screen_needs_nip_and_name(
    course, learner, manager, author, other_author, client_of
):
    address = reverse("learning:invite", args=[course.slug])
    client = client_of(manager)
    client.post(address, {"nip": learner.nip, "name": "Orang Lain"})
    assert not Enrolment.objects.exists()
    client.post(address, {"nip": learner.nip, "name": learner.name.upper()})
    assert Enrolment.objects.get().state == State.INVITED
    page = client_of(learner).get(reverse("learning:course", args=[course.slug]))
    assert manager.name in page.content.decode()
    assert client_of(author).post(address, {}).status_code == 403
    assert client_of(other_author).post(address, {}).status_code == 404
    client_of(learner).post(reverse("learning:enrol", args=[course.slug]))
    assert Enrolment.objects.get().state == State.ENROLLED


def test_requests_of_the_agency_wait_on_its_screen_of_decisions(
    asked, manager, learner, client_of
):
    enrolment = asked("agency")
    client = client_of(manager)
    address = reverse("home:decisions")
    assert learner.name in client.get(address).content.decode()
    client.post(address, {"act": f"accept=enrolments:{enrolment.public_id}"})
    enrolment.refresh_from_db()
    assert enrolment.state == State.ENROLLED
