"""A post to aim at, its gate, and what people bring."""

import datetime
from decimal import Decimal

import pytest

from tests.conftest import make_post


@pytest.fixture
def senior_post(db):
    """The post one step up from the cast's functional post."""
    return make_post(
        "functional",
        code="analis-madya",
        level="ahli madya",
        name="Analis Kebijakan Madya",
    )


@pytest.fixture
def ladder(db):
    """One step: ahli muda to ahli madya."""
    from performance.careers.models import Rung

    return Rung.objects.create(
        kind="functional", level="ahli muda", next_kind="functional",
        next_level="ahli madya",
    )  # fmt: skip


@pytest.fixture
def competence(db):
    from corpu.skills.models import Competence

    return Competence.objects.create(
        code="analisis", name_id="Analisis kebijakan", name_en="Policy analysis",
        kind="technical",
    )  # fmt: skip


@pytest.fixture
def gate(rates, senior_post, competence):
    """Technical learning of 20 JP in 3 years, a competence at level 3, four years."""
    from performance.careers.models import Gate, Requirement

    gate = Gate.objects.create(
        name_id="Gerbang ahli madya", name_en="Gate to ahli madya", post=senior_post,
        legal_basis="PP 11/2017 Pasal 204", valid_from=datetime.date(2024, 1, 1),
        live=True,
    )  # fmt: skip
    Requirement.objects.create(
        gate=gate, kind="learning", form_id="technical", jp=Decimal(20), years=3
    )
    Requirement.objects.create(
        gate=gate, kind="competence", competence=competence, level=3
    )
    Requirement.objects.create(gate=gate, kind="experience", years=4)
    return gate


@pytest.fixture
def requirements(gate):
    """The gate's requirements by kind."""
    return {row.kind: row for row in gate.requirements.all()}


@pytest.fixture
def assess(competence):
    """`assess(learner, 3)`: an assessment centre found level 3, validated."""
    from corpu.lib.clock import today
    from corpu.skills.models import Assessment

    def _assess(person, level=3, *, is_validated=True, source="centre"):
        return Assessment.objects.create(
            person=person, competence=competence, level=level, source=source,
            assessed_on=today(), is_validated=is_validated,
        )  # fmt: skip

    return _assess


@pytest.fixture
def appraise(db):
    """`appraise(learner, 2025, "good")`: a final assessment of the year."""
    from performance.plans.models import Appraisal

    def _appraise(person, year, predicate="good", *, is_final=True):
        return Appraisal.objects.create(
            person=person, year=year, predicate=predicate, is_final=is_final,
            result="meets", behaviour="meets",
        )  # fmt: skip

    return _appraise


@pytest.fixture
def limits(db):
    """Published limits of the nine-box with the numbers that ship."""
    from performance.careers.models import NineBoxRule

    return NineBoxRule.objects.create(
        name_id="Batas", name_en="Limits", legal_basis="PermenPANRB 3/2020",
        valid_from=datetime.date(2020, 1, 1), live=True,
    )  # fmt: skip
