"""Kinds of coaching are data: HR of the whole installation writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coaching.actions import signatures
from coaching.actions.kinds import load_kinds
from coaching.models import Kind
from corpu.ledger.models import LearningForm
from corpu.skills.models import Competence
from tests.conftest import _make_person, grant


def test_loading_kinds_twice_keeps_what_an_office_has_changed(rates):
    Kind.objects.filter(pk="coaching").update(name_id="Bimbingan", answer_days=3)
    load_kinds()
    kind = Kind.objects.get(pk="coaching")
    assert (kind.name_id, kind.answer_days) == ("Bimbingan", 3)


def test_a_form_that_is_credited_as_a_whole_is_no_kind_of_session(rates):
    kind = Kind(code="x", name_id="X", name_en="X", form=rates["secondment"])
    with pytest.raises(ValidationError):
        kind.full_clean()
    kind.form = LearningForm.objects.get(pk="mentoring")
    kind.full_clean()


def test_national_hr_adds_a_kind_in_the_editor_and_others_do_not(
    client_of, rates, ministry, hr
):
    from corpu.people.actions.office import sync_office

    office = _make_person("Nasional Contoh", unit=ministry.bureau)
    grant(office, "hr")
    sync_office(office)
    add = reverse("wagtailsnippets_coaching_kind:add")
    data = {
        "code": "peer", "name_id": "Coaching sebaya", "name_en": "Peer coaching",
        "form": "coaching", "giver_role": "coach", "answer_days": 5, "meetings": 4,
        "months": 3, "order": 9, "is_active": "on",
    }  # fmt: skip
    assert client_of(hr).post(add, data).status_code in (302, 403)
    assert not Kind.objects.filter(pk="peer").exists()
    client_of(office).post(add, data)
    assert Kind.objects.get(pk="peer").form_id == "coaching"


def test_a_confirmed_session_teaches_what_the_coach_is_registered_for(pair, log, coachee):
    competence = Competence.objects.create(
        code="k", name_id="Komunikasi", name_en="Communication", kind="managerial"
    )
    from coaching.actions.coaches import refresh_openings

    pair.coach.competences.set([competence])
    refresh_openings(pair.coach)
    session = signatures.confirm(log(), by=coachee)
    assert list(session.record.activity.competences.all()) == [competence]
