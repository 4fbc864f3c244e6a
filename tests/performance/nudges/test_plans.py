"""Closing plans: real openings, simulated; what blocks where there is no plan."""

import datetime
import random
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from corpu.agenda.actions import commit
from corpu.agenda.models import Opening
from corpu.lib.clock import today
from corpu.people.models import Absence
from performance.actions.standings import recount
from performance.models import Quota, Standing
from performance.nudges.plans import closing_plan

pytestmark = pytest.mark.django_db
JULY = datetime.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def in_july(set_today, targets, rates):
    set_today(JULY)
    with translation.override("en"):
        yield


@pytest.fixture
def standing(learner, learn):
    """12 of 20 JP are counted: 8 are missing."""
    learn(learner, 12, on=datetime.date(2026, 2, 3))
    return Standing.objects.select_related("target", "person").get(
        person=learner, year=2026
    )


def titles(plan) -> list[str]:
    return [item.opening.activity.title for item in plan.items]


def test_the_smallest_one_that_is_enough_is_the_plan(standing, opening):
    opening(6, title="Enam")
    opening(9, title="Sembilan")
    opening(30, title="Tiga puluh")
    plan = closing_plan(standing)
    assert (titles(plan), plan.brings, plan.closes) == (["Sembilan"], 9, True)


def test_done_the_plan_meets_the_target(standing, opening, learn, learner):
    opening(3, title="Tiga")
    opening(4, title="Empat")
    opening(5, title="Lima")
    plan = closing_plan(standing)
    assert (titles(plan), plan.closes) == (["Tiga", "Lima"], True)
    for item in plan.items:
        learn(learner, item.opening.jp, on=today())
    standing.refresh_from_db()
    assert standing.status == "met"


def test_caps_are_respected_and_named(standing, opening, learner):
    """E-learning is worth at most 3 JP a day: what is learnt on one day brings no more."""
    day = JULY + datetime.timedelta(days=5)
    opening(8, form="e_learning", title="Satu hari", starts_on=day, ends_on=day)
    plan = closing_plan(standing)
    assert (plan.closes, plan.missing, plan.brings) == (False, 5, 3)
    assert any("cap" in block for block in plan.blocks)


def test_hours_of_a_coach_are_spread_over_months_and_cut_to_what_is_needed(
    standing, opening, coach
):
    opening(None, form="coaching", title="Pelatih", sessions=2, host=coach)
    plan = closing_plan(standing)
    assert plan.closes
    assert (plan.brings, plan.items[0].sessions) == (8, 4)  # 2 sessions x 2 JP a month


def test_the_line_of_report_is_never_matched(standing, opening, learner, leader):
    opening(None, form="coaching", title="Atasan", sessions=2, host=leader)
    plan = closing_plan(standing)
    assert not plan.items
    assert any("line" in block for block in plan.blocks)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"places_free": 0}, "free place"),
        ({"starts_on": JULY, "ends_on": datetime.date(2027, 1, 8)}, "after the period"),
        ({"enrol_by": "past"}, "no longer"),
    ],
)
def test_what_blocks_is_said(standing, opening, fields, word):
    if fields.get("enrol_by"):
        fields = {"enrol_by": timezone.now() - datetime.timedelta(days=2)}
    opening(10, **fields)
    plan = closing_plan(standing)
    assert (plan.items, plan.closes) == ([], False)
    assert any(word in block for block in plan.blocks)


def test_nothing_that_meets_while_she_is_away_or_booked(standing, opening, learner):
    first = JULY + datetime.timedelta(days=10)
    opening(10, title="Saat cuti", starts_on=first, ends_on=first)
    other = first + datetime.timedelta(days=7)
    opening(10, title="Saat kelas lain", starts_on=other, ends_on=other)
    Absence.objects.create(
        person=learner, kind="annual", started_on=first, ended_on=first
    )
    moment = timezone.make_aware(datetime.datetime.combine(other, datetime.time(9)))
    commit(
        "test:clash", person=learner, title="Rapat", form_id="course", jp=Decimal(0),
        starts_at=moment, ends_at=moment + datetime.timedelta(hours=2),
    )  # fmt: skip
    assert not closing_plan(standing).items


def test_nothing_at_ones_own_pace_for_who_is_away_to_the_end(standing, opening, learner):
    """The list of targets that cannot be met says the same: no working day is left."""
    opening(20, title="Kapan saja")
    leave = Absence.objects.create(
        person=learner, kind="long", started_on=JULY, ended_on=datetime.date(2026, 10, 1)
    )
    assert closing_plan(standing).items  # from October on
    Absence.objects.create(
        person=learner, kind="unpaid", started_on=datetime.date(2026, 10, 2),
        ended_on=standing.ends_on,
    )  # fmt: skip
    plan = closing_plan(standing)
    assert not plan.items and plan.blocks
    leave.delete()
    assert closing_plan(standing).items


def test_what_is_booked_is_not_planned_again(standing, opening, learner):
    row = opening(9, title="Sudah dipesan")
    commit(
        "test:booked", person=learner, title="x", form_id="course",
        activity=row.activity, jp=Decimal(2),
    )  # fmt: skip
    recount([learner.pk], [2026])
    standing.refresh_from_db()
    plan = closing_plan(standing)
    assert (plan.gap, plan.items) == (6, [])


def test_nothing_on_offer_says_so(standing):
    plan = closing_plan(standing)
    assert plan.missing == 8
    assert plan.blocks


@pytest.fixture
def part(standing):
    """`part("minimum", 5, learning_class="classical")`: a part inside the target."""

    def _part(kind, required, **filters):
        Quota.objects.create(
            target=standing.target, kind=kind, required=required,
            name_id="Bagian", name_en="Part", **filters,
        )  # fmt: skip
        recount([standing.person_id], [2026])
        standing.refresh_from_db()
        return standing

    return _part


def test_a_part_that_is_missing_is_closed_too(part, opening):
    row = part("minimum", 5, learning_class="non_classical")
    opening(9, title="Kelas", form="course")
    opening(6, title="Mandiri", form="self_study")
    plan = closing_plan(row)
    assert (sorted(titles(plan)), plan.closes) == (["Kelas", "Mandiri"], True)


def test_a_part_that_nothing_brings_is_named(part, opening):
    row = part("minimum", 5, form_id="seminar")
    opening(9, title="Kelas", form="course")
    plan = closing_plan(row)
    assert (plan.closes, plan.missing) == (False, 5)
    assert any("“Part” still misses 5" in block for block in plan.blocks)


def test_what_a_ceiling_inside_cuts_off_is_not_promised(part, opening):
    """12 JP of courses are counted; 15 of them at most count toward the whole."""
    row = part("ceiling", 15, form_id="course")
    opening(10, title="Kelas", form="course")
    plan = closing_plan(row)
    assert (plan.closes, plan.brings, plan.missing) == (False, 3, 5)
    assert any("no more counts" in block for block in plan.blocks)
    opening(8, title="Teknis", form="technical")
    assert titles(closing_plan(row)) == ["Teknis"]


def test_what_is_booked_fills_a_part(part, opening, learner):
    row = part("minimum", 5, form_id="self_study")
    commit("test:part", person=learner, title="x", form_id="self_study", jp=Decimal(6))
    recount([learner.pk], [2026])
    row.refresh_from_db()
    opening(3, title="Kelas")
    assert titles(closing_plan(row)) == ["Kelas"]


def test_ten_thousand_openings_are_weighed_in_a_constant_number_of_queries(
    standing, opening, django_assert_max_num_queries
):
    first = opening(9)
    Opening.objects.bulk_create(
        Opening(
            source=f"many:{n}", activity=first.activity, form_id="course",
            jp=Decimal(n % 5 + 1), url="/",
        )
        for n in range(10_000)
    )  # fmt: skip
    with django_assert_max_num_queries(20):
        assert closing_plan(standing).closes


@pytest.mark.parametrize("seed", range(24))
def test_whoever_follows_her_plan_meets_her_target(
    learner, opening, learn, seed, set_today, part
):
    """Random offers of forms with caps of every kind, and parts, taken as the plan
    says."""
    dice = random.Random(seed)
    row = Standing.objects.select_related("target", "person").get(
        person=learner, year=2026
    )
    if seed % 2:
        kind = dice.choice(["minimum", "ceiling"])
        row = part(kind, dice.randint(1, 8), form_id=dice.choice(["course", "technical"]))
    for _number in range(dice.randint(1, 8)):
        form = dice.choice(["course", "e_learning", "self_study", "technical"])
        days = dice.randint(1, 60)
        first = JULY + datetime.timedelta(days=days)
        dated = {"starts_on": first, "ends_on": first + datetime.timedelta(days=2)}
        opening(dice.randint(1, 12), form=form, **(dated if days % 2 else {}))
    plan = closing_plan(row)
    if not plan.closes:
        assert plan.blocks
        return
    set_today(datetime.date(2026, 12, 31))
    for item in plan.items:
        for draft in item.drafts:
            learn(
                learner, draft.jp_stated, form=draft.form_code,
                started_on=draft.started_on, on=draft.ended_on,
            )  # fmt: skip
    row.refresh_from_db()
    assert row.status == "met"
