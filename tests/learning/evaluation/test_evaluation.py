"""What learners say of a course afterwards, and whether it is used at work."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from learning.actions.enrolments import enrol
from learning.evaluation.actions import opinions, uses
from learning.evaluation.cards import is_it_used
from learning.evaluation.figures import figures_of
from learning.evaluation.models import Opinion, OpinionSum, Use
from learning.evaluation.queues import uses as queue
from learning.evaluation.rules import may_sum
from learning.models import Enrolment
from tests.learning.conftest import finish

State = Use.State


def completed(person, course) -> Enrolment:
    """As after the last lesson, without the ledger's part in it."""
    row = enrol(person, course, by=person)
    Enrolment.objects.filter(pk=row.pk).update(
        state=Enrolment.State.COMPLETED, completed_at=timezone.now()
    )
    row.refresh_from_db()
    return row


@pytest.fixture
def through(learner, course):
    """The learner has completed the course."""
    return completed(learner, course)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.code


def test_a_sum_grows_by_five_or_not_at_all():
    told = [(4, 0), (5, 0), (9, 5), (10, 5)]
    assert [may_sum(*row) for row in told] == [False, True, False, True]


def test_a_course_is_rated_by_who_completed_it(enrolment, learner, leader):
    assert refusal(opinions.rate, enrolment, by=learner, stars=4) == "not_completed"
    assert refusal(opinions.rate, enrolment, by=leader, stars=4) == "not_learner"


def test_voices_are_told_as_a_sum_of_five(course, person_factory, ministry):
    rows = [completed(person_factory(unit=ministry.bureau), course) for _ in range(7)]
    for row in rows[:4]:
        opinions.rate(row, by=row.person, stars=5)
    opinions.rate(rows[0], by=rows[0].person, stars=1)
    assert Opinion.objects.count() == 4 and not OpinionSum.objects.exists()
    for row in rows[4:]:
        opinions.rate(row, by=row.person, stars=4)
    found = figures_of(course).opinions
    assert (found.voices, found.stars, found.mean) == (5, 20, 4.0)


def test_a_use_is_confirmed_by_the_leader(through, learner, leader, stranger, client_of):
    page = reverse("learning:finished", args=[through.public_id])
    client = client_of(learner)
    client.post(reverse("evaluation:say", args=[through.public_id]), {"text": "Dipakai."})
    use = Use.objects.get()
    assert (use.state, use.decider) == (State.SAID, leader)
    assert Notice.objects.filter(person=leader, kind="evaluation.said").count() == 1
    assert refusal(uses.say, through, by=learner, text="Lagi.") == "asked_already"
    assert [item.detail for item in queue.rows(leader)] == ["Dipakai."]
    assert not queue.rows(stranger) and not queue.rows(learner)
    assert refusal(uses.decide, use, by=stranger, accept=True) == "not_yours"
    assert refusal(uses.decide, use, by=leader, accept=False) == "reason_needed"
    queue.decide(leader, str(use.public_id), True, "")
    assert Decision.objects.get(act="use.confirmed").person == learner
    assert Notice.objects.filter(person=learner, kind="evaluation.confirmed").exists()
    assert figures_of(through.course).confirmed == 1
    assert refusal(uses.hinder, through, by=learner, hurdle="time") == "confirmed_already"
    assert "Dipakai." in client.get(page).content.decode()


def test_what_was_not_seen_is_said_anew(through, learner, leader):
    use = uses.say(through, by=learner, text="Sedikit.")
    uses.decide(use, by=leader, accept=False, reason="Belum tampak di loket.")
    assert Use.objects.get().state == State.NOT_SEEN
    uses.hinder(through, by=learner, hurdle=Use.Hurdle.AUTHORITY)
    assert Use.objects.get().state == State.HINDERED
    uses.say(through, by=learner, text="Sekarang ya.")
    use = Use.objects.get()
    assert (use.state, use.hurdle, use.reason) == (State.SAID, "", "")


def test_silence_goes_up(through, learner, leader):
    use = uses.say(through, by=learner, text="Dipakai.")
    late = timezone.now() - datetime.timedelta(days=1)
    Use.objects.filter(pk=use.pk).update(decide_by=late)
    assert queue.escalate() == 1
    use.refresh_from_db()
    assert use.decider != leader and use.decide_by > timezone.now()


def test_another_finds_nothing(through, colleague, client_of):
    client = client_of(colleague)
    for name in ("rate", "say", "hinder"):
        url = reverse(f"evaluation:{name}", args=[through.public_id])
        assert (
            client.post(url, {"stars": 5, "text": "x", "hurdle": "time"}).status_code
            == 404
        )
    assert not Use.objects.exists() and not Opinion.objects.exists()


def test_the_agency_and_the_course_show_figures_alone(
    enrolment, learner, leader, manager, client_of
):
    finish(enrolment)
    use = uses.say(enrolment, by=learner, text="Antrean loket berkurang.")
    uses.decide(use, by=leader, accept=True)
    client = client_of(manager)
    row = client.get(reverse("learning:agency")).context["page"][0]
    assert (row.completed, row.used, row.queueing) == (1, 1, 0)
    slug = enrolment.course.slug
    page = client.get(reverse("learning:participants", args=[slug])).content.decode()
    assert "Antrean loket" not in page
    used = client.get(reverse("learning:participants", args=[slug]), {"show": "used"})
    assert [row.person for row in used.context["page"]] == [learner]
    waiting = client.get(
        reverse("learning:participants", args=[slug]), {"show": "requested"}
    )
    assert not waiting.context["page"].object_list


def test_a_month_later_she_is_asked(through, learner):
    assert is_it_used(learner) is None
    long_ago = timezone.now() - datetime.timedelta(days=40)
    Enrolment.objects.filter(pk=through.pk).update(completed_at=long_ago)
    assert through.version.title in is_it_used(learner)["text"]
    uses.hinder(through, by=learner, hurdle="time")
    assert is_it_used(learner) is None
