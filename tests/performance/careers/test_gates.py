"""What a post asks for, against the records: actions and requests."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Decision, Education
from performance.actions import dated
from performance.careers.actions import aims, hand_checks
from performance.careers.actions.judging import verdict, verdicts
from performance.careers.actions.steps import once_done, steps_for
from performance.careers.models import Gate, HandCheck, Requirement
from performance.development.actions.aspirations import aim_at
from tests.conftest import grant, make_post


def answers(person, post) -> dict[str, str]:
    return {
        line.asked.requirement.kind: line.answer for line in verdict(person, post).lines
    }


def test_each_requirement_answers_from_its_facts(
    gate, senior_post, learner, learn, assess
):
    assert answers(learner, senior_post) == {
        "learning": "not_met", "competence": "not_met", "experience": "met",
    }  # fmt: skip
    learn(learner, 20, form="technical")
    assess(learner, 3, is_validated=False)
    assert answers(learner, senior_post)["learning"] == "met"
    assert answers(learner, senior_post)["competence"] == "check"
    assert verdict(learner, senior_post).answer == "check"
    assess(learner, 3)
    assert verdict(learner, senior_post).answer == "met"


def test_a_voided_fact_no_longer_counts(gate, senior_post, learner, learn, hr):
    from corpu.ledger.actions.records import void

    record = learn(learner, 20, form="technical")
    assert answers(learner, senior_post)["learning"] == "met"
    void(record, reason="salah orang", by=hr)
    assert answers(learner, senior_post)["learning"] == "not_met"


def test_a_post_without_a_gate_is_never_met(rates, senior_post, learner):
    assert verdict(learner, senior_post).answer == "check"


def test_gates_of_the_post_and_of_its_level_hold_together(gate, senior_post, learner):
    level = Gate.objects.create(
        name_id="Jenjang", name_en="Level", post_kind="functional",
        post_level="ahli madya", legal_basis="x", valid_from=datetime.date(2024, 1, 1),
        live=True,
    )  # fmt: skip
    Requirement.objects.create(gate=level, kind="education", education=5)
    found = verdict(learner, senior_post)
    assert [line.asked.requirement.kind for line in found.lines].count("education") == 1
    assert found.lines[-1].finding.reason == "education_missing"
    Education.objects.create(person=learner, level=5, is_validated=True)
    assert answers(learner, senior_post)["education"] == "met"


def test_drafts_and_ended_gates_ask_nothing(gate, senior_post, learner):
    Gate.objects.filter(pk=gate.pk).update(live=False)
    assert verdict(learner, senior_post).lines == []
    yesterday = today() - datetime.timedelta(days=1)
    Gate.objects.filter(pk=gate.pk).update(live=True, valid_to=yesterday)
    assert verdict(learner, senior_post).lines == []


def test_a_standard_is_one_line_a_competence(rates, senior_post, learner, competence):
    from corpu.skills.models import PostStandard

    gate = Gate.objects.create(
        name_id="Standar", name_en="Standard", post=senior_post, legal_basis="x",
        valid_from=datetime.date(2024, 1, 1), live=True,
    )  # fmt: skip
    Requirement.objects.create(gate=gate, kind="competence")
    assert verdict(learner, senior_post).lines[0].finding.reason == "by_hand"
    PostStandard.objects.create(
        post=senior_post, competence=competence, level=4, legal_basis="x", live=True,
        valid_from=datetime.date(2024, 1, 1),
    )  # fmt: skip
    line = verdict(learner, senior_post).lines[0]
    assert (line.asked.competence, line.finding.need) == (competence, 4)


def test_predicates_come_from_final_assessments(rates, senior_post, learner, appraise):
    gate = Gate.objects.create(
        name_id="Kinerja", name_en="Performance", post=senior_post, legal_basis="x",
        valid_from=datetime.date(2024, 1, 1), live=True,
    )  # fmt: skip
    Requirement.objects.create(gate=gate, kind="predicate", predicate="good", years=2)
    year = today().year
    appraise(learner, year - 1, "very_good")
    row = appraise(learner, year - 2, "good", is_final=False)
    assert verdict(learner, senior_post).answer == "check"
    row.is_final = True
    row.save()
    assert verdict(learner, senior_post).answer == "met"


def test_many_people_cost_as_many_statements_as_one(
    gate, senior_post, learner, leader, colleague, coachee, learn, assess,
    django_assert_max_num_queries,
):  # fmt: skip
    learn(learner, 20, form="technical")
    assess(coachee, 3)
    people = [learner.pk, leader.pk, colleague.pk, coachee.pk]
    with django_assert_max_num_queries(12) as few:
        verdicts(senior_post, [learner.pk])
    with django_assert_max_num_queries(12) as many:
        found = verdicts(senior_post, people)
    assert len(few) == len(many)
    assert {pk: found[pk].answer for pk in people} == {
        p.pk: verdict(p, senior_post).answer
        for p in (learner, leader, colleague, coachee)
    }


def test_missing_steps_are_real_openings_that_would_close(
    gate, senior_post, learner, offer, competence
):
    from corpu.skills.models import ActivityCompetence

    small = offer("Teknis singkat", 6, form="technical")
    large = offer("Teknis lengkap", 24, form="technical")
    teaches = offer("Analisis", 5, form="course")
    ActivityCompetence.objects.create(
        activity=teaches.activity, competence=competence, level=3
    )
    found = verdict(learner, senior_post)
    steps = steps_for(learner, found)
    by_kind = {
        line.asked.requirement.kind: steps.get(line.asked.rule.key, [])
        for line in found.lines
    }
    assert [step.opening for step in by_kind["learning"]] == [large, small]
    assert [step.would_meet for step in by_kind["learning"]] == [True, False]
    assert [step.level for step in by_kind["competence"]] == [3]
    # A course teaches; only an assessment shows the level.
    assert once_done(found, steps) == "not_met"


def test_the_next_post_is_one_step_up_and_begins_alike(ladder, senior_post, learner):
    make_post("functional", code="arsiparis", level="ahli madya", name="Arsiparis Madya")
    assert aims.next_posts(learner.post)[0] == senior_post
    assert aims.aimed_at(learner) == (senior_post, False)
    other = make_post("structural")
    aim_at(learner, other)
    assert aims.aimed_at(learner) == (other, True)


def ask(learner, post, requirement, **more):
    note = more.pop("note", "Saya sudah mengikuti pelatihan ini pada 2019.")
    return hand_checks.ask(learner, post=post, key=str(requirement.pk), note=note, **more)


def test_a_check_by_hand_is_asked_decided_and_holds(
    gate, senior_post, requirements, learner, hr
):
    row = ask(learner, senior_post, requirements["learning"])
    assert ask(learner, senior_post, requirements["learning"]) == row
    assert answers(learner, senior_post)["learning"] == "not_met"
    hand_checks.decide(row, by=hr, accept=True, reason="Sertifikat asli diperiksa.")
    assert answers(learner, senior_post)["learning"] == "met"
    line = Decision.objects.get(act="gate_check.accepted")
    assert (line.person, line.by) == (learner, hr)
    row.refresh_from_db()
    after = row.valid_until + datetime.timedelta(days=1)
    assert verdict(learner, senior_post, after).lines[0].answer == "not_met"
    with pytest.raises(Refused) as refusal:
        hand_checks.decide(row, by=hr, accept=False, reason="lagi")
    assert refusal.value.code == "already_decided"


def test_nobody_decides_for_herself_or_outside_her_scope(
    gate, senior_post, requirements, learner, hr, stranger, leader
):
    row = ask(learner, senior_post, requirements["learning"])
    grant(stranger, "hr", unit=stranger.unit)
    grant(learner, "hr", unit=learner.unit)
    for other in (stranger, leader, learner):
        assert not HandCheck.objects.waiting_for(other).exists()
        with pytest.raises(PermissionDenied):
            hand_checks.decide(row, by=other, accept=True, reason="ya")
    assert HandCheck.objects.waiting_for(hr).get() == row


def test_refusals_of_requests(gate, senior_post, requirements, learner, hr):
    def code(**more):
        with pytest.raises(Refused) as refusal:
            ask(learner, senior_post, more.pop("what"), **more)
        return refusal.value.code

    assert code(what=requirements["experience"]) == "met_already"
    assert code(what=requirements["learning"], note=" ") == "note_needed"
    row = ask(learner, senior_post, requirements["learning"])
    with pytest.raises(Refused) as refusal:
        hand_checks.decide(row, by=hr, accept=True, reason="")
    assert refusal.value.code == "reason_needed"


def test_another_persons_record_is_no_proof(
    gate, senior_post, requirements, learner, colleague, learn
):
    record = learn(colleague, 20, form="technical")
    with pytest.raises(Refused) as refusal:
        ask(learner, senior_post, requirements["learning"], record=record)
    assert refusal.value.code == "not_your_record"


def test_a_gate_is_drafted_by_one_and_published_by_another(gate, hr, person_factory):
    national = person_factory("Nina Contoh", unit=hr.unit)
    second = person_factory("Dua Contoh", unit=hr.unit)
    grant(national, "hr")
    grant(second, "hr")
    Gate.objects.filter(pk=gate.pk).update(live=False, drafted_by=national)
    gate.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        dated.publish(gate, by=national)
    assert refusal.value.code == "same_person"
    with pytest.raises(PermissionDenied):
        dated.publish(gate, by=hr)
    dated.publish(gate, by=second)
    assert gate.live and gate.published_by == second
