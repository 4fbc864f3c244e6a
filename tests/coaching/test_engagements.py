import datetime

import pytest
from django.utils import timezone

from coaching.actions import coaches, engagements, watching
from coaching.actions.wishes import purpose_of
from coaching.models import Circle, Engagement
from corpu.agenda.models import Opening
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Delegation
from tests.conftest import _make_person

State = Engagement.State


def ask(entry, coachee, kind="coaching", **more):
    return engagements.ask_for_coaching(
        entry, coachee=coachee, kind=kind, purpose="Berlatih memimpin.", **more
    )


@pytest.fixture
def second(hr, ministry, rates):
    """Another coach, far from the coachee's line, for one person."""
    person = _make_person("Lain Contoh", unit=ministry.secretariat)
    return coaches.register_coach(person, by=hr, about="-", capacity=1)


@pytest.fixture
def third(hr, ministry, rates):
    person = _make_person("Tiga Contoh", unit=ministry.bureau)
    return coaches.register_coach(person, by=hr, about="-", capacity=1)


def free_of(entry) -> int:
    return Opening.objects.get(source=f"coach:{entry.pk}:coaching").places_free


def test_a_request_takes_a_place_and_an_answer_starts_the_work(entry, coachee):
    pair = ask(entry, coachee)
    assert free_of(entry) == 1
    engagements.answer(pair, by=entry.person, accept=True)
    pair.refresh_from_db()
    assert pair.state == State.ACTIVE
    assert pair.agreement.meetings == pair.kind.meetings


def test_each_kind_for_one_person_is_an_opening_with_its_form_and_competences(
    entry, rates
):
    rows = Opening.objects.filter(host=entry.person, is_open=True)
    assert {row.form_id for row in rows} == {"coaching", "mentoring"}


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


@pytest.mark.parametrize("kind", ["on_the_job", "community"])
def test_a_coach_is_asked_for_what_she_offers(entry, coachee, kind):
    with pytest.raises(Refused) as refusal:
        ask(entry, coachee, kind)
    assert refusal.value.code == "kind_not_offered"


def test_the_reporting_line_is_never_paired(
    leader, upper_leader, learner, acting_leader, hr, rates
):
    """Up and down the line, over two levels, acting heads included."""
    for head in (leader, upper_leader, acting_leader):
        entry = coaches.register_coach(head, by=hr, about="-", capacity=3)
        follower = _below(acting_leader) if head is acting_leader else learner
        with pytest.raises(Refused) as refusal:
            ask(entry, follower)
        assert refusal.value.code == "reporting_line"
    entry = coaches.register_coach(learner, by=hr, about="-", capacity=3)
    for head in (leader, upper_leader):
        with pytest.raises(Refused) as refusal:
            ask(entry, head)
        assert refusal.value.code == "reporting_line"


def test_the_deputy_of_a_leader_is_not_her_peoples_coach(entry, leader, coachee):
    day = timezone.localdate()
    Delegation.objects.create(
        person=leader, deputy=entry.person, started_on=day, ended_on=day
    )
    with pytest.raises(Refused) as refusal:
        ask(entry, coachee)
    assert refusal.value.code == "reporting_line"


def _below(head):
    return _make_person("Bawahan Contoh", unit=head.led_units().get())


def test_who_came_into_ones_line_meanwhile_is_not_accepted(entry, coachee):
    pair = ask(entry, coachee)
    type(coachee).objects.filter(pk=coachee.pk).update(leader=entry.person)
    pair.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        engagements.answer(pair, by=entry.person, accept=True)
    assert refusal.value.code == "reporting_line"
    engagements.answer(pair, by=entry.person, accept=False)


def test_a_silent_coach_loses_the_request_and_the_place_is_free(entry, coachee):
    pair = ask(entry, coachee)
    later = timezone.now() + datetime.timedelta(days=8)
    assert engagements.expire_unanswered(later) == 1
    assert engagements.expire_unanswered(later) == 0
    pair.refresh_from_db()
    assert pair.state == State.EXPIRED
    assert free_of(entry) == 2


def test_silence_hands_the_request_to_the_next_and_ends_after_three(
    entry, second, third, coachee, set_today
):
    day = datetime.date(2026, 3, 2)
    set_today(day)
    asked = [ask(entry, coachee, passes_on=True)]
    for _n in range(4):
        day += datetime.timedelta(days=8)
        now = set_today(day)
        engagements.expire_unanswered(now)
        now_asked = Engagement.objects.requested().filter(coachee=coachee).first()
        if now_asked:
            assert now_asked.follows == asked[-1]
            asked.append(now_asked)
    assert {pair.coach for pair in asked} == {entry, second, third}
    assert {purpose_of(pair, coachee) for pair in asked} == {"Berlatih memimpin."}
    assert not Engagement.objects.live().exists()
    told = Notice.objects.filter(person=coachee)
    assert told.filter(kind="coaching.passed_on").count() == 2
    assert told.filter(kind="coaching.nobody_left").count() == 1


def test_a_declined_request_goes_on_only_if_its_owner_wants(entry, second, coachee):
    engagements.answer(ask(entry, coachee), by=entry.person, accept=False)
    assert not Engagement.objects.requested().exists()
    asked = ask(entry, coachee, passes_on=True)
    engagements.answer(asked, by=entry.person, accept=False)
    assert Engagement.objects.requested().get().coach == second


def test_an_answer_is_given_once(entry, coachee):
    pair = ask(entry, coachee)
    engagements.answer(pair, by=entry.person, accept=True)
    with pytest.raises(Refused) as refusal:
        engagements.answer(pair, by=entry.person, accept=False)
    assert refusal.value.code == "already_answered"
    with pytest.raises(Refused):
        engagements.withdraw_request(pair, by=coachee)


def test_the_pair_of_a_coach_who_left_ends_and_the_coachee_is_told(pair, coachee):
    person = pair.coach.person
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert watching.end_of_those_who_left() == 1
    assert watching.end_of_those_who_left() == 0
    pair.refresh_from_db()
    assert (pair.state, pair.end) == (State.ENDED, "coach_left")
    assert Notice.objects.filter(person=coachee, kind="coaching.end_coach_left").exists()


def test_a_pair_that_comes_into_one_line_ends_for_that_reason(pair, coachee):
    assert watching.end_of_lines() == 0
    type(coachee).objects.filter(pk=coachee.pk).update(leader=pair.coach.person)
    assert watching.end_of_lines() == 1
    pair.refresh_from_db()
    assert pair.end == "line"


def test_lines_of_many_pairs_are_looked_up_together(
    pair, ministry, entry, start_pair, django_assert_max_num_queries
):
    for n in range(entry.capacity - 1):
        start_pair(entry, _make_person(f"Satu {n}", unit=ministry.other_section))
    with django_assert_max_num_queries(6):
        assert watching.end_of_lines() == 0


def test_a_group_gives_its_last_place_once_and_takes_no_place_of_the_coach(
    entry, coachee, learner, colleague, ministry
):
    day = timezone.localdate()
    circle = Circle.objects.create(
        coach=entry, kind_id="group_coaching", name="Lingkar", about="-", places=2,
        starts_on=day, ends_on=day + datetime.timedelta(days=60),
    )  # fmt: skip
    for person in (coachee, learner):
        engagements.join_circle(circle, coachee=person, purpose="-")
    with pytest.raises(Refused) as refusal:
        engagements.join_circle(circle, coachee=colleague, purpose="-")
    assert refusal.value.code == "circle_full"
    with pytest.raises(Refused):
        engagements.join_circle(circle, coachee=coachee, purpose="-")
    assert free_of(entry) == 2
