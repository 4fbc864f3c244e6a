"""A leader or HR asks for a course by a day."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from corpu.agenda.models import Commitment
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.actions.enrolments import assign, enrol
from learning.models import Enrolment

pytestmark = pytest.mark.django_db
IN_A_MONTH = datetime.timedelta(days=30)


def test_the_leader_assigns_and_the_person_is_enrolled(course, learner, leader):
    row = assign(learner, course, by=leader, due_on=today() + IN_A_MONTH)
    assert (row.state, row.assigned_by) == ("enrolled", leader)
    assert Commitment.objects.get(person=learner).jp == row.version.jp
    notice = Notice.objects.get(person=learner)
    assert notice.kind == "learning.assigned"
    assert Decision.objects.filter(act="enrolment.assigned", person=learner).exists()


def test_twice_is_once_and_a_new_day_is_told(course, learner, leader):
    first = assign(learner, course, by=leader, due_on=today() + IN_A_MONTH)
    again = assign(learner, course, by=leader, due_on=today() + 2 * IN_A_MONTH)
    assert first.pk == again.pk
    assert again.due_on == today() + 2 * IN_A_MONTH
    assert Commitment.objects.filter(person=learner).count() == 1
    assert Notice.objects.filter(person=learner).count() == 2


def test_what_she_learns_already_gets_the_day(course, learner, leader):
    own = enrol(learner, course, by=learner)
    row = assign(learner, course, by=leader, due_on=today())
    assert row.pk == own.pk
    assert row.due_on == today()


def test_what_is_completed_is_not_assigned(course, learner, leader):
    enrol(learner, course, by=learner)
    Enrolment.objects.update(state="completed")
    with pytest.raises(Refused) as refused:
        assign(learner, course, by=leader, due_on=today())
    assert refused.value.code == "completed_already"


def test_a_day_that_has_passed_is_refused(course, learner, leader):
    with pytest.raises(Refused) as refused:
        assign(learner, course, by=leader, due_on=today() - datetime.timedelta(days=1))
    assert refused.value.code == "due_in_the_past"


def test_nobody_else_assigns(course, learner, colleague, stranger):
    for person in (colleague, stranger, learner):
        with pytest.raises(PermissionDenied):
            assign(learner, course, by=person, due_on=today())
