"""The catalogue: search, filters, order, what closes a gap, and its cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.agenda.models import Need, Opening
from corpu.ledger.models import LearningForm
from corpu.lib.clock import today
from corpu.skills.models import Competence
from learning.models import Course

URL = reverse("learning:catalogue")


def titles(response) -> list[str]:
    return [course.title for course in response.context["page"]]


@pytest.fixture
def shelf(course_page, other_provider):
    """Three courses of two agencies."""
    course_page("Pelayanan Prima", form_id="e_learning", jp="2")
    course_page("Kearsipan", jp="12", outcomes="Menyusun arsip résumé", language="en")
    course_page("Etika Birokrasi", jp="4", provider=other_provider, access="approval")


def test_search_matches_every_word_without_accents(shelf, client_of, learner):
    client = client_of(learner)
    assert titles(client.get(URL, {"q": "ARSIP resume"})) == ["Kearsipan"]
    assert titles(client.get(URL, {"q": "résumé"})) == ["Kearsipan"]
    assert titles(client.get(URL, {"q": "pendidikan lain"})) == ["Etika Birokrasi"]
    assert titles(client.get(URL, {"q": "arsip tidak-ada"})) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"form": "e_learning"}, {"Pelayanan Prima"}),
        ({"cls": "classical"}, {"Kearsipan", "Etika Birokrasi"}),
        ({"jp": "more"}, {"Kearsipan"}),
        ({"jp": "5"}, {"Pelayanan Prima", "Etika Birokrasi"}),
        ({"provider": "pusdik-lain"}, {"Etika Birokrasi"}),
        ({"language": "en"}, {"Kearsipan"}),
        ({"when": "class"}, set()),
        ({"when": "now", "jp": "2"}, {"Pelayanan Prima"}),
        (
            {"form": "nonsense", "page": "99"},
            {"Pelayanan Prima", "Kearsipan", "Etika Birokrasi"},
        ),
    ],
)
def test_filters(shelf, client_of, learner, query, found):
    response = client_of(learner).get(URL, query)
    assert response.status_code == 200 and set(titles(response)) == found


def test_what_is_withdrawn_or_a_draft_is_not_there(
    shelf, course_page, client_of, learner
):
    course_page("Rancangan", publish=False)
    Course.objects.filter(title="Kearsipan").update(is_published=False)
    assert set(titles(client_of(learner).get(URL))) == {
        "Pelayanan Prima",
        "Etika Birokrasi",
    }


def test_what_closes_a_gap_comes_first_and_says_so(shelf, client_of, learner):
    technical = LearningForm.objects.get(code="e_learning")
    Need.objects.create(
        source="n1", person=learner, gap_jp=8, by=today() + datetime.timedelta(days=30)
    )
    Need.objects.create(source="n2", person=learner, form=technical, gap_jp=3, by=today())
    response = client_of(learner).get(URL)
    first, *rest = response.context["page"]
    assert first.title == "Pelayanan Prima"
    assert (first.closes.jp, first.closes.gap) == (2, 3)
    assert {course.closes.gap for course in rest} == {8}
    learner.language = "en"
    learner.save()
    html = client_of(learner).get(URL).content.decode()
    assert "Closes 2 of your gap of 3 JP in E-learning" in html
    assert "Closes your whole gap of 8 JP" in html


def test_a_competence_that_is_lacked_comes_before_all(course_page, client_of, learner):
    competence = Competence.objects.create(
        code="arsip-x", name_id="Pengarsipan", name_en="Archiving", kind="technical"
    )
    course_page("Umum")
    page = course_page("Arsip")
    page.competences.create(competence=competence, level=2)
    page.save_revision().publish()
    Need.objects.create(
        source="n", person=learner, competence=competence, gap_jp=3, by=today()
    )
    course_page("Terbaru")
    response = client_of(learner).get(URL)
    assert titles(response)[0] == "Arsip"
    assert titles(client_of(learner).get(URL, {"q": "archiving"})) == ["Arsip"]
    assert titles(client_of(learner).get(URL, {"competence": "arsip-x"})) == ["Arsip"]


def test_classes_show_and_filter(shelf, client_of, learner):
    activity = Course.objects.get(title="Kearsipan").activity
    opening = Opening.objects.create(
        source="class:1",
        activity=activity,
        form=activity.form,
        starts_on=today() + datetime.timedelta(days=3),
        places_free=0,
        url="/x",
    )
    client = client_of(learner)
    assert titles(client.get(URL, {"when": "class"})) == ["Kearsipan"]
    assert "Kearsipan" not in titles(client.get(URL, {"when": "seats"}))
    assert "Kearsipan" not in titles(client.get(URL, {"when": "now"}))
    opening.places_free = 2
    opening.save()
    assert "Kearsipan" in titles(client.get(URL, {"when": "seats"}))
    assert titles(client.get(URL, {"sort": "class"}))[0] == "Kearsipan"


def test_nothing_found_says_what_to_do(shelf, client_of, learner):
    response = client_of(learner).get(URL, {"q": "zzz"})
    assert f'href="{URL}"' in response.content.decode()


def test_the_cost_does_not_grow_with_the_shelf(course_page, client_of, learner):
    course_page("Satu")
    client = client_of(learner)
    client.get(URL)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL)
        return len(queries)

    before = cost()
    for number in range(6):
        course_page(f"Kursus {number}")
    assert cost() == before


def test_strangers_must_sign_in(client, db):
    assert client.get(URL).status_code == 302
