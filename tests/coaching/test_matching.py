"""The rule that proposes coaches: what it never does, and what moves it."""

from dataclasses import replace

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coaching.actions import coaches, engagements
from coaching.actions.matching import propose
from coaching.matching import Candidate, Wish, distance, match, rank
from coaching.models import Coach
from coaching.permissions import coaches_in_line, in_one_line, line_over, lines_over
from corpu.agenda.models import Need
from corpu.people.models import Delegation
from corpu.skills.models import Competence
from tests.conftest import _make_person

# The first draw of a run reads the whole code; that is no fault of these strategies.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow])
KINDS = ["coaching", "mentoring"]
PATHS = ["1/", "1/2/", "1/2/3/", "1/4/", "1/4/5/", "9/", ""]
LANGUAGES = ["id", "en", "jv"]

some = st.frozensets
candidates = st.builds(
    Candidate,
    key=st.integers(1, 10_000),
    kinds=some(st.sampled_from(KINDS)),
    competences=some(st.integers(1, 6)),
    languages=some(st.sampled_from(LANGUAGES)),
    unit_path=st.sampled_from(PATHS),
    load=st.integers(0, 6),
    capacity=st.integers(1, 6),
    mean=st.none() | st.floats(1, 5),
    quiet_days=st.integers(0, 200),
    in_line=st.booleans(),
    meets_online=st.booleans(),
)
wishes = st.builds(
    Wish,
    kind=st.sampled_from(KINDS),
    competences=some(st.integers(1, 6)),
    languages=some(st.sampled_from(LANGUAGES)),
    unit_path=st.sampled_from(PATHS),
    online_only=st.booleans(),
)
many = st.lists(candidates, max_size=12, unique_by=lambda one: one.key)


@unhurried
@given(wish=wishes, field=many)
def test_nobody_in_line_full_or_without_a_common_language_is_proposed(wish, field):
    by_key = {one.key: one for one in field}
    for found in rank(wish, field):
        one = by_key[found.key]
        assert not one.in_line
        assert one.load < one.capacity
        assert wish.languages & one.languages
        assert wish.kind in one.kinds
        assert one.meets_online or not wish.online_only


@unhurried
@given(wish=wishes, field=many, draw=st.randoms())
def test_the_order_never_depends_on_the_order_of_the_register(wish, field, draw):
    mixed = list(field)
    draw.shuffle(mixed)
    assert rank(wish, field) == rank(wish, mixed)


@unhurried
@given(wish=wishes, one=candidates, more=st.integers(1, 6))
def test_to_know_more_never_makes_a_worse_match(wish, one, more):
    before = match(wish, one)
    after = match(wish, replace(one, competences=one.competences | {more}))
    assert (before is None) == (after is None)
    if before:
        assert after.points >= before.points


@unhurried
@given(wish=wishes, one=candidates)
def test_every_point_has_a_reason(wish, one):
    found = match(wish, one)
    if found and found.points > 0:
        assert found.reasons


@unhurried
@given(a=st.sampled_from(PATHS), b=st.sampled_from(PATHS))
def test_distance_is_the_same_both_ways(a, b):
    assert distance(a, b) == distance(b, a)
    if a == b and a:
        assert distance(a, b) == 0


def test_the_one_who_knows_what_is_lacking_comes_first(
    coachee, hr, ministry, rates, entry
):
    competence = Competence.objects.create(
        code="k", name_id="Komunikasi", name_en="Communication", kind="managerial"
    )
    knows = _make_person("Ahli Contoh", unit=ministry.secretariat)
    coaches.register_coach(knows, by=hr, about="-", capacity=3, competences=[competence])
    Need.objects.create(
        source="development:1", person=coachee, competence=competence, gap_jp=0,
        level_held=1, level_wanted=3, by=timezone.localdate(),
    )  # fmt: skip
    first, *others = propose(coachee, kind="coaching")
    assert first.coach.person == knows
    assert any("Komunikasi" in text for text in first.reasons)
    assert [one.coach for one in others] == [entry]


def test_proposals_leave_out_the_whole_line_and_those_without_room(
    coachee, leader, upper_leader, hr, entry, learner, colleague
):
    for head in (leader, upper_leader):
        coaches.register_coach(head, by=hr, about="-", capacity=9)
    assert [one.coach for one in propose(coachee, kind="coaching")] == [entry]
    for person in (learner, colleague):
        engagements.ask_for_coaching(entry, coachee=person, kind="coaching", purpose="-")
    assert propose(coachee, kind="coaching") == []


def test_proposals_ask_few_questions_of_the_database(
    coachee, hr, ministry, rates, django_assert_max_num_queries
):
    for number in range(12):
        person = _make_person(f"Coach {number}", unit=ministry.secretariat)
        coaches.register_coach(person, by=hr, about="-", capacity=3)
    with django_assert_max_num_queries(14):
        assert len(propose(coachee, kind="coaching")) == 3


@pytest.mark.parametrize("kind", ["mentoring"])
def test_only_who_offers_the_kind_is_proposed(coachee, entry, hr, ministry, kind):
    other = _make_person("Hanya Coach", unit=ministry.secretariat)
    coaches.register_coach(other, by=hr, about="-", capacity=3)
    assert [one.coach for one in propose(coachee, kind=kind)] == [entry]


def test_the_line_in_bulk_is_the_line_of_each(
    ministry, hr, rates, leader, upper_leader, acting_leader, learner, colleague, entry,
    django_assert_max_num_queries,
):  # fmt: skip
    everybody = [leader, upper_leader, acting_leader, learner, colleague, entry.person]
    everybody.append(_make_person("Bawahan", unit=ministry.other_section, leader=leader))
    day = timezone.localdate()
    Delegation.objects.create(
        person=upper_leader, deputy=entry.person, started_on=day, ended_on=day
    )
    rows = [
        Coach.objects.filter(person=person).first()
        or coaches.register_coach(person, by=hr, about="-", capacity=1)
        for person in everybody
    ]
    for person in everybody:
        one_by_one = {
            row.person_id
            for row in rows
            if row.person_id != person.pk and in_one_line(row.person, person)
        }
        assert coaches_in_line(person, rows) == one_by_one, person
    people = [row.person for row in rows]
    with django_assert_max_num_queries(4):
        over = lines_over(people)
    assert over == {person.pk: line_over(person) for person in people}
