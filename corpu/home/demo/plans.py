"""Performance plans in every stage: last year closed, this year under way."""

import datetime
import random
from decimal import Decimal

from django.utils import timezone

from corpu.home.demo.organisation import Ministry
from corpu.home.demo.plan_rows import appraisal, feedback, moment
from corpu.home.demo.plan_story import tell_of_the_team
from corpu.people.models import Person
from performance.plans import rules
from performance.plans.actions.starting import ensure_lines
from performance.plans.models import (
    Appraisal,
    Feedback,
    LeaderSpan,
    Plan,
    PlanLine,
    PredicateMatrix,
    UnitGoal,
    UnitPlan,
)

WORK = [
    ("Menyusun naskah standar pelayanan", "Naskah yang disahkan", 4, "naskah"),
    ("Menyelesaikan telaahan kebijakan", "Telaahan yang dipakai pimpinan", 6, "telaahan"),
    ("Menindaklanjuti pengaduan masyarakat", "Pengaduan yang selesai", 60, "pengaduan"),
    ("Menata arsip aktif unit kerja", "Berkas yang tertata", 120, "berkas"),
]


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Plans of the whole ministry, and the story of the cast's team."""
    draw = random.Random(6)
    people = [p for p in ministry.people if p.is_active]
    year = today.year
    matrix = PredicateMatrix.objects.in_year(year)
    ensure_lines(year, person_ids=[p.pk for p in people])
    closed = _last_year(people, year - 1, matrix, draw)
    team = ministry.staff_of(cast["leader"].unit)
    running = _this_year(people, {p.pk for p in team}, today, matrix, draw)
    _units(ministry, cast, year, draw)
    tell_of_the_team(team, cast, today, matrix)
    return f"{closed} closed plans, {running + len(team)} plans of this year"


def _last_year(people: list[Person], year: int, matrix, draw) -> int:
    """Everybody who served last year has a closed plan with a final assessment."""
    signed, final = (
        moment(datetime.date(year, 1, 20)),
        moment(datetime.date(year + 1, 1, 18)),
    )
    served = [p for p in people if p.appointed_on < datetime.date(year, 7, 1)]
    plans = Plan.objects.bulk_create(
        Plan(
            person=person,
            year=year,
            unit=person.unit,
            leader=person.leader,
            state=rules.CLOSED,
            opened_at=signed,
            person_signed_at=signed,
            leader_signed_at=signed,
            leader_signed_by=person.leader,
        )
        for person in served
        if person.leader_id
    )
    rows = [appraisal(plan, None, matrix, draw, final) for plan in plans]
    Appraisal.objects.bulk_create(rows)
    return len(plans)


def _this_year(people, spared: set[int], today, matrix, draw) -> int:
    """Most plans of this year run; some wait for a signature, some were not begun."""
    year = today.year
    signed = min(moment(datetime.date(year, 1, 22)), timezone.now())
    plans = Plan.objects.filter(year=year, person__in=people)
    plans = [p for p in plans if p.person_id not in spared and p.leader_id]
    begun = []
    for number, plan in enumerate(plans):
        if number % 14 == 13:
            continue
        plan.state = rules.PLANNING if number % 14 == 6 else rules.RUNNING
        plan.opened_at = plan.person_signed_at = signed
        if plan.state == rules.RUNNING:
            plan.leader_signed_at, plan.leader_signed_by_id = signed, plan.leader_id
        begun.append(plan)
    Plan.objects.bulk_update(
        begun,
        [
            "state",
            "opened_at",
            "person_signed_at",
            "leader_signed_at",
            "leader_signed_by",
        ],
    )
    _work_of(begun, draw)
    running = [plan for plan in begun if plan.state == rules.RUNNING]
    _quarters(running, today, matrix, draw)
    LeaderSpan.objects.bulk_create(
        LeaderSpan(plan=p, leader_id=p.leader_id, started_on=datetime.date(year, 1, 1))
        for p in begun
    )
    return len(begun)


def _work_of(plans: list[Plan], draw) -> None:
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            wording=wording,
            indicator_text=indicator,
            aspect=PlanLine.Aspect.QUANTITY,
            expectation=Decimal(number),
            unit_of_measure=unit,
        )
        for plan in plans
        for wording, indicator, number, unit in draw.sample(WORK, 2)
    )


def _quarters(plans: list[Plan], today, matrix, draw) -> None:
    """Feedback and final assessments of the quarters that are over; a few are missing."""
    appraisals, said = [], []
    for quarter in rules.ended_quarters(today.year, today):
        end = rules.quarter_span(today.year, quarter)[1]
        at = min(moment(end + datetime.timedelta(days=9)), timezone.now())
        for number, plan in enumerate(plans):
            if (number + quarter) % 9:
                appraisals.append(appraisal(plan, quarter, matrix, draw, at))
            if (number + quarter) % 6:
                said.append(feedback(plan, quarter, end, plan.leader_id, number))
    Appraisal.objects.bulk_create(appraisals)
    Feedback.objects.bulk_create(said)


def _units(ministry: Ministry, cast, year: int, draw) -> None:
    """Plans of units; every third one forgets learning, a few were not written."""
    units = [unit for unit in ministry.units if unit.pk in ministry.heads]
    for number, unit in enumerate(units):
        mine = unit == cast["leader"].unit
        if number % 8 == 5 and not mine:
            continue
        head = ministry.heads[unit.pk]
        plan = UnitPlan.objects.create(unit=unit, year=year, owner=head)
        wording, indicator, amount, measure = draw.choice(WORK)
        goals = [
            UnitGoal(
                plan=plan,
                wording=wording,
                indicator_text=indicator,
                expectation=Decimal(amount * 5),
                unit_of_measure=measure,
                added_by=head,
            )
        ]
        if mine or number % 3:
            share = UnitGoal.Measure.SHARE
            goals.append(UnitGoal(plan=plan, measure=share, expectation=Decimal(100)))
        UnitGoal.objects.bulk_create(goals)
