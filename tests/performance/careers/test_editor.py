"""The office drafts gates, limits and the index's rule in the CMS."""

import pytest
from django.urls import reverse

NAMES = [
    "careers_gate",
    "careers_nineboxrule",
    "careers_rung",
    "professionalism_indexrule",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_editor_opens_a_draft(client_of, administrator, name):
    url = reverse(f"wagtailsnippets_{name}:add")
    assert client_of(administrator).get(url).status_code == 200


def test_a_published_gate_is_not_edited(client_of, administrator, gate):
    url = reverse("wagtailsnippets_careers_gate:edit", args=[gate.pk])
    response = client_of(administrator).get(url)
    assert response.status_code == 302
    assert "/cms/" not in response["Location"] or response["Location"] == "/cms/"
