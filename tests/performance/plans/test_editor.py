"""The matrix and the calendar: drafted in the editor, published by a second person."""

import json

import pytest
from django.urls import reverse

from performance.plans import rules
from performance.plans.models import PredicateMatrix
from performance.plans.wagtail_hooks import cell_name
from tests.performance.plans.test_rules import CELLS


@pytest.fixture
def draft(client_of, administrator, cycle):
    """What an officer posts: the national matrix from 2027 on."""
    fields = {cell_name(key): CELLS[key] for key in rules.CELLS}
    return {**fields, "legal_basis": "Peraturan contoh", "valid_from": "2027-01-01"}


def test_a_matrix_is_drafted_and_published_by_another(
    client_of, administrator, person_factory, draft, learner
):
    client = client_of(administrator)
    url = reverse("wagtailsnippets_plans_predicatematrix:add")
    page = client.get(url).content.decode()
    assert all(cell_name(key) in page for key in rules.CELLS)
    wrong = {**draft, cell_name("above/above"): "very_poor"}
    assert client.post(url, wrong).status_code == 200
    assert PredicateMatrix.objects.count() == 1
    assert client.post(url, draft).status_code == 302
    row = PredicateMatrix.objects.get(live=False)
    assert (row.cells, row.drafted_by) == (json.loads(json.dumps(CELLS)), administrator)
    publish = reverse("plans:rule_publish", args=["matrix", row.pk])
    client.post(publish)
    row.refresh_from_db()
    assert not row.live
    assert client_of(learner).get(row.get_absolute_url()).status_code == 404
    second = person_factory("Kedua Contoh", is_superuser=True, is_staff=True)
    client_of(second).post(publish)
    row.refresh_from_db()
    assert row.live
    assert PredicateMatrix.objects.in_year(2027) == row
    assert PredicateMatrix.objects.in_year(2026) != row
    assert client_of(learner).get(row.get_absolute_url()).status_code == 200
