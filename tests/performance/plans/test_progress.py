"""Lines that learning moves: read from facts, the same figure as everywhere else."""

import datetime
import random
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.ledger.actions.records import void
from corpu.ledger.models import Activity
from corpu.lib.refusals import Refused
from corpu.skills.models import ActivityCompetence, Competence
from performance.models import Standing
from performance.plans.actions import dialogue, monitoring, reminding, starting
from performance.plans.models import Plan, PlanLine
from performance.plans.progress import progress_of
from performance.teams import team_tally


def test_every_pns_has_a_line_that_moves_by_itself(standings, learner, leader, learn):
    reminding.propose_missing(2026)
    (line,) = progress_of(learner, 2026)
    assert (line.value, line.expectation, line.status) == (0, 20, "at_risk")
    fact = learn(learner, 6)
    (line,) = progress_of(learner, 2026)
    assert (line.value, line.url) == (
        6,
        Standing.objects.get(
            person=learner, target=line.line.target, year=2026
        ).get_absolute_url(),
    )
    void(fact, reason="Salah orang")
    assert progress_of(learner, 2026)[0].value == 0


def test_proposing_twice_changes_nothing(standings, learner, colleague, leader):
    reminding.propose_missing(2026)
    before = sorted(PlanLine.objects.values_list("plan__person", "measure", "target"))
    assert reminding.propose_missing(2026) == 0
    after = sorted(PlanLine.objects.values_list("plan__person", "measure", "target"))
    assert after == before
    assert set(Plan.objects.values_list("state", flat=True)) == {"proposed"}


def test_a_learning_line_counts_its_form_class_and_competence(
    plan, learner, learn, rates
):
    competence = Competence.objects.create(
        code="data", name_id="Analisis data", name_en="Data analysis", kind="technical"
    )
    activity = Activity.objects.create(title="Kursus data", form_id="course", jp=4)
    ActivityCompetence.objects.create(activity=activity, competence=competence)
    learn(learner, 4, activity=activity)
    learn(learner, 3, on=datetime.date(2026, 5, 4))
    learn(learner, 2, form="e_learning", on=datetime.date(2026, 4, 1))
    wanted = {
        "form": (rates["course"], 7),
        "learning_class": ("non_classical", 2),
        "competence": (competence, 4),
    }
    for field, (value, _jp) in wanted.items():
        dialogue.add_line(
            plan, by=learner, measure="learning", expectation=Decimal(5), **{field: value}
        )
    found = {
        next(f for f in wanted if getattr(item.line, f)): item
        for item in progress_of(learner, 2026)
        if item.line.measure == "learning"
    }
    assert {key: item.value for key, item in found.items()} == {
        key: jp for key, (_value, jp) in wanted.items()
    }
    assert found["form"].status == "met"


def test_a_learning_line_is_flagged_by_its_own_forecast(
    plan, learner, learn, rates, set_today
):
    """4 JP of courses are asked for: nothing learnt, at her pace, done, and missed."""
    dialogue.add_line(
        plan, by=learner, measure="learning", expectation=4, form=rates["course"]
    )

    def status() -> str:
        found = progress_of(learner, 2026)
        return next(i.status for i in found if i.line.measure == "learning")

    assert status() == "at_risk"
    learn(learner, 3, on=datetime.date(2026, 5, 4))
    assert status() == "on_track"
    set_today(datetime.date(2026, 12, 20))
    assert status() == "at_risk"
    set_today(datetime.date(2027, 1, 2))
    assert status() == "unmet"
    learn(learner, 1, on=datetime.date(2026, 12, 21))
    assert status() == "met"


def test_nobody_reports_on_what_the_ledger_moves(agreed, learner):
    with pytest.raises(Refused, match="line_moves_itself"):
        monitoring.report(agreed.lines.get(), by=learner, value=Decimal(20), note="Ya")


def test_work_is_reported_and_confirmed(plan, learner, leader):
    line = dialogue.add_line(
        plan,
        by=learner,
        wording="Menyusun standar",
        expectation=4,
        unit_of_measure="naskah",
    )
    row = monitoring.report(line, by=learner, value=Decimal(3), note="Naskah 1 sampai 3")
    with pytest.raises(Refused, match="report_by_leader"):
        monitoring.decide_report(row, by=learner, accept=True)
    with pytest.raises(Refused, match="text_missing"):
        monitoring.decide_report(row, by=leader, accept=False)
    monitoring.decide_report(row, by=leader, accept=True)
    with pytest.raises(Refused, match="report_decided"):
        monitoring.decide_report(row, by=leader, accept=False, reason="Lupa")
    from performance.plans.progress import progress_of_lines

    (item,) = progress_of_lines(plan, [line])
    assert (item.value, item.waiting) == (3, None)


@pytest.mark.parametrize("seed", range(6))
def test_the_leaders_line_equals_the_team_page(
    client_of, cycle, ministry, leader, person_factory, targets, rates, seed
):
    draw = random.Random(seed)
    people = [
        person_factory(
            f"Pegawai {n}",
            unit=ministry.section,
            leader=leader,
            staff_class=draw.choice(["pns", "pns", "pppk"]),
        )
        for n in range(draw.randint(1, 7))
    ]
    from performance.actions.standings import recount

    year = timezone.localdate().year
    recount([person.pk for person in people] + [leader.pk], [year])
    for row in Standing.objects.filter(person__in=people):
        status = draw.choice(["met", "met", "at_risk", "unmet", "exempt"])
        Standing.objects.filter(pk=row.pk).update(status=status)
    starting.start(leader, year, by=leader)
    page = client_of(leader).get(reverse("home:team"))
    (line,) = page.context["own_lines"]
    share = page.context["tally"].share
    assert share == team_tally(leader, year).share
    assert line.value == (None if share is None else Decimal(share))
    facts = client_of(leader).get(line.url)
    assert facts.context["tally"].share == share


def test_the_progress_of_a_plan_takes_a_fixed_number_of_queries(
    plan, learner, learn, rates, django_assert_max_num_queries
):
    for code in ("coaching", "course", "seminar", "e_learning", "workshop"):
        dialogue.add_line(
            plan, by=learner, measure="learning", expectation=1, form=rates[code]
        )
    for _number in range(5):
        learn(learner, 1)
    with django_assert_max_num_queries(6):
        progress_of(learner, 2026)
