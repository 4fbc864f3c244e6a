"""What a standing leaves to be learnt is written for those who plan learning, in what
its target counts."""

import datetime
from decimal import Decimal

import pytest

from corpu.agenda.models import Need
from corpu.ledger.models import Activity
from corpu.skills.models import ActivityCompetence, Competence
from learning.catalogue import closes, needs_of
from performance.actions.standings import recount
from performance.models import Quota, Standing, Target


@pytest.fixture(autouse=True)
def in_july(set_today, rates):
    set_today(datetime.date(2026, 7, 1))


@pytest.fixture
def target(db):
    """`target(measure="courses", required=2)`: one that counts for everybody."""

    def _target(**fields):
        fields = {"required": Decimal(10), **fields}
        number = Target.objects.count()
        return Target.objects.create(
            code=f"uji-{number}", name_id="Uji", name_en="Trial", staff_classes=["pns"],
            legal_basis="SK 1", valid_from=datetime.date(2026, 1, 1), live=True, **fields,
        )  # fmt: skip

    return _target


@pytest.fixture
def skill(db):
    return Competence.objects.create(code="uji", name_id="Uji kemampuan", name_en="Skill")


def needs(person) -> list[tuple]:
    rows = Need.objects.filter(person=person).order_by("source")
    return [
        (n.measure, n.gap_jp, n.gap_items, n.form_id, n.learning_class, n.competence_id,
         n.activity_id)
        for n in rows
    ]  # fmt: skip


def test_hours_of_a_class_are_a_need_of_that_class(target, learner, learn):
    target(learning_class="classical")
    learn(learner, 4, form="course")
    found = Need.objects.get(person=learner)
    assert (found.learning_class, found.form_id) == ("classical", None)
    assert found.gap_jp == Standing.objects.get(person=learner).gap


@pytest.mark.parametrize(
    ("measure", "required"), [("sessions", 3), ("courses", 2)]
)  # fmt: skip
def test_sessions_and_courses_are_needs_too(target, learner, learn, measure, required):
    target(measure=measure, required=required)
    recount([learner.pk], [2026])
    assert needs(learner) == [(measure, 0, required, None, "", None, None)]
    more = {"sessions": 1} if measure == "sessions" else {}
    form = "coaching" if measure == "sessions" else "course"
    learn(learner, 2, form=form, **more)
    assert needs(learner) == [(measure, 0, required - 1, None, "", None, None)]


def test_a_programme_is_a_need_of_each_activity_that_is_it(target, learner, learn):
    programme = [
        Activity.objects.create(title=f"PKP {n}", form_id="structural_leadership", jp=100)
        for n in (1, 2)
    ]
    row = target(measure="programme", required=1)
    row.activities.set(programme)
    recount([learner.pk], [2026])
    assert needs(learner) == [
        ("programme", 0, 1, None, "", None, one.pk) for one in programme
    ]
    learn(learner, 100, form="structural_leadership", activity=programme[1])
    assert needs(learner) == []


def test_competences_are_alternatives(target, learner, skill):
    row = target()
    row.competences.add(skill)
    recount([learner.pk], [2026])
    assert needs(learner) == [("jp", 10, 0, None, "", skill.pk, None)]


def test_a_part_inside_is_a_need_of_its_own(target, learner, learn, skill):
    row = target(required=Decimal(10))
    part = Quota.objects.create(
        target=row, name_id="Klasikal", name_en="Classical", required=Decimal(4),
        learning_class="classical",
    )  # fmt: skip
    recount([learner.pk], [2026])
    assert needs(learner) == [
        ("jp", 6, 0, None, "", None, None),
        ("jp", 4, 0, None, "classical", None, None),
    ]
    part.competences.add(skill)
    part.save()
    learn(learner, 10, form="e_learning", started_on=datetime.date(2026, 6, 1))
    found = [need for need in needs(learner) if need[5]]
    assert found == [("jp", 4, 0, None, "classical", skill.pk, None)]


def test_what_is_exempt_or_ended_needs_nothing(target, learner, hr):
    from performance.actions.exemptions import exempt

    target(measure="courses", required=2)
    recount([learner.pk], [2026])
    exempt(Standing.objects.get(person=learner, year=2026), by=hr, reason="Tugas")
    assert not Need.objects.filter(person=learner).exists()


def test_a_rule_that_counts_hours_of_any_kind_costs_no_more(
    target, learner, learn, django_assert_max_num_queries
):
    """The plain rule of the nation is kept in two statements, as before; a rule with
    classes, parts or programmes costs a few more, however many facts there are."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            learn(learner, 1)
        return len(queries)

    target()
    statements()
    plain = statements()
    target(measure="courses", required=40)
    recount([learner.pk], [2026])
    few = statements()
    for _n in range(5):
        statements()
    assert statements() == few <= plain + 3


def course_of(activity):
    class Course:
        pass

    Course.activity = activity
    return Course


def test_the_catalogue_says_what_closes_the_gap(target, learner, skill):
    programme = Activity.objects.create(
        title="PKP", form_id="structural_leadership", jp=100
    )
    online = Activity.objects.create(title="Daring", form_id="e_learning", jp=3)
    taught = Activity.objects.create(title="Bicara", form_id="course", jp=3)
    ActivityCompetence.objects.create(activity=taught, competence=skill, level=2)
    row = target(measure="programme", required=1)
    row.activities.add(programme)
    recount([learner.pk], [2026])
    assert closes(course_of(online), needs_of(learner)) is None
    found = closes(course_of(programme), needs_of(learner))
    assert (found.measure, found.items_gap, bool(str(found))) == ("programme", 1, True)
    Target.objects.all().update(is_on=False)
    row = target(learning_class="classical")
    recount([learner.pk], [2026])
    assert closes(course_of(online), needs_of(learner)) is None
    found = closes(course_of(taught), needs_of(learner))
    assert (found.jp, found.gap) == (3, 10)
    Target.objects.all().update(is_on=False)
    target().competences.add(skill)
    target(measure="courses", required=2)
    recount([learner.pk], [2026])
    assert str(skill) in closes(course_of(taught), needs_of(learner)).what
    assert closes(course_of(online), needs_of(learner)).items_gap == 2
