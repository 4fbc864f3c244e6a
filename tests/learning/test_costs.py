"""What the pages of learning cost: as many statements for a shelf as for a handful."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import shelf
from corpu.agenda.models import Need
from corpu.lib.clock import today
from corpu.skills.models import Competence

CATALOGUE = reverse("learning:catalogue")
PAGES = [
    CATALOGUE,
    f"{CATALOGUE}?q=pelayanan+publik",
    f"{CATALOGUE}?q=pelayannan+pulbik",
    f"{CATALOGUE}?q=pelatihan",
    f"{CATALOGUE}?language=id&when=now&competence=shelf-1",
    f"{CATALOGUE}?sort=title&page=2",
    reverse("learning:course", args=["shelf-0"]),
    reverse("learning:my"),
]


def statements(client, path: str) -> int:
    """Of a page that was seen before."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.usefixtures("forms")
def test_pages_cost_the_same_whatever_is_on_the_shelf(client_of, learner, colleague):
    people, client = [learner.pk, colleague.pk], client_of(learner)
    shelf.make(20, 30, people)
    competence = Competence.objects.get(code="shelf-1")
    for name, what in {"jp": {}, "competence": {"competence": competence}}.items():
        Need.objects.create(source=name, person=learner, gap_jp=9, by=today(), **what)
    few = [statements(client, path) for path in PAGES]
    shelf.make(60, 90, people)
    assert [statements(client, path) for path in PAGES] == few
