"""Planning: both write, each sees the other's changes, both sign, a change reopens."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from corpu.agenda.models import Need
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision, Delegation
from corpu.skills.models import Competence
from performance.plans.actions import dialogue, starting
from performance.plans.models import Plan, PlanLine


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}:")


def kinds_told(person) -> set[str]:
    return set(Notice.objects.filter(person=person).values_list("kind", flat=True))


def test_a_plan_begins_with_the_lines_of_its_targets(plan, learner, leader):
    (line,) = plan.lines.kept()
    assert (line.measure, line.target.code.startswith("pns"), line.expectation) == (
        "target",
        True,
        20,
    )
    assert plan.state == "planning"
    assert plan.leader == leader
    assert "plans.started" in kinds_told(learner)


def test_the_leader_has_a_line_for_her_team(standings, leader, upper_leader):
    plan = starting.start(leader, 2026, by=upper_leader)
    assert set(plan.lines.values_list("measure", flat=True)) == {"target", "team"}


def test_both_sign_and_the_plan_is_agreed(plan, learner, leader):
    dialogue.sign(plan, by=learner)
    assert Plan.objects.get().state == "planning"
    assert "plans.signed" in kinds_told(leader)
    dialogue.sign(plan, by=leader)
    plan.refresh_from_db()
    assert plan.state == "running"
    assert plan.leader_signed_by == leader
    assert "plans.agreed" in kinds_told(learner)
    assert Decision.objects.get(act="plan.signed").person == learner
    with refused("signed_already"):
        dialogue.sign(plan, by=learner)


def test_a_change_after_signing_reopens_and_keeps_the_trail(agreed, learner, leader):
    line = agreed.lines.get()
    dialogue.change_line(line, by=leader, weight=None, wording="Belajar 20 JP")
    agreed.refresh_from_db()
    assert (agreed.state, agreed.revision) == ("planning", 1)
    assert agreed.person_signed_at is None
    assert agreed.leader_signed_at is None
    acts = list(agreed.entries.values_list("act", flat=True))
    assert acts == ["opened", "signed", "signed", "reopened", "changed"]
    entry = agreed.entries.last()
    assert entry.after == {"wording": "Belajar 20 JP"}
    assert entry.before == {"wording": None}
    assert "plans.changed" in kinds_told(learner)


def test_saving_without_a_change_reopens_nothing(agreed, leader):
    line = agreed.lines.get()
    dialogue.change_line(line, by=leader, wording=line.wording)
    agreed.refresh_from_db()
    assert agreed.state == "running"


def test_words_leave_the_signatures(agreed, learner):
    dialogue.comment(agreed, by=learner, text="Terima kasih")
    agreed.refresh_from_db()
    assert agreed.state == "running"
    with refused("text_missing"):
        dialogue.comment(agreed, by=learner, text="  ")


def test_only_the_two_take_part(plan, colleague, upper_leader, stranger, hr, auditor):
    for person in (colleague, upper_leader, stranger, hr, auditor):
        with pytest.raises(PermissionDenied):
            dialogue.comment(plan, by=person, text="Halo")
        with pytest.raises(PermissionDenied):
            dialogue.sign(plan, by=person)


def test_a_deputy_signs_for_the_leader_but_never_her_own(
    plan, leader, colleague, learner
):
    from corpu.lib.clock import today

    for deputy in (colleague, learner):
        Delegation.objects.create(
            person=leader, deputy=deputy, started_on=today(), ended_on=today()
        )
    dialogue.sign(plan, by=colleague)
    decision = Decision.objects.get(act="plan.signed")
    assert (decision.by, decision.on_behalf_of) == (colleague, leader)
    dialogue.sign(plan, by=learner)  # as the person, not as the deputy
    plan.refresh_from_db()
    assert plan.leader_signed_by == colleague


def test_weights_make_a_hundred_if_any_are_used(plan, learner):
    line = plan.lines.get()
    dialogue.change_line(line, by=learner, weight=40)
    with refused("weights_not_100"):
        dialogue.sign(plan, by=learner)
    dialogue.add_line(plan, by=learner, wording="Menyusun 4 standar", weight=60)
    dialogue.sign(plan, by=learner)


def test_an_empty_plan_is_not_signed(plan, learner):
    dialogue.strike_line(plan.lines.get(), by=learner)
    with refused("plan_empty"):
        dialogue.sign(plan, by=learner)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"measure": "reported"}, "line_empty"),
        ({"measure": "target"}, "target_missing"),
        ({"measure": "learning"}, "expectation_missing"),
        ({"kind": "behaviour", "wording": "Ramah"}, "value_missing"),
    ],
)
def test_a_line_says_what_it_needs_to(plan, learner, fields, code):
    with refused(code):
        dialogue.add_line(plan, by=learner, **fields)


def test_one_button_proposes_what_targets_and_needs_ask(plan, learner, rates):
    competence = Competence.objects.create(
        code="data", name_id="Analisis data", name_en="Data analysis", kind="technical"
    )
    for source, fields in [
        ("test:need:1", {"competence": competence}),
        ("test:need:2", {"form": rates["coaching"]}),
    ]:
        Need.objects.create(
            source=source, person=learner, gap_jp=Decimal(6), by="2026-12-31", **fields
        )
    dialogue.strike_line(plan.lines.get(), by=learner)
    assert Plan.objects.incomplete().count() == 1
    lines = dialogue.propose_learning(plan, by=learner)
    assert {line.measure for line in lines} == {"target", "learning"}
    assert len(lines) == 3
    assert Plan.objects.incomplete().count() == 0
    with refused("nothing_to_propose"):
        dialogue.propose_learning(plan, by=learner)


def test_a_missing_level_is_proposed_as_the_shortest_learning_that_reaches_it(
    plan, learner, rates
):
    """A level has no hours of its own: the plan asks for those of real learning."""
    from corpu.ledger.models import Activity
    from corpu.skills.models import ActivityCompetence

    skill, rare = [
        Competence.objects.create(code=code, name_id=code, name_en=code, kind="technical")
        for code in ("bicara", "langka")
    ]
    for jp, level in [(3, 1), (12, 3), (8, 3)]:
        activity = Activity.objects.create(title="Kursus", form_id="course", jp=jp)
        ActivityCompetence.objects.create(
            activity=activity, competence=skill, level=level
        )
    for number, competence in enumerate((skill, rare)):  # nothing teaches the rare one
        Need.objects.create(
            source=f"test:level:{number}", person=learner, gap_jp=0, by="2026-12-31",
            competence=competence, level_held=1, level_wanted=3,
        )  # fmt: skip
    lines = dialogue.propose_learning(plan, by=learner)
    found = [(row.competence, row.expectation) for row in lines if row.competence]
    assert found == [(skill, Decimal(8))]


def test_no_line_has_a_place_for_typed_progress():
    names = {field.name for field in PlanLine._meta.get_fields()}
    assert not names & {"value", "counted", "progress", "reached", "result"}


def test_a_started_plan_is_left_alone_by_the_sweep(plan, learner):
    dialogue.strike_line(plan.lines.get(), by=learner)
    starting.ensure_lines(2026, person_ids=[learner.pk])
    assert not plan.lines.kept().exists()


def test_a_plan_is_started_by_its_person_or_from_above(
    standings, learner, leader, hr, colleague, stranger
):
    for person in (colleague, stranger):
        with pytest.raises(PermissionDenied):
            starting.start(learner, 2026, by=person)
    first = starting.start(learner, 2026, by=hr)
    assert starting.start(learner, 2026, by=learner).pk == first.pk
    assert first.entries.filter(act="opened").count() == 1


def test_nobody_signs_what_the_other_wrote_meanwhile(plan, learner, leader, client_of):
    url = reverse("plans:sign", args=[plan.pk])
    client = client_of(learner)
    seen = client.get(plan.get_absolute_url()).context["last_change"]
    dialogue.change_line(plan.lines.get(), by=leader, wording="Belajar 200 JP")
    client.post(url, {"seen": seen})
    plan.refresh_from_db()
    assert plan.person_signed_at is None
    seen = client.get(plan.get_absolute_url()).context["last_change"]
    client.post(url, {"seen": seen})
    plan.refresh_from_db()
    assert plan.person_signed_at
