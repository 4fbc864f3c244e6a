import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import agreements, coaches, engagements
from coaching.models import Engagement, Goal, Kind, Programme
from corpu.agenda.models import Need
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from tests.conftest import _make_person


def terms_of(pair) -> dict:
    terms = agreements.draft_agreement(pair)
    return {name: getattr(terms, name) for name in agreements.TERMS}


def test_the_agreement_is_signed_by_both_and_a_change_asks_anew(pair, coach, coachee):
    terms = agreements.draft_agreement(pair)
    assert not terms.is_signed
    agreements.sign(pair, by=coach, version=1)
    signed = agreements.sign(pair, by=coachee, version=1)
    assert signed.is_signed
    values = {**terms_of(pair), "meetings": 9}
    changed = agreements.change_terms(
        pair, by=coachee, purpose="Lain.", version=1, **values
    )
    assert (changed.meetings, changed.version, changed.is_signed) == (9, 2, False)
    assert changed.coachee_signed_at and not changed.coach_signed_at
    assert Notice.objects.filter(person=coach, kind="coaching.to_sign").exists()


def test_nobody_signs_what_she_has_not_read(pair, coach, coachee):
    agreements.change_terms(pair, by=coach, purpose="-", version=1, **terms_of(pair))
    with pytest.raises(Refused) as refusal:
        agreements.sign(pair, by=coachee, version=1)
    assert refusal.value.code == "changed_meanwhile"


def test_a_goal_takes_the_competence_of_the_need_that_it_came_from(
    pair, coachee, competence
):
    Need.objects.create(
        source="development:7", person=coachee, competence=competence, gap_jp=0,
        level_held=1, level_wanted=2, by=timezone.localdate(),
    )  # fmt: skip
    goal = agreements.add_goal(
        pair, by=pair.coachee, text="Memimpin.", source="development:7"
    )
    assert goal.competence == competence
    with pytest.raises(Refused) as refusal:
        agreements.add_goal(pair, by=pair.coachee, text="-", source="development:8")
    assert refusal.value.code == "need_gone"


@pytest.fixture
def competence(db):
    from corpu.skills.models import Competence

    return Competence.objects.create(
        code="lead", name_id="Kepemimpinan", name_en="Leadership", kind="managerial"
    )


def test_marks_are_kept_by_day_and_the_last_of_a_day_counts(pair, set_today):
    goal = agreements.add_goal(pair, by=pair.coachee, text="Memimpin.")
    agreements.mark_goal(goal, mark=3)
    agreements.mark_goal(goal, mark=4)
    set_today(datetime.date(2026, 3, 20))
    agreements.mark_goal(goal, mark=6)
    assert list(goal.marks.values_list("mark", flat=True)) == [4, 6]


@pytest.fixture
def unsigned(pair):
    """The pair before anybody has signed."""
    pair.agreement.in_force_since = None
    pair.agreement.save()
    return pair


def test_the_first_session_may_precede_the_signatures_and_no_other(
    unsigned, log, coach, coachee
):
    log(9)
    with pytest.raises(Refused) as refusal:
        log(7)
    assert (refusal.value.code, refusal.value.field) == ("not_signed", "engagement")
    agreements.sign(unsigned, by=coach, version=1)
    with pytest.raises(Refused):
        log(7)
    agreements.sign(unsigned, by=coachee, version=1)
    log(7)
    # Other terms that wait for a signature stop nobody: the old ones hold until then.
    terms = terms_of(unsigned)
    agreements.change_terms(unsigned, by=coach, purpose="-", version=1, **terms)
    log(5)
    assert unsigned.sessions.count() == 3


def test_an_office_says_how_many_sessions_may_precede(unsigned, log):
    Kind.objects.filter(pk="coaching").update(sessions_unsigned=0)
    with pytest.raises(Refused) as refusal:
        log(9)
    assert refusal.value.code == "not_signed"
    Kind.objects.filter(pk="coaching").update(sessions_unsigned=None)
    assert [log(day).state for day in (9, 7)] == ["logged", "logged"]


def test_the_page_says_what_waits_for_signatures(unsigned, log, client_of, coach):
    page = reverse("coaching:engagement", args=[unsigned.public_id])
    assert not client_of(coach).get(page).context["must_sign"]
    log(9)
    assert client_of(coach).get(page).context["must_sign"]


def test_fit_is_asked_after_the_first_session_only(pair, log, coach, coachee):
    assert not agreements.fit_is_asked(pair, coachee)
    with pytest.raises(Refused) as refusal:
        agreements.answer_fit(pair, by=coachee, answer="yes")
    assert refusal.value.code == "no_session_yet"
    log()
    assert agreements.fit_is_asked(pair, coachee) and agreements.fit_is_asked(pair, coach)
    agreements.answer_fit(pair, by=coachee, answer="yes")
    assert not agreements.fit_is_asked(pair, coachee)
    assert agreements.fit_is_asked(pair, coach)


@pytest.mark.parametrize("who", ["coach", "coachee"])
def test_a_no_parts_the_two_and_tells_both_the_same(pair, log, coach, coachee, who):
    log()
    by = coach if who == "coach" else coachee
    assert agreements.answer_fit(pair, by=by, answer="no")
    pair.refresh_from_db()
    assert (pair.state, pair.end) == (Engagement.State.ENDED, "parted")
    told = Notice.objects.filter(kind="coaching.parted")
    assert {notice.person for notice in told} == {coach, coachee}
    assert not Notice.objects.filter(kind="coaching.ended").exists()


def test_the_closing_is_written_by_one_and_confirmed_by_the_other(pair, coach, coachee):
    goal = agreements.add_goal(pair, by=pair.coachee, text="Memimpin.")
    with pytest.raises(Refused) as refusal:
        agreements.confirm_review(pair, by=coach)
    assert refusal.value.code == "no_review"
    agreements.propose_review(pair, by=coachee, states={str(goal.pk): "reached"})
    with pytest.raises(Refused) as refusal:
        agreements.confirm_review(pair, by=coachee)
    assert refusal.value.code == "own_review"
    agreements.confirm_review(pair, by=coach)
    pair.refresh_from_db()
    goal.refresh_from_db()
    assert (pair.end, goal.state) == ("completed", Goal.State.REACHED)
    with pytest.raises(Refused) as refusal:
        agreements.confirm_review(pair, by=coach)
    assert refusal.value.code == "not_active"


def test_a_review_names_every_goal(pair, coachee):
    agreements.add_goal(pair, by=pair.coachee, text="Memimpin.")
    with pytest.raises(Refused) as refusal:
        agreements.propose_review(pair, by=coachee, states={})
    assert refusal.value.code == "goals_changed"


@pytest.fixture
def programme(hr, ministry, rates):
    day = timezone.localdate()
    return Programme.objects.create(
        name="100 hari", unit=ministry.general, kind_id="coaching", purpose="Mengenal",
        meetings=4, starts_on=day, ends_on=day + datetime.timedelta(days=100), made_by=hr,
    )  # fmt: skip


def test_hr_places_a_person_of_the_unit_and_both_are_told(
    programme, entry, coachee, coach, hr
):
    pair = engagements.place(programme, coachee=coachee, coach=entry, by=hr)
    assert pair.state == Engagement.State.ACTIVE
    assert (pair.agreement.meetings, pair.agreement.is_signed) == (4, False)
    told = Notice.objects.filter(kind="coaching.placed")
    assert {notice.person for notice in told} == {coach, coachee}


def test_nobody_outside_the_unit_and_nobody_in_line_is_placed(
    programme, entry, hr, ministry, leader, learner
):
    outside = _make_person("Luar Contoh", unit=ministry.secretariat)
    with pytest.raises(Refused) as refusal:
        engagements.place(programme, coachee=outside, coach=entry, by=hr)
    assert refusal.value.code == "outside_programme"
    head = coaches.register_coach(leader, by=hr, about="-", capacity=3)
    with pytest.raises(Refused) as refusal:
        engagements.place(programme, coachee=learner, coach=head, by=hr)
    assert refusal.value.code == "reporting_line"
