"""A month: counted in pieces, replaced, locked by two, and never changed after."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Absence, Decision
from performance.actions import dated
from performance.allowance.actions import (
    attendance,
    differences,
    formulas,
    locking,
    objections,
    runs,
    schemes,
)
from performance.allowance.models import Difference, Formula, Line, Objection, Run, Seal
from performance.allowance.tasks import sweep
from performance.plans.models import Appraisal

MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)
D = Decimal


def refused(code: str):
    return pytest.raises(Refused, match=code)


def line_of(run, person) -> Line:
    return Line.objects.get(run=run, person=person)


# -- the switch ----------------------------------------------------------------------


def test_off_until_two_people_give_and_confirm_the_legal_basis(
    ministry, hr, second_hr, leader, auditor, formula
):
    row = schemes.scheme_of(ministry.root)
    with refused("switched_off"):
        runs.start(ministry.root, month=MAY, by=hr)
    with refused("legal_basis_missing"):
        schemes.propose(row, by=hr, legal_basis=" - ")
    for other in (leader, auditor):
        with pytest.raises(PermissionDenied):
            schemes.propose(row, by=other, legal_basis="Permen Contoh 1/2026")
    with refused("nothing_proposed"):
        schemes.confirm(row, by=second_hr)
    schemes.propose(row, by=hr, legal_basis="Permen Contoh 1/2026")
    with refused("same_person"):
        schemes.confirm(row, by=hr)
    with refused("switched_off"):
        runs.start(ministry.root, month=MAY, by=hr)
    assert schemes.confirm(row, by=second_hr).is_on
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(confirmed_by=hr)
    assert schemes.switch_off(row, by=hr, reason="Dicabut").is_on is False
    acts = Decision.objects.filter(act__startswith="allowance.switch")
    assert acts.count() == 3


def test_examples_are_copied_and_never_in_force(ministry, hr, second_hr):
    assert formulas.load_examples() == 6
    assert formulas.load_examples() == 0
    example = Formula.objects.get(code="contoh-dengan-pembelajaran")
    for one in Formula.objects.examples():
        from performance.allowance.rules import faults

        assert faults(one.as_rule()) == []
        with pytest.raises(PermissionDenied):
            formulas.publish(one, by=hr)
    draft = formulas.copy_formula(
        example, unit=ministry.root, code="salinan", valid_from=MAY, by=hr
    )
    assert draft.as_rule() == example.as_rule()
    with refused("same_person"):
        formulas.publish(draft, by=hr)
    assert formulas.publish(draft, by=second_hr).live
    second = formulas.copy_formula(
        example, unit=ministry.root, code="lagi", valid_from=JUNE, by=hr
    )
    with refused("formula_overlaps"):
        formulas.publish(second, by=second_hr)
    change = dated.propose_end(
        draft, by=hr, valid_to=datetime.date(2026, 5, 31), reason="Diganti"
    )
    dated.answer_end(change, by=second_hr, accept=True)
    assert formulas.publish(second, by=second_hr).live
    with pytest.raises(IntegrityError), transaction.atomic():
        Formula.objects.filter(pk=example.pk).update(live=True)


def test_a_formula_that_does_not_add_up_is_not_published(
    formula, ministry, hr, second_hr
):
    draft = formulas.copy_formula(
        formula, unit=ministry.root, code="salah", valid_from=JUNE, by=hr
    )
    draft.parts.filter(code="att").update(weight=31)
    with refused("weights"):
        formulas.publish(Formula.objects.get(pk=draft.pk), by=second_hr)


# -- counting ------------------------------------------------------------------------


def test_each_person_has_one_line_with_rule_and_evidence(run, learner, leader):
    assert run.state == Run.State.OPEN
    assert run.object_until == datetime.date(2026, 6, 8)
    line = line_of(run, learner)
    assert line.percent == D("95.40")  # 60 + 30 x 0.98 + 10 - 4
    assert [step["code"] for step in line.steps] == ["perf", "att", "learn", "absent"]
    assert line.steps[1]["evidence"] == ["attendance", learner.attendance.get().pk]
    assert sum(D(step["effect"]) for step in line.steps) == line.percent
    assert line_of(run, leader).percent == 100
    told = Notice.objects.filter(kind="allowance.recommended", person=learner)
    assert told.get().data["percent"] == "95.40"


def test_the_final_predicate_counts(run, learner, leader, hr):
    Appraisal.objects.create(
        person=learner, year=2025, predicate="needs_improvement", result="below",
        behaviour="meets", assessor=leader, is_final=False,
    )  # fmt: skip
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    assert line_of(run, learner).percent == D("95.40")
    Appraisal.objects.update(is_final=True)
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    assert line_of(run, learner).percent == D("89.40")
    assert line_of(run, learner).steps[0]["evidence"][0] == "appraisal"


def test_a_count_replaces_the_one_before(run, learner, colleague, attend, hr):
    kept = line_of(run, learner).pk
    attend(learner, 100)
    attend(colleague)
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    assert line_of(run, learner).pk == kept
    assert line_of(run, learner).percent == 100
    assert line_of(run, colleague).percent == 100
    learner.appointments.update(ended_on=datetime.date(2026, 4, 30))
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    assert not Line.objects.filter(run=run, person=learner).exists()
    assert Run.objects.count() == 1


def test_who_moves_in_the_month_is_counted_once_where_she_ends(
    run, learner, stranger, scheme, hr
):
    from tests.conftest import appoint

    learner.appointments.update(ended_on=datetime.date(2026, 5, 20))
    appoint(learner, stranger.unit, started_on=datetime.date(2026, 5, 21))
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    assert not Line.objects.filter(person=learner, month=MAY).exists()


def test_the_database_counts_nobody_twice(run, learner):
    line = line_of(run, learner)
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_a_killed_worker_loses_and_doubles_nothing(run, hr, monkeypatch):
    before = list(Line.objects.order_by("pk").values_list("pk", "person", "percent"))
    monkeypatch.setattr(runs, "PIECE", 1)
    runs.start(run.unit, month=MAY, by=hr)
    claim = runs._claim(run.pk)
    claim = runs._count_piece(run.pk, claim)  # one piece, then the worker is gone
    assert runs.work_on(run.pk) is False  # the claim still holds
    late = timezone.now() - 2 * runs.CLAIM_LASTS
    Run.objects.update(claimed_at=late)
    sweep()
    assert runs._count_piece(run.pk, claim) is None  # the dead one comes back
    run.refresh_from_db()
    assert run.state == Run.State.OPEN
    after = list(Line.objects.order_by("pk").values_list("pk", "person", "percent"))
    assert after == before


def test_statements_do_not_grow_with_people(
    run, ministry, hr, attend, django_assert_max_num_queries
):
    from tests.conftest import _make_person

    for number in range(30):
        attend(_make_person(f"Orang {number}", unit=ministry.section))
    runs.start(run.unit, month=MAY, by=hr)
    with django_assert_max_num_queries(40):  # one piece, the end, no notices here
        runs.work_on(run.pk)


def test_what_is_missing_keeps_the_month_open(run, coach, hr, set_today):
    runs.start(run.unit, month=MAY, by=hr)
    runs.work_on(run.pk)
    assert line_of(run, coach).missing == ["att"]
    set_today(datetime.date(2026, 6, 20))
    with refused("values_missing"):
        locking.propose(run, by=hr)


# -- objections ----------------------------------------------------------------------


def test_an_objection_is_answered_by_another(run, learner, leader, hr, second_hr, attend):
    line = line_of(run, learner)
    with pytest.raises(PermissionDenied):
        objections.object_to(line, by=leader, reason="Salah")
    with refused("reason_missing"):
        objections.object_to(line, by=learner, reason=" ")
    row = objections.object_to(line, by=learner, reason="Tanggal 4 saya dinas luar.")
    with refused("objected_already"):
        objections.object_to(line, by=learner, reason="Sekali lagi")
    for other in (learner, leader):
        with pytest.raises(PermissionDenied):
            objections.decide(row, by=other, accept=True)
    with refused("reason_missing"):
        objections.decide(row, by=hr, accept=False)
    with pytest.raises(PermissionDenied):
        attendance.correct(learner, month=MAY, by=learner, reason="x", counts={})
    attendance.correct(
        learner, month=MAY, by=hr, reason="Surat tugas", percent=D(100), counts={}
    )
    row = objections.decide(row, by=hr, accept=True, reason="Surat tugas ada.")
    assert (row.percent_before, row.percent_after) == (D("95.40"), D("100.00"))
    assert line_of(run, learner).percent == 100
    with refused("decided_already"):
        objections.decide(row, by=second_hr, accept=False, reason="Tidak")
    logged = Decision.objects.get(act="allowance.objection_accepted")
    assert logged.data["asked_at"] == row.asked_at.isoformat()
    assert Notice.objects.filter(kind="allowance.objection_accepted").exists()


def test_an_objection_that_is_not_accepted_keeps_the_line(run, learner, hr):
    line = line_of(run, learner)
    row = objections.object_to(line, by=learner, reason="Keliru")
    row = objections.decide(row, by=hr, accept=False, reason="Sesuai catatan mesin.")
    assert row.state == Objection.State.KEPT
    assert line_of(run, learner).percent == D("95.40")


def test_hr_does_not_answer_her_own(run, hr, second_hr):
    row = objections.object_to(line_of(run, hr), by=hr, reason="Salah")
    assert list(Objection.objects.waiting_for(hr)) == []
    assert list(Objection.objects.waiting_for(second_hr)) == [row]
    with pytest.raises(PermissionDenied):
        objections.decide(row, by=hr, accept=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=row.pk).update(decided_by=hr)


def test_too_late(run, learner, set_today):
    set_today(datetime.date(2026, 6, 9))
    with refused("too_late"):
        objections.object_to(line_of(run, learner), by=learner, reason="Salah")


# -- locking -------------------------------------------------------------------------


def test_locked_by_two_people(run, learner, leader, hr, second_hr, auditor, set_today):
    with refused("time_to_object"):
        locking.propose(run, by=hr)
    row = objections.object_to(line_of(run, learner), by=learner, reason="Salah")
    set_today(datetime.date(2026, 6, 10))
    with refused("objections_waiting"):
        locking.propose(run, by=hr)
    objections.decide(row, by=hr, accept=False, reason="Benar")
    for other in (leader, auditor, learner):
        with pytest.raises(PermissionDenied):
            locking.propose(run, by=other)
    with refused("run_not_proposed"):
        locking.lock(run, by=second_hr)
    stale = Run.objects.get(pk=run.pk)
    locking.propose(run, by=hr)
    with refused("run_not_open"):
        locking.propose(stale, by=second_hr)  # both pressed at once
    with refused("same_person"):
        locking.lock(run, by=hr)
    with refused("run_closed"):
        runs.start(run.unit, month=MAY, by=hr)
    locking.send_back(run, by=second_hr, reason="Periksa lagi")
    with refused("run_not_proposed"):
        locking.lock(run, by=second_hr)  # proposed when her page was drawn
    locking.propose(run, by=second_hr)
    stale = Run.objects.get(pk=run.pk)
    locking.lock(run, by=hr)
    with refused("run_not_proposed"):
        locking.lock(stale, by=hr)
    assert Seal.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(proposed_by=hr)


def test_after_locking_nothing_changes(locked, learner, hr, second_hr, attend):
    before = list(Line.objects.values())
    attend(learner, 50)
    with refused("run_closed"):
        runs.start(locked.unit, month=MAY, by=hr)
    with refused("run_not_open"):
        locking.propose(locked, by=hr)
    with refused("too_late"):
        objections.object_to(line_of(locked, learner), by=learner, reason="Salah")
    differences.look_again(locked.unit_id)
    sweep()
    assert list(Line.objects.values()) == before
    locking.check_seal(locked)


def test_a_changed_line_breaks_the_seal(locked, learner):
    Line.objects.filter(person=learner).update(percent=100)
    with refused("seal_broken"):
        locking.check_seal(locked)


def test_the_seal_itself_is_append_only(locked):
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.update(digest="0" * 64)
    assert connection.vendor


def test_later_facts_become_corrections_of_the_next_month(
    locked, learner, leader, hr, second_hr, attend, set_today
):
    attend(learner, 100)  # was 98 and a day absent
    Absence.objects.create(
        person=leader, kind="study", started_on=MAY, ended_on=datetime.date(2026, 5, 31)
    )
    assert differences.look_again(locked.unit_id) == 1
    assert differences.look_again(locked.unit_id) == 1  # the same, not twice
    row = Difference.objects.get()
    assert (row.line.person, row.was, row.now) == (learner, D("95.40"), D(100))
    attend(learner, 98, absent=1)
    assert differences.look_again(locked.unit_id) == 0  # as it was: nothing waits
    attend(learner, 100)
    set_today(datetime.date(2026, 7, 2))
    for person in (learner, leader, hr, second_hr):
        attend(person, month=JUNE)
    june = runs.start(locked.unit, month=JUNE, by=hr)
    runs.work_on(june.pk)
    differences.look_again(locked.unit_id)
    set_today(datetime.date(2026, 7, 20))
    locking.propose(june, by=hr)
    locking.send_back(june, by=second_hr, reason="Sebentar")
    assert Difference.objects.waiting().count() == 1
    locking.propose(june, by=hr)
    locking.lock(june, by=second_hr)
    assert Difference.objects.get().taken_in == june
    assert differences.look_again(locked.unit_id) == 0  # taken up: no second time
    attend(learner, 90)
    assert differences.look_again(locked.unit_id) == 1
    again = Difference.objects.waiting().get()
    assert (again.was, again.now) == (D(100), D("97.00"))
