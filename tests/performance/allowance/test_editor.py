"""Formulas in the editor: drafted by HR of the institution, and published ones stay."""

import pytest
from django.urls import reverse

from corpu.people.actions.office import sync_office
from performance.allowance.actions.formulas import copy_formula, load_examples
from performance.allowance.models import Formula
from tests.conftest import grant
from tests.performance.allowance.conftest import MAY

STEPS = "very_good = 100\ngood = 100\nneeds_improvement = 90\npoor = 85\nvery_poor = 80"


@pytest.fixture
def draft(ministry, hr):
    load_examples()
    example = Formula.objects.get(code="contoh-60-40")
    return copy_formula(example, unit=ministry.root, code="salin", valid_from=MAY, by=hr)


def into_the_editor(person) -> None:
    """HR of the whole installation has the key."""
    grant(person, "hr")
    vars(person).pop("_grants", None)
    sync_office(person)


def sent(page) -> dict:
    """What the browser would send back, untouched."""
    form, data = page.context["form"], {}
    forms = [form, *(f for fs in form.formsets.values() for f in fs.forms)]
    for one in forms:
        for bound in one:
            value = bound.value()
            data[bound.html_name] = "" if value in (None, False) else value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
    return data


def _errors(page) -> list:
    form = page.context["form"]
    return [form.errors, *(fs.errors for fs in form.formsets.values())]


def test_hr_changes_a_draft(client_of, second_hr, draft):
    into_the_editor(second_hr)
    client, url = (
        client_of(second_hr),
        reverse("wagtailsnippets_allowance_formula:edit", args=[draft.pk]),
    )
    page = client.get(url)
    assert page.status_code == 200
    data = sent(page)
    data["legal_basis"] = "Permen Contoh 2/2026"
    data["parts-0-steps"] = "bagus = 100"
    wrong = client.post(url, data)
    assert "steps" in wrong.context["form"].formsets["parts"].errors[0]
    data["parts-0-steps"] = STEPS
    kept = client.post(url, data)
    assert kept.status_code == 302, _errors(kept)
    draft.refresh_from_db()
    assert draft.legal_basis == "Permen Contoh 2/2026"
    assert draft.drafted_by == second_hr
    assert draft.parts.first().steps[2]["percent"] == "90"


def test_what_is_published_and_examples_stay(client_of, hr, formula, draft):
    into_the_editor(hr)
    for row in (formula, Formula.objects.examples().first()):
        url = reverse("wagtailsnippets_allowance_formula:edit", args=[row.pk])
        answer = client_of(hr).get(url)
        assert answer.url == reverse("allowance:formula", args=[row.pk])
