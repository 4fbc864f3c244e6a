"""Standards, assessments and plans for the people of the cast."""

from decimal import Decimal

import pytest

from corpu.lib.clock import today
from tests.skills.conftest import competences, draft, other_hr  # noqa: F401


@pytest.fixture
def policy(competences):  # noqa: F811
    """The national standards, sources and bands."""
    from corpu.skills.actions.standards import load_national_standards
    from performance.development.actions.policy import load_first_policy

    load_national_standards()
    load_first_policy()
    return competences


@pytest.fixture
def teach(rates):
    """`teach("Kursus bicara", "komunikasi", 3)`: an activity that teaches up to 3."""
    from corpu.ledger.models import Activity
    from corpu.skills.models import ActivityCompetence, Competence

    def _teach(title, code, level, form="course", jp=6):
        activity = Activity.objects.create(title=title, form_id=form, jp=jp)
        competence = Competence.objects.get(code=code)
        ActivityCompetence.objects.create(
            activity=activity, competence=competence, level=level
        )
        return activity

    return _teach


@pytest.fixture
def found(policy):
    """`found(learner, "komunikasi", 1)`: an assessment, the leader's unless said."""
    from corpu.skills.models import Assessment

    def _found(person, code, level, source="leader", on=None, **fields):
        return Assessment.objects.create(
            person=person,
            competence=policy[code],
            level=level,
            source=source,
            assessed_on=on or today(),
            **fields,
        )

    return _found


@pytest.fixture
def write(policy, rates):
    """`write(learner)`: a line about communication in this year's plan, not agreed."""
    from performance.development.actions.lines import add_line
    from performance.development.actions.plans import plan_for

    def _write(person, code="komunikasi", form="course", *, year=None, by=None, **fields):
        plan = plan_for(person, year or today().year)
        fields = {
            "title": "Belajar bicara",
            "competence": policy[code],
            "form": rates[form],
            "jp": Decimal(6),
            "quarter": 2,
            "cost": 1_500_000,
            "reason": "Kesenjangan",
            **fields,
        }
        return add_line(plan, by=by or person, **fields)

    return _write


@pytest.fixture
def agree(write):
    """`agree(learner, leader)`: a line that both signed."""
    from performance.development.actions.plans import decide, propose

    def _agree(person, leader, **fields):
        line = write(person, **fields)
        decide(propose(line.plan, by=person), by=leader, accept=True)
        line.refresh_from_db()
        return line

    return _agree


@pytest.fixture
def many(policy, rates, ministry, person_factory):
    """`many(7, ...)`: as many people of the section, each with one agreed line."""
    from django.utils import timezone

    from performance.development.models import Plan, PlanLine

    def _many(number, *, unit=None, code="komunikasi", form="course", **fields):
        lines = []
        for n in range(number):
            person = person_factory(f"Orang {n}", unit=unit or ministry.section)
            plan = Plan.objects.create(person=person, year=today().year)
            fields = {"jp": Decimal(6), "quarter": 2, "cost": 100_000, **fields}
            lines.append(
                PlanLine.objects.create(
                    plan=plan,
                    title="Belajar",
                    competence=policy[code],
                    form=rates[form],
                    reason="x",
                    agreed_at=timezone.now(),
                    **fields,
                )
            )
        return lines

    return _many
