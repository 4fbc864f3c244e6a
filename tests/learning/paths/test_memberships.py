"""Joined, walked, confirmed, completed with a certificate, and taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from corpu.ledger.actions.records import void
from corpu.ledger.models import Record
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from learning.actions.enrolments import enrol
from learning.credentials.models import Certificate
from learning.models import Enrolment
from learning.paths.actions import memberships
from learning.paths.models import Membership, Path, StepDone
from learning.paths.progress import progress_of
from tests.learning.conftest import finish

pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.raises(Refused, match=code)


def learn(person, course) -> None:
    finish(enrol(person, course, by=person))


def steps_of(member) -> list:
    return list(member.version.steps.order_by("order"))


def handed_in(member) -> StepDone:
    return memberships.hand_in(member, steps_of(member)[1], text="Rencana sudah ditulis.")


def walked(member, courses, by) -> Membership:
    learn(member.person, courses[0])
    memberships.decide(handed_in(member), by=by, accept=True)
    learn(member.person, courses[1])
    member.refresh_from_db()
    return member


def test_the_whole_way(path, courses, learner, manager):
    member = memberships.join(learner, path)
    first, project, last = steps_of(member)
    with refused("step_closed"):
        memberships.take(member, last)
    with refused("step_closed"):
        memberships.hand_in(member, project, text="Sudah")
    assert memberships.take(member, first).course == courses[0]
    member = walked(member, courses, manager)
    paper = Certificate.objects.get(source=member.certificate_source)
    assert member.state == Membership.State.COMPLETED
    assert (paper.title, paper.jp, paper.record) == ("Akademi", 10, None)
    assert "Proyek" in paper.outcomes
    assert Notice.objects.filter(kind="paths.completed", person=learner).count() == 1


def test_what_was_learnt_before_counts(path_page, courses, learner):
    learn(learner, courses[0])
    page = path_page("Singkat", steps=[{"course": courses[0]}])
    member = memberships.join(learner, Path.objects.get(page_id=page.pk))
    member.refresh_from_db()
    assert member.state == Membership.State.COMPLETED


def test_twice_is_once(path, learner):
    assert memberships.join(learner, path) == memberships.join(learner, path)


def test_a_member_keeps_the_version_she_joined(path, path_page, courses, learner):
    member = memberships.join(learner, path)
    from learning.paths.pages import PathPage

    page = PathPage.objects.get(pk=path.page_id)
    page.steps = [row for row in page.steps.all() if row.course_id == courses[0].pk]
    page.save_revision().publish()
    path.refresh_from_db()
    assert path.current.steps.count() == 1
    assert member.version.steps.count() == 3
    learn(learner, courses[0])
    member.refresh_from_db()
    assert member.state == Membership.State.ACTIVE


def test_a_cohort_has_no_more_members_than_places(programme, learner, colleague):
    cohort = programme.cohorts.get()
    with refused("no_cohort"):
        memberships.join(learner, programme)
    memberships.join(learner, programme, cohort=cohort)
    with refused("cohort_full"):
        memberships.join(colleague, programme, cohort=cohort)


def test_the_mentor_stands_outside_the_line(programme, manager, learner, leader, coach):
    cohort = programme.cohorts.get()
    memberships.add_mentor(cohort, leader, by=manager)
    member = memberships.join(learner, programme, cohort=cohort)
    assert member.mentor is None
    memberships.add_mentor(cohort, coach, by=manager)
    member.refresh_from_db()
    assert member.mentor == coach
    memberships.remove_mentor(cohort, coach, by=manager)
    member.refresh_from_db()
    assert member.mentor is None


def test_only_the_agency_names_mentors(programme, leader, coach):
    with pytest.raises(PermissionDenied):
        memberships.add_mentor(programme.cohorts.get(), coach, by=leader)


def test_a_milestone_is_answered_once_and_by_another(
    path, courses, learner, colleague, manager
):
    member = memberships.join(learner, path)
    learn(learner, courses[0])
    done = handed_in(member)
    told = Notice.objects.filter(kind="paths.handed_in")
    assert [row.person for row in told] == [manager]
    for person in (learner, colleague):
        with pytest.raises(PermissionDenied):
            memberships.decide(done, by=person, accept=True)
    with refused("reason_missing"):
        memberships.decide(done, by=manager, accept=False)
    memberships.decide(done, by=manager, accept=False, reason="Sebutkan anggarannya.")
    with refused("decided_already"):
        memberships.decide(done, by=manager, accept=True)
    again = handed_in(member)
    assert (again.pk, again.reason) == (done.pk, "")
    memberships.decide(again, by=manager, accept=True)
    with refused("confirmed_already"):
        handed_in(member)


def test_a_voided_record_takes_the_certificate(path, courses, learner, manager, hr):
    member = walked(memberships.join(learner, path), courses, manager)
    record = Record.objects.get(activity=courses[1].activity, person=learner)
    void(record, reason="Salah orang", by=hr)
    assert memberships.look_again() == 1
    assert memberships.look_again() == 0
    member.refresh_from_db()
    old = Certificate.objects.get(source=member.certificate_source)
    assert (member.state, old.is_valid) == (Membership.State.ACTIVE, False)


def test_whoever_leaves_keeps_her_courses(path, courses, learner):
    member = memberships.join(learner, path)
    memberships.take(member, steps_of(member)[0])
    with refused("reason_missing"):
        memberships.leave(member, by=learner, reason=" ")
    memberships.leave(member, by=learner, reason="Pindah tugas")
    with refused("not_going"):
        memberships.leave(member, by=learner, reason="Pindah tugas")
    assert Enrolment.objects.ongoing().filter(person=learner).count() == 1
    assert memberships.join(learner, path).pk != member.pk


def test_progress_takes_as_many_queries_for_one_as_for_many(
    path, learner, colleague, coachee, django_assert_num_queries
):
    members = [memberships.join(who, path) for who in (learner, colleague, coachee)]
    for some in (members[:1], members):
        with django_assert_num_queries(3):
            assert all(len(row.lines) == 3 for row in progress_of(some))
