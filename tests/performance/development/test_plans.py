"""The plan in dialogue, its lines and their trail, and how the ledger realises them."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from corpu.ledger.actions.records import void
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision
from performance.development.actions import lines as acts
from performance.development.actions.gaps import add_performance_gap, close_gap
from performance.development.actions.plans import (
    decide,
    pass_on_silent,
    plan_for,
    propose,
    say,
)
from performance.development.actions.realisation import realise_lines
from performance.development.models import PerformanceGap, Plan, PlanLine
from performance.development.queues import plans as queue


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


def test_both_sign(write, learner, leader):
    line = write(learner)
    plan = propose(line.plan, by=learner)
    assert (plan.state, plan.decider) == ("proposed", leader)
    assert Notice.objects.filter(person=leader, kind="development.proposed").exists()
    plan = decide(plan, by=leader, accept=True)
    line.refresh_from_db()
    assert plan.state == "agreed" and line.agreed_at
    assert plan.leader_signed_by == leader and plan.person_signed_at
    assert [row.act for row in plan.comments.all()] == ["proposed", "agreed"]
    acts_logged = set(Decision.objects.values_list("act", flat=True))
    assert {"development.proposed", "development.agreed"} <= acts_logged
    assert Notice.objects.filter(person=learner, kind="development.agreed").exists()


def test_nobody_signs_for_another(write, learner, leader, stranger, colleague):
    line = write(learner)
    with pytest.raises(PermissionDenied):
        propose(line.plan, by=leader)
    plan = propose(line.plan, by=learner)
    for person in (learner, stranger, colleague):
        with pytest.raises(PermissionDenied):
            decide(plan, by=person, accept=True)


def test_returned_with_a_reason(write, learner, leader):
    plan = propose(write(learner).plan, by=learner)
    refused("no_reason", decide, plan, by=leader, accept=False)
    plan = decide(plan, by=leader, accept=False, reason="Tambah coaching")
    assert (plan.state, plan.reason) == ("returned", "Tambah coaching")
    write(learner, form="seminar")
    assert propose(plan, by=learner).state == "proposed"


def test_an_empty_plan_is_not_proposed(learner, policy):
    refused("nothing_to_propose", propose, plan_for(learner, today().year), by=learner)


def test_a_proposed_plan_lies_still(write, learner, leader):
    line = write(learner)
    propose(line.plan, by=learner)
    refused("plan_proposed", acts.change_line, line, by=learner, jp=Decimal(9))
    refused("plan_proposed", acts.remove_line, line, by=learner)


def test_the_leader_writes_too_and_strangers_do_not(write, learner, leader, stranger):
    assert write(learner, by=leader).plan.person == learner
    with pytest.raises(PermissionDenied):
        write(learner, by=stranger)


def test_a_change_after_agreement_keeps_the_trail(agree, learner, leader):
    line = agree(learner, leader)
    refused("no_reason", acts.change_line, line, by=learner, jp=Decimal(9))
    new = acts.change_line(
        line, by=learner, change_reason="Kursusnya lebih panjang", jp=Decimal(9)
    )
    rows = PlanLine.objects.filter(plan=line.plan)
    assert [row.jp for row in rows.agreed()] == [Decimal(6)]  # the old one holds
    plan = propose(Plan.objects.get(pk=line.plan_id), by=learner)
    decide(plan, by=leader, accept=True)
    line.refresh_from_db()
    assert [row.pk for row in rows.agreed()] == [new.pk]
    assert line.retired_at and line.jp == Decimal(6)
    assert line.replaced_by.change_reason == "Kursusnya lebih panjang"


def test_an_agreed_line_goes_when_that_is_agreed(agree, write, learner, leader):
    line = agree(learner, leader)
    refused("no_reason", acts.remove_line, line, by=learner)
    acts.remove_line(line, by=learner, reason="Pindah tugas")
    assert PlanLine.objects.agreed().filter(pk=line.pk).exists()
    acts.keep_line(line, by=learner)
    acts.remove_line(line, by=learner, reason="Pindah tugas")
    plan = propose(Plan.objects.get(pk=line.plan_id), by=learner)
    decide(plan, by=leader, accept=True)
    line.refresh_from_db()
    assert line.retired_at and line.change_reason == "Pindah tugas"


def test_a_draft_changes_and_goes_at_once(write, learner):
    line = write(learner)
    assert acts.change_line(line, by=learner, month=11).quarter == 4
    acts.remove_line(line, by=learner)
    assert not PlanLine.objects.exists()


def test_a_line_needs_something_to_be_matched_by(write, learner):
    refused("line_without_aim", write, learner, competence=None)


def test_silence_moves_the_plan_one_level_up(write, learner, leader, upper_leader):
    plan = propose(write(learner).plan, by=learner)
    later = timezone.now() + datetime.timedelta(days=8)
    assert pass_on_silent(later) == 1
    plan.refresh_from_db()
    assert plan.decider == upper_leader and plan.decide_by > later
    assert pass_on_silent(later) == 0


def test_the_queue_of_decisions_holds_it(write, learner, leader, stranger):
    plan = propose(write(learner).plan, by=learner)
    (item,) = queue.rows(leader)
    assert item.person == learner and "6 JP" in item.detail
    assert queue.rows(stranger) == [] and queue.rows(learner) == []
    queue.decide(leader, item.key, True, "")
    plan.refresh_from_db()
    assert plan.state == "agreed"


def test_a_deputy_decides(write, learner, leader, coach):
    from corpu.people.models import Delegation

    plan = propose(write(learner).plan, by=learner)
    until = today() + datetime.timedelta(days=3)
    Delegation.objects.create(person=leader, deputy=coach, ended_on=until)
    plan = decide(plan, by=coach, accept=True)
    row = Decision.objects.get(act="development.agreed")
    assert (row.by, row.on_behalf_of, plan.leader_signed_by) == (coach, leader, coach)


def test_the_dialogue_is_for_the_two(write, learner, leader, stranger):
    plan = write(learner).plan
    say(plan, by=leader, text="Coba coaching.")
    assert Notice.objects.filter(person=learner, kind="development.comment").exists()
    with pytest.raises(PermissionDenied):
        say(plan, by=stranger, text="Halo")
    refused("no_text", say, plan, by=learner, text=" ")


# -- realisation -----------------------------------------------------------------------


def test_the_ledger_realises_a_line_by_its_activity(agree, learner, leader, teach, learn):
    activity = teach("Kursus bicara", "integritas", 1, form="seminar")
    line = agree(learner, leader, activity=activity)
    record = learn(learner, form="seminar", activity=activity, days=1)
    line.refresh_from_db()
    assert line.record == record and line.realised_at


def test_or_by_competence_and_form_in_the_year(agree, learner, leader, teach, learn):
    line = agree(learner, leader)
    activity = teach("Kursus bicara", "komunikasi", 2)
    last_year = today().replace(year=today().year - 1, day=1)
    learn(learner, activity=activity, on=last_year)
    line.refresh_from_db()
    assert not line.is_realised
    learn(learner, activity=teach("Kursus lain", "integritas", 2))
    line.refresh_from_db()
    assert not line.is_realised
    learn(learner, activity=activity)
    line.refresh_from_db()
    assert line.is_realised


def test_a_void_takes_the_realisation_back(agree, learner, leader, teach, learn):
    line = agree(learner, leader)
    record = learn(learner, activity=teach("Kursus bicara", "komunikasi", 2))
    void(record, reason="wrong")
    line.refresh_from_db()
    assert line.record is None and line.realised_at is None


def test_what_was_learnt_before_the_signature_counts_too(
    write, learner, leader, teach, learn
):
    learn(learner, activity=teach("Kursus bicara", "komunikasi", 2))
    line = write(learner)
    decide(propose(line.plan, by=learner), by=leader, accept=True)
    line.refresh_from_db()
    assert line.is_realised
    assert realise_lines([learner.pk], [today().year]) == 0


def test_a_realised_line_is_not_replanned(agree, learner, leader, teach, learn):
    line = agree(learner, leader)
    learn(learner, activity=teach("Kursus bicara", "komunikasi", 2))
    line.refresh_from_db()
    refused("line_realised", acts.change_line, line, by=learner, change_reason="x")
    refused("line_realised", acts.remove_line, line, by=learner, reason="x")


def test_a_draft_is_not_realised(write, learner, teach, learn):
    line = write(learner)
    learn(learner, activity=teach("Kursus bicara", "komunikasi", 2))
    line.refresh_from_db()
    assert not line.is_realised


def test_people_without_plans_cost_one_statement(
    learner, policy, django_assert_num_queries
):
    from performance.development.actions.realisation import follow_ledger

    with django_assert_num_queries(1):
        follow_ledger([learner.pk], [today().year])


# -- performance gaps ------------------------------------------------------------------


def test_performance_gaps_come_from_people_or_from_the_plan(learner, leader, stranger):
    year = today().year
    add_performance_gap(person=learner, year=year, title="Berkas terlambat", by=leader)
    same = {"person": learner, "year": year, "source": "goal:7"}
    add_performance_gap(**same, title="Layanan di bawah target")
    add_performance_gap(**same, title="Layanan jauh di bawah target")
    titles = list(PerformanceGap.objects.values_list("title", flat=True))
    assert titles == ["Berkas terlambat", "Layanan jauh di bawah target"]
    with pytest.raises(PermissionDenied):
        add_performance_gap(person=learner, year=year, title="x", by=stranger)
    refused(
        "no_title", add_performance_gap, person=learner, year=year, title=" ", by=leader
    )
    gap = PerformanceGap.objects.first()
    with pytest.raises(PermissionDenied):
        close_gap(gap, by=stranger)
    close_gap(gap, by=learner)
    gap.refresh_from_db()
    assert gap.closed_at
