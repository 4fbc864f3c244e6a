"""Gates answer with three words, fail closed, and never turn against a new fact."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from performance.careers.rules import (
    CHECK,
    MET,
    NOT_MET,
    STRENGTH,
    Check,
    Degree,
    Found,
    Known,
    Learned,
    Limits,
    Rule,
    Served,
    judge,
    place,
    whole,
    years_before,
)

TODAY = datetime.date(2026, 7, 1)


def days(ago_from=0, ago_to=3000):
    spans = st.integers(ago_from, ago_to)
    return spans.map(lambda n: TODAY - datetime.timedelta(days=n))


jps = st.integers(0, 4000).map(lambda n: Decimal(n) / 100)
learned = st.builds(
    Learned,
    pk=st.integers(1, 9),
    form=st.sampled_from(["technical", "seminar"]),
    activity=st.sampled_from([None, 1, 2]),
    ended_on=days(),
    jp=jps,
    has_certificate=st.booleans(),
    is_pending=st.booleans(),
)
found = st.builds(
    Found,
    pk=st.integers(1, 9),
    competence=st.sampled_from([1, 2]),
    level=st.integers(0, 5),
    on=days(),
    is_validated=st.booleans(),
)
served = days(800, 3000).flatmap(
    lambda first: st.builds(
        Served,
        pk=st.integers(1, 9),
        post=st.sampled_from([1, 2]),
        post_kind=st.just("functional"),
        post_level=st.sampled_from(["ahli pertama", "ahli muda"]),
        first=st.just(first),
        last=st.one_of(
            st.none(), st.integers(0, 800).map(lambda n: first + datetime.timedelta(n))
        ),
    )
)
degrees = st.builds(
    Degree, pk=st.integers(1, 9), level=st.integers(1, 6), is_validated=st.booleans()
)
rules = st.one_of(
    st.builds(
        Rule,
        key=st.just("1"),
        kind=st.just("learning"),
        activity=st.sampled_from([None, 1]),
        form=st.just("technical"),
        jp=st.one_of(st.none(), jps.filter(bool)),
        years=st.one_of(st.none(), st.integers(1, 8)),
        needs_certificate=st.booleans(),
    ),
    st.builds(
        Rule,
        key=st.just("1"),
        kind=st.just("competence"),
        competence=st.just(1),
        level=st.integers(1, 5),
        years=st.one_of(st.none(), st.integers(1, 8)),
    ),
    st.builds(
        Rule,
        key=st.just("1"),
        kind=st.just("experience"),
        years=st.integers(1, 6),
        post_level=st.sampled_from(["", "ahli muda"]),
    ),
    st.builds(Rule, key=st.just("1"), kind=st.just("education"), level=st.integers(1, 6)),
    st.just(Rule(key="1", kind="manual")),
)
knowns = st.builds(
    Known,
    learned=st.lists(learned, max_size=4).map(tuple),
    found=st.lists(found, max_size=4).map(tuple),
    served=st.lists(served, max_size=3).map(tuple),
    degrees=st.lists(degrees, min_size=1, max_size=3).map(tuple),
)


# A busy machine draws slowly; that says nothing about the rules.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(rules, knowns, learned, found, served, degrees)
def test_a_new_fact_never_worsens_the_answer(rule, known, learnt, finding, post, degree):
    before = STRENGTH[judge(rule, known, TODAY).answer]
    for more in (
        replace(known, learned=(*known.learned, learnt)),
        replace(known, found=(*known.found, finding)),
        replace(known, served=(*known.served, post)),
        replace(known, degrees=(*known.degrees, degree)),
    ):
        assert STRENGTH[judge(rule, more, TODAY).answer] >= before


@PATIENT
@given(rules, knowns)
def test_nothing_unvalidated_ever_gives_met(rule, known):
    doubtful = replace(
        known,
        learned=tuple(replace(fact, is_pending=True) for fact in known.learned),
        found=tuple(replace(one, is_validated=False) for one in known.found),
        degrees=tuple(replace(one, is_validated=False) for one in known.degrees),
        served=(),
    )
    assert judge(rule, doubtful, TODAY).answer != MET


@given(rules)
def test_nothing_known_is_never_met(rule):
    assert judge(rule, Known(), TODAY).answer != MET


@given(st.lists(st.sampled_from([MET, CHECK, NOT_MET])))
def test_the_whole_is_the_weakest_part(answers):
    found = whole(answers)
    assert found == CHECK if not answers else found in answers
    assert all(STRENGTH[found] <= STRENGTH[answer] for answer in answers)


GATE = Rule(key="1", kind="learning", activity=1, form="technical")


def fact(**more) -> Learned:
    base = Learned(5, "technical", 1, TODAY, Decimal(10))
    return replace(base, **more)


@pytest.mark.parametrize(
    ("rule", "facts", "answer", "reason"),
    [
        (GATE, [], NOT_MET, "not_learned"),
        (GATE, [fact()], MET, "learned"),
        # Loaded under its title alone: a person decides whether it is the one.
        (GATE, [fact(activity=None)], CHECK, "doubtful_learning"),
        (GATE, [fact(activity=2)], NOT_MET, "not_learned"),
        (replace(GATE, needs_certificate=True), [fact(has_certificate=False)], CHECK,
         "doubtful_learning"),
        (replace(GATE, activity=None, jp=Decimal(20)), [fact(), fact(pk=6)], MET,
         "learned"),
        (replace(GATE, activity=None, jp=Decimal(20)), [fact()], NOT_MET,
         "too_little_learning"),
        (replace(GATE, activity=None, jp=Decimal(20)),
         [fact(), fact(pk=6, is_pending=True)], CHECK, "doubtful_learning"),
        (replace(GATE, years=1), [fact(ended_on=datetime.date(2025, 6, 30))], NOT_MET,
         "not_learned"),
        (replace(GATE, years=1), [fact(ended_on=datetime.date(2025, 7, 1))], MET,
         "learned"),
    ],
)  # fmt: skip
def test_required_learning(rule, facts, answer, reason):
    finding = judge(rule, Known(learned=tuple(facts)), TODAY)
    assert (finding.answer, finding.reason) == (answer, reason)


def test_days_in_two_posts_at_once_count_once():
    rule = Rule(key="1", kind="experience", years=3, post_level="ahli muda")
    one = Served(1, 1, "functional", "ahli muda", datetime.date(2024, 7, 1))
    twice = replace(one, pk=2, post=2)
    finding = judge(rule, Known(served=(one, twice)), TODAY)
    assert finding.answer == NOT_MET
    assert finding.have == Decimal("2.0")


def test_years_that_no_file_shows_are_checked_by_hand():
    rule = Rule(key="1", kind="experience", years=5)
    row = Served(1, 1, "functional", "ahli muda", datetime.date(2024, 1, 1))
    known = Known(served=(row,), in_service_since=datetime.date(2015, 3, 1))
    assert judge(rule, known, TODAY).reason == "history_missing"
    young = replace(known, in_service_since=datetime.date(2023, 1, 1))
    assert judge(rule, young, TODAY).answer == NOT_MET


@pytest.mark.parametrize(
    ("predicates", "answer"),
    [
        ({2025: "good", 2024: "very_good"}, MET),
        ({2025: "good"}, CHECK),
        ({}, CHECK),
        ({2025: "good", 2024: "poor"}, NOT_MET),
        ({2025: "poor"}, NOT_MET),
    ],
)
def test_a_missing_predicate_is_looked_for_and_a_bad_one_counts(predicates, answer):
    rule = Rule(key="1", kind="predicate", predicate="good", years=2)
    assert judge(rule, Known(predicates=predicates), TODAY).answer == answer


def test_until_march_the_year_before_may_be_the_last_assessed_one():
    rule = Rule(key="1", kind="predicate", predicate="good", years=1)
    known = Known(predicates={2024: "good"})
    assert judge(rule, known, datetime.date(2026, 3, 31)).answer == MET
    assert judge(rule, known, datetime.date(2026, 4, 1)).answer == CHECK


def test_a_check_by_hand_holds_until_its_day_and_a_refusal_yields_to_facts():
    until = datetime.date(2026, 7, 1)
    accepted = Known(checks={"1": Check(3, True, until)})
    assert judge(GATE, accepted, until).answer == MET
    assert judge(GATE, accepted, until + datetime.timedelta(1)).answer == NOT_MET
    refused = Known(checks={"1": Check(3, False, until)})
    assert judge(GATE, refused, TODAY).reason == "refused"
    assert judge(GATE, replace(refused, learned=(fact(),)), TODAY).answer == MET


def test_a_year_before_a_leap_day():
    assert years_before(datetime.date(2024, 2, 29), 1) == datetime.date(2023, 2, 28)


LIMITS = Limits(
    scores={"very_good": 100, "good": 80, "needs_improvement": 60, "poor": 40,
            "very_poor": 20},
    performance_top=Decimal(80),
    performance_middle=Decimal(60),
    potential_top=Decimal(80),
    potential_middle=Decimal(60),
    performance_weight=50,
    boxes=((1, 3, 6), (2, 5, 8), (4, 7, 9)),
    pool=(7, 8, 9),
)  # fmt: skip


@pytest.mark.parametrize(
    ("predicate", "potential", "box", "in_pool"),
    [
        ("very_good", 80, 9, True),
        ("good", 79.99, 7, True),
        ("good", 59, 4, False),
        ("needs_improvement", 85, 8, True),
        ("needs_improvement", 60, 5, False),
        ("needs_improvement", 10, 2, False),
        ("poor", 95, 6, False),
        ("very_poor", 61, 3, False),
        ("very_poor", 0, 1, False),
        (None, 90, None, False),
        ("good", None, None, False),
    ],
)
def test_nine_boxes(predicate, potential, box, in_pool):
    potential = None if potential is None else Decimal(str(potential))
    here = place(LIMITS, predicate, potential)
    assert (here.box, here.is_in_pool) == (box, in_pool)


def test_the_talent_value_weighs_both_axes():
    assert place(LIMITS, "good", Decimal(70)).value == Decimal("75.00")
