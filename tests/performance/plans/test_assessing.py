"""Assessment and follow-up: predicate, answer, objection, parts, agreed actions."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.models import Appointment, Decision, Delegation, Person
from performance.plans.actions import assessing, leading, monitoring, reminding
from performance.plans.models import Appraisal, LeaderSpan, Objection, Plan
from performance.plans.queues import objections
from tests.conftest import appoint


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}:")


@pytest.fixture
def given(agreed, leader) -> Appraisal:
    """The second quarter assessed: results as expected, behaviour below."""
    return assessing.assess(
        agreed,
        by=leader,
        quarter=2,
        result="meets",
        behaviour="below",
        note="Sering terlambat.",
        behaviours={"competent": ("meets", "Rajin belajar")},
    )


def wants(**fields) -> dict:
    return {
        "reason": "Saya tepat waktu.",
        "result": "meets",
        "behaviour": "meets",
        **fields,
    }


def test_the_matrix_gives_the_predicate(given, leader):
    assert given.predicate == "poor"
    assert given.matrix is not None
    assert given.siasn == {"result": 2, "behaviour": 3, "predicate": 4}
    assert given.behaviours.get().rating == "meets"
    assert Decision.objects.get(act="plan.assessed").data["predicate"] == "poor"


def test_only_what_is_over_and_agreed_is_assessed(agreed, plan, leader, learner):
    ratings = {"result": "meets", "behaviour": "meets"}
    for quarter in (3, None):
        with refused("too_early"):
            assessing.assess(agreed, by=leader, quarter=quarter, **ratings)
    with pytest.raises(PermissionDenied):
        assessing.assess(agreed, by=learner, quarter=2, **ratings)
    Plan.objects.update(state="planning", person_signed_at=None)
    with refused("plan_not_agreed"):
        assessing.assess(agreed, by=leader, quarter=2, **ratings)


def test_an_assessment_counts_only_when_it_is_final(given, learner):
    ids = [learner.pk]
    assert Appraisal.objects.predicates(ids, 2026, 2) == {}
    assessing.acknowledge(given, by=learner)
    assert Appraisal.objects.predicates(ids, 2026, 2) == {learner.pk: "poor"}
    assert Appraisal.objects.predicates(ids, 2026) == {}
    with refused("assessment_final"):
        assessing.object_to(given, by=learner, **wants())


def test_only_the_person_answers(given, leader, colleague):
    for person in (leader, colleague):
        with pytest.raises(PermissionDenied):
            assessing.acknowledge(given, by=person)
        with pytest.raises(PermissionDenied):
            assessing.object_to(given, by=person, **wants())


def test_the_assessor_corrects_until_the_person_answers(agreed, given, leader, learner):
    ratings = {"quarter": 2, "result": "meets", "behaviour": "meets"}
    row = assessing.assess(agreed, by=leader, **ratings)
    assert (row.pk, row.predicate) == (given.pk, "good")
    assert not row.behaviours.exists()
    assessing.acknowledge(row, by=learner)
    with refused("assessment_final"):
        assessing.assess(agreed, by=leader, **ratings)


def test_silence_makes_it_final(given, learner, set_today):
    assert reminding.finish_silent() == 0
    set_today(datetime.date(2026, 7, 16))
    assert reminding.finish_silent() == 1
    given.refresh_from_db()
    assert given.is_final
    assert given.acknowledged_at is None


def test_an_objection_is_decided_by_the_leader_above(
    given, learner, leader, upper_leader, colleague
):
    Person.objects.filter(pk=leader.pk).update(leader=upper_leader)
    with refused("nothing_else_wanted"):
        assessing.object_to(given, by=learner, **wants(behaviour="below"))
    row = assessing.object_to(given, by=learner, **wants())
    assert row.decider == upper_leader
    for person in (leader, learner, colleague):
        assert not Objection.objects.waiting_for(person).exists()
        with pytest.raises(PermissionDenied):
            assessing.decide_objection(row, by=person, accept=True)
    (item,) = objections.rows(upper_leader)
    assert item.person == learner
    with refused("text_missing"):
        objections.decide(upper_leader, item.key, False, "")
    objections.decide(upper_leader, item.key, True, "")
    given.refresh_from_db()
    assert (given.behaviour, given.predicate, given.is_final) == ("meets", "good", True)
    assert Objection.objects.get().before["predicate"] == "poor"


def test_a_leader_decides_nothing_about_what_her_deputy_gave(
    agreed, learner, leader, upper_leader, colleague
):
    Person.objects.filter(pk=leader.pk).update(leader=upper_leader)
    last = today()
    Delegation.objects.create(person=leader, deputy=colleague, ended_on=last)
    Delegation.objects.create(person=upper_leader, deputy=leader, ended_on=last)
    given = assessing.assess(
        agreed, by=colleague, quarter=2, result="meets", behaviour="below"
    )
    row = assessing.object_to(given, by=learner, **wants())
    assert row.decider == upper_leader
    for person in (leader, colleague):
        with pytest.raises(PermissionDenied):
            assessing.decide_objection(row, by=person, accept=False, reason="Tetap.")
    assert assessing.decide_objection(row, by=upper_leader, accept=True).accepted


def test_a_declined_objection_leaves_the_assessment(given, learner, upper_leader):
    row = assessing.object_to(given, by=learner, **wants())
    assessing.decide_objection(row, by=upper_leader, accept=False, reason="Ada catatan.")
    given.refresh_from_db()
    assert (given.predicate, given.is_final) == ("poor", True)


def test_a_late_objection_is_refused(given, learner, set_today):
    set_today(datetime.date(2026, 7, 20))
    with refused("too_late"):
        assessing.object_to(given, by=learner, **wants())


def test_a_silent_decider_is_passed_over(given, learner, upper_leader, hr, set_today):
    row = assessing.object_to(given, by=learner, **wants())
    assert reminding.escalate_objections() == 0
    set_today(datetime.date(2026, 7, 20))
    assert reminding.escalate_objections() == 1
    row.refresh_from_db()
    assert row.decider is None
    assert list(Objection.objects.waiting_for(hr)) == [row]
    assert not Objection.objects.waiting_for(upper_leader).exists()


def test_the_final_year_closes_the_plan(agreed, leader, learner, set_today):
    set_today(datetime.date(2027, 1, 10))
    row = assessing.assess(
        agreed, by=leader, quarter=None, result="above", behaviour="above"
    )
    assert row.predicate == "very_good"
    assessing.acknowledge(row, by=learner)
    agreed.refresh_from_db()
    assert agreed.state == "closed"
    with refused("plan_closed"):
        monitoring.give_feedback(agreed, by=leader, text="Bagus")


def test_each_leader_of_a_year_assesses_her_part(
    agreed, learner, leader, ministry, person_factory, set_today
):
    set_today(datetime.date(2026, 10, 1))
    after = person_factory("Lestari Contoh", unit=ministry.other_section, leads=True)
    Appointment.objects.filter(person=learner).update(ended_on=datetime.date(2026, 9, 30))
    appoint(learner, ministry.other_section, started_on=datetime.date(2026, 10, 1))
    Person.objects.filter(pk=learner.pk).update(leader=after, unit=ministry.other_section)
    leading.follow_people([learner.pk], [2026])
    agreed.refresh_from_db()
    assert agreed.leader == after
    first, second = LeaderSpan.objects.filter(plan=agreed)
    assert (first.leader, first.ended_on) == (leader, datetime.date(2026, 9, 30))
    assert (second.leader, second.ended_on) == (after, None)
    part = {"result": "above", "behaviour": "meets", "note": "Baik sekali."}
    assert agreed in Plan.objects.visible_to(leader)
    for person in (after, learner):
        with pytest.raises(PermissionDenied):
            assessing.assess_part(first, by=person, **part)
    assessing.assess_part(first, by=leader, **part)
    with pytest.raises(PermissionDenied):
        assessing.assess(agreed, by=leader, quarter=3, result="meets", behaviour="meets")
    assessing.assess(agreed, by=after, quarter=3, result="meets", behaviour="meets")


def test_a_plan_begun_late_knows_who_led_before(
    standings, learner, leader, ministry, person_factory
):
    from performance.plans.actions.starting import start

    before = person_factory("Lama Contoh", unit=ministry.other_section, leads=True)
    appoint(
        learner,
        ministry.other_section,
        started_on=datetime.date(2025, 1, 1),
        ended_on=datetime.date(2026, 3, 31),
    )
    plan = start(learner, 2026, by=leader)
    spans = [(s.leader, s.started_on, s.ended_on) for s in plan.spans.all()]
    assert spans == [
        (before, datetime.date(2026, 1, 1), datetime.date(2026, 3, 31)),
        (leader, datetime.date(2026, 4, 1), None),
    ]


def test_agreed_actions_are_finished_by_whoever_promised(given, learner, leader):
    action = assessing.agree_action(
        given,
        by=leader,
        text="Pelatihan manajemen waktu",
        owner="person",
        due_on=datetime.date(2026, 8, 1),
    )
    with refused("not_your_action"):
        assessing.finish_action(action, by=leader)
    assert assessing.finish_action(action, by=learner).done_at is not None
    with refused("day_past"):
        assessing.agree_action(
            given, by=leader, text="x", owner="leader", due_on=datetime.date(2026, 6, 1)
        )


def test_feedback_belongs_to_the_quarter_of_its_day(agreed, learner, leader, stranger):
    row = monitoring.give_feedback(
        agreed, by=learner, text="Butuh data", given_on=datetime.date(2026, 3, 31)
    )
    assert row.quarter == 1
    assert monitoring.give_feedback(agreed, by=leader, text="Baik").quarter == 3
    with refused("day_outside_year"):
        monitoring.give_feedback(
            agreed,
            by=leader,
            text="x",
            given_on=timezone.localdate() + datetime.timedelta(2),
        )
    with pytest.raises(PermissionDenied):
        monitoring.give_feedback(agreed, by=stranger, text="x")
