"""Levels from assessments and the ledger; gaps, match and needs."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from corpu.agenda.models import Need
from corpu.ledger.actions.records import void
from corpu.lib.clock import today
from corpu.people.models import Decision
from corpu.skills.models import Assessment
from performance.development.actions.aspirations import aim_at
from performance.development.actions.assessing import assess
from performance.development.actions.levels import levels_of
from performance.development.actions.needs import PREFIX, refresh_needs
from performance.development.profile import profiles_of
from performance.development.suggestions import suggestions_for
from tests.conftest import make_post


def level(person, code, policy):
    held = levels_of([person.pk])[person.pk].get(policy[code].pk)
    return held.level if held else None


def test_credited_learning_is_evidence_and_a_void_takes_it_back(
    learner, policy, teach, learn
):
    record = learn(learner, 6, activity=teach("Kursus bicara", "komunikasi", 2))
    assert level(learner, "komunikasi", policy) == 2
    void(record, reason="wrong")
    assert level(learner, "komunikasi", policy) is None


def test_learning_lifts_an_older_assessment(learner, policy, found, teach, learn):
    found(learner, "komunikasi", 1, "centre", today() - datetime.timedelta(days=30))
    learn(learner, 6, activity=teach("Kursus bicara", "komunikasi", 3))
    assert level(learner, "komunikasi", policy) == 3


def test_evidence_is_never_typed(learner, policy, found):
    found(learner, "komunikasi", 5, "evidence")
    assert level(learner, "komunikasi", policy) is None


def test_the_leader_speaks_before_the_person(learner, leader, stranger, policy):
    code = policy["komunikasi"]
    assess(learner, levels={code: 4}, by=learner)
    assess(learner, levels={code: 2}, by=leader, notes={code: "Rapat mingguan"})
    assert level(learner, "komunikasi", policy) == 2
    assert set(Assessment.objects.values_list("source", flat=True)) == {"self", "leader"}
    assert Decision.objects.filter(act="competence.assessed", by=leader).count() == 1
    assert assess(learner, levels={code: 4}, by=learner) == []  # said already today
    with pytest.raises(PermissionDenied):
        assess(learner, levels={code: 4}, by=stranger)


def test_gaps_and_match_of_the_posts_held_and_aimed_at(learner, policy, found):
    make_post("structural", code="head", level="administrator", name="Kepala Bagian")
    aim_at(learner, make_post("structural", code="head"))
    for number, code in enumerate(sorted(policy)):
        if code != "analisis-data":
            found(learner, code, 2 if number % 2 else 3)
    profile = profiles_of([learner])[learner.pk]
    assert [row.required.level for row in profile.rows] == [3] * 9
    missing = sum(row.gap for row in profile.rows)
    assert missing == len(profile.gaps)
    assert profile.match.percent == (27 - missing) * 100 // 27
    assert profile.match.is_whole and profile.match.band.tone == "met"
    assert profile.aim_match.percent == profile.match.percent  # administrator: 3 too


def test_what_was_not_assessed_is_neither_gap_nor_band(learner, policy, found):
    found(learner, "komunikasi", 1)
    profile = profiles_of([learner])[learner.pk]
    assert len(profile.gaps) == 1 and profile.unassessed == 8
    assert profile.match.percent == 33 and profile.match.band is None


def test_profiles_take_the_same_number_of_queries_for_all(
    learner, colleague, coachee, policy, found, django_assert_num_queries
):
    for person in (learner, colleague, coachee):
        found(person, "komunikasi", 1)
    with django_assert_num_queries(7):
        profiles_of([learner])
    with django_assert_num_queries(7):
        profiles_of([learner, colleague, coachee])


def test_needs_are_the_gaps_of_the_post_held(learner, policy, found, targets):
    found(learner, "komunikasi", 1)
    found(learner, "integritas", 3)
    assert refresh_needs([learner.pk]) == 1
    need = Need.objects.get(person=learner, source__startswith=PREFIX)
    assert (need.level_held, need.level_wanted, need.competence) == (
        1,
        3,
        policy["komunikasi"],
    )
    found(learner, "komunikasi", 3)
    assert refresh_needs([learner.pk]) == 0


def test_standings_and_gaps_keep_each_others_needs(learner, policy, found, targets):
    from performance.actions.standings import recount

    recount([learner.pk], [today().year])
    standing = set(Need.objects.values_list("source", flat=True))
    assert standing
    found(learner, "komunikasi", 1)
    refresh_needs([learner.pk])
    recount([learner.pk], [today().year])
    sources = set(Need.objects.values_list("source", flat=True))
    assert sources > standing and len(sources) == len(standing) + 1


def test_the_catalogue_says_how_many_levels_a_course_closes(learner, policy, found):
    from types import SimpleNamespace

    from learning.catalogue import closes, needs_of

    found(learner, "komunikasi", 1)
    refresh_needs([learner.pk])

    def course(level):
        row = SimpleNamespace(competence_id=policy["komunikasi"].pk, level=level)
        teaches = SimpleNamespace(all=lambda: [row])
        activity = SimpleNamespace(jp=Decimal(6), form_id="course", teaches=teaches)
        return SimpleNamespace(activity=activity)

    needs = needs_of(learner)
    assert closes(course(5), needs).levels == 2
    assert closes(course(2), needs).levels == 1
    assert closes(course(1), needs) is None


def test_a_posting_has_the_needs_counted_again(
    learner, policy, found, teach, learn, django_capture_on_commit_callbacks
):
    found(learner, "komunikasi", 1)
    refresh_needs([learner.pk])
    with django_capture_on_commit_callbacks(execute=True):
        learn(learner, 6, activity=teach("Kursus bicara", "komunikasi", 3))
    assert not Need.objects.filter(source__startswith=PREFIX).exists()


def test_suggestions_name_the_levels_they_close(learner, policy, found, offer):
    from corpu.skills.models import ActivityCompetence

    found(learner, "komunikasi", 1)
    for title, taught in (("Dua tingkat", 3), ("Satu tingkat", 2), ("Tidak", 1)):
        opening = offer(title, 8, days=1)
        ActivityCompetence.objects.create(
            activity=opening.activity, competence=policy["komunikasi"], level=taught
        )
    profile = profiles_of([learner])[learner.pk]
    found_ones = suggestions_for(profile, today().year)
    assert [(one.opening.activity.title, one.levels) for one in found_ones] == [
        ("Dua tingkat", 2),
        ("Satu tingkat", 1),
    ]
    assert "2" in found_ones[0].reason
