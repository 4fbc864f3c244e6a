"""Enrolment as a state machine: who may go from where to where."""

import threading

import pytest
from django.db import connection

from corpu.agenda.models import Commitment
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision, Delegation
from learning.actions.enrolments import decide, enrol, withdraw
from learning.models import Course, Enrolment

State = Enrolment.State


@pytest.fixture
def closed_course(course_page):
    """A course that the leader must approve."""
    return Course.objects.get(page_id=course_page("Terbatas", access="approval").pk)


def test_open_courses_enrol_at_once(course, learner):
    enrolment = enrol(learner, course, by=learner)
    assert enrolment.state == State.ENROLLED and enrolment.version == course.current
    commitment = Commitment.objects.get(source=f"enrolment:{enrolment.public_id}")
    assert commitment.jp == 5 and commitment.is_open
    assert Notice.objects.filter(person=learner, kind="learning.enrolled").exists()


def test_twice_is_once(course, learner):
    assert enrol(learner, course, by=learner) == enrol(learner, course, by=learner)
    assert Enrolment.objects.count() == 1


def test_staff_of_an_agency_cannot_enrol(course, author):
    with pytest.raises(Refused) as refused:
        enrol(author, course, by=author)
    assert refused.value.code == "not_an_employee"


def test_a_withdrawn_course_takes_nobody(course, learner):
    Course.objects.update(is_published=False)
    course.refresh_from_db()
    with pytest.raises(Refused) as refused:
        enrol(learner, course, by=learner)
    assert refused.value.code == "course_closed"


def test_with_approval_the_leader_is_asked(closed_course, learner, leader):
    enrolment = enrol(learner, closed_course, by=learner)
    assert enrolment.state == State.REQUESTED and enrolment.decider == leader
    assert enrolment.decide_by and not Commitment.objects.exists()
    assert Enrolment.objects.waiting_for(leader).get() == enrolment
    assert not Enrolment.objects.waiting_for(learner).exists()


def test_accepting_enrols_and_is_logged(closed_course, learner, leader):
    enrolment = enrol(learner, closed_course, by=learner)
    decide(enrolment, by=leader, accept=True)
    assert enrolment.state == State.ENROLLED and Commitment.objects.get().is_open
    assert Decision.objects.get(act="enrolment.accepted").by == leader
    with pytest.raises(Refused) as refused:
        decide(enrolment, by=leader, accept=False, reason="Berubah")
    assert refused.value.code == "decided_already"


def test_refusing_needs_a_reason(closed_course, learner, leader):
    enrolment = enrol(learner, closed_course, by=learner)
    with pytest.raises(Refused) as refused:
        decide(enrolment, by=leader, accept=False, reason=" ")
    assert refused.value.code == "reason_missing"
    decide(enrolment, by=leader, accept=False, reason="Beban kerja")
    assert enrolment.state == State.REFUSED
    assert Notice.objects.get(kind="learning.refused").data["reason"] == "Beban kerja"
    assert enrol(learner, closed_course, by=learner).state == State.REQUESTED


def test_nobody_else_decides(closed_course, learner, colleague, stranger):
    enrolment = enrol(learner, closed_course, by=learner)
    for person in (learner, colleague, stranger):
        with pytest.raises(Refused) as refused:
            decide(enrolment, by=person, accept=True)
        assert refused.value.code == "not_yours"


def test_a_deputy_decides_on_behalf(closed_course, learner, leader, colleague):
    from corpu.lib.clock import today

    Delegation.objects.create(person=leader, deputy=colleague, ended_on=today())
    enrolment = enrol(learner, closed_course, by=learner)
    decide(enrolment, by=colleague, accept=True)
    assert Decision.objects.get(act="enrolment.accepted").on_behalf_of == leader


def test_the_one_at_the_top_is_decided_by_hr(closed_course, ministry, hr, person_factory):
    top = person_factory("Kepala", unit=ministry.root, leads=True)
    enrolment = enrol(top, closed_course, by=top)
    assert enrolment.decider is None
    assert Enrolment.objects.waiting_for(hr).get() == enrolment
    assert not Enrolment.objects.waiting_for(top).exists()
    decide(enrolment, by=hr, accept=True)
    assert enrolment.state == State.ENROLLED


def test_withdrawing_releases_the_promise(enrolment, learner):
    withdraw(enrolment, by=learner, reason="Tugas lain")
    assert enrolment.state == State.WITHDRAWN
    assert not Commitment.objects.get().is_open
    with pytest.raises(Refused) as refused:
        withdraw(enrolment, by=learner, reason="Lagi")
    assert refused.value.code == "not_ongoing"


def test_nobody_withdraws_another(enrolment, leader):
    with pytest.raises(Refused) as refused:
        withdraw(enrolment, by=leader, reason="Saya mau")
    assert refused.value.code == "not_yours"


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_enrolment(course, learner):
    """On SQLite in memory threads share nothing, so the race runs where it can."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        first = enrol(learner, course, by=learner)
        course.refresh_from_db()
        assert enrol(learner, course, by=learner) == first
        return
    barrier, found = threading.Barrier(2), []

    def press():
        barrier.wait()
        try:
            found.append(enrol(learner, course, by=learner).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(set(found)) == 1 and Enrolment.objects.count() == 1


def test_silence_passes_it_on(closed_course, learner, leader, upper_leader):
    from django.utils import timezone

    from learning.actions.silence import pass_on_silent

    enrolment = enrol(learner, closed_course, by=learner)
    assert pass_on_silent(timezone.now()) == 0
    Enrolment.objects.update(decide_by=timezone.now())
    assert pass_on_silent(timezone.now()) == 1
    enrolment.refresh_from_db()
    assert enrolment.decider == upper_leader and enrolment.decide_by > timezone.now()
    assert Decision.objects.get(act="enrolment.passed_on").data["silent"] == leader.pk
    assert pass_on_silent(timezone.now()) == 0


def test_the_queue_decides(closed_course, learner, leader, stranger):
    from django.http import Http404

    from learning.queues import enrolments as queue

    enrolment = enrol(learner, closed_course, by=learner)
    item = next(iter(queue.rows(leader)))
    assert item.person == learner and item.decide_by
    with pytest.raises(Http404):
        queue.decide(stranger, item.key, True, "")
    queue.decide(leader, item.key, True, "")
    enrolment.refresh_from_db()
    assert enrolment.state == State.ENROLLED and not list(queue.rows(leader))


def test_who_stays_away_is_reminded_once(enrolment, learner):
    import datetime

    from django.utils import timezone

    from learning.tasks import remind_idle

    assert remind_idle() == 0
    Enrolment.objects.update(last_seen_at=timezone.now() - datetime.timedelta(days=15))
    assert remind_idle() == 1 and remind_idle() == 0
    assert Notice.objects.filter(person=learner, kind="learning.reminder").count() == 1
