"""The dictionary of competences and a few posts."""

import pytest


@pytest.fixture
def competences(db):
    """The nine national competences and one technical one, by code."""
    from corpu.skills.models import Competence

    codes = [
        "integritas", "kerja-sama", "komunikasi", "orientasi-hasil", "pelayanan-publik",
        "pengembangan-orang", "mengelola-perubahan", "pengambilan-keputusan",
        "perekat-bangsa",
    ]  # fmt: skip
    for code in codes:
        kind = "sociocultural" if code == "perekat-bangsa" else "managerial"
        Competence.objects.get_or_create(
            code=code, defaults={"name_id": code, "name_en": code, "kind": kind}
        )
    Competence.objects.get_or_create(
        code="analisis-data",
        defaults={
            "name_id": "Analisis data",
            "name_en": "Data analysis",
            "kind": "technical",
        },
    )
    return {row.code: row for row in Competence.objects.all()}


@pytest.fixture
def other_hr(ministry, person_factory):
    """A second HR officer of the whole ministry."""
    from tests.conftest import grant

    person = person_factory("Sinta Contoh", unit=ministry.bureau)
    grant(person, "hr", unit=ministry.root)
    return person


@pytest.fixture
def draft(competences, hr):
    """`draft(post=..., level=3)`: a standard of communication that HR drafted."""
    from corpu.skills.models import PostStandard

    def _draft(code="komunikasi", level=3, **fields):
        fields = {"legal_basis": "Keputusan Contoh 1/2026", "drafted_by": hr, **fields}
        return PostStandard.objects.create(
            competence=competences[code], level=level, **fields
        )

    return _draft
