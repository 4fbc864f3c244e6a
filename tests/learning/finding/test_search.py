"""The catalogue's search: one list of misspellings for every engine, facets with their
counts, saved searches, failed ones, and its cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.agenda.models import Opening
from corpu.lib.clock import today
from corpu.skills.models import Competence
from learning.choosing import chosen, facets, found
from learning.finding.actions import searching
from learning.finding.actions.indexing import index_all
from learning.finding.actions.saving import forget_search, save_search
from learning.finding.models import CourseWord, SavedSearch, Word
from learning.forms import CatalogueForm
from learning.models import Course, FailedSearch

pytestmark = pytest.mark.django_db

URL = reverse("learning:catalogue")
TITLES = {
    "Pelayanan Prima": "Menyapa warga dengan ramah",
    "Kearsipan Dinamis": "Menyusun arsip aktif",
    "Manajemen Risiko": "Menilai kemungkinan dan dampak",
    "Etika Birokrasi": "Menolak gratifikasi",
    "Keamanan Siber": "Mengenali surel penipuan",
    "Pengadaan Barang": "Menyusun spesifikasi teknis",
}
# What people type, and the course that they mean.
MISSPELT = [
    ("pelayanan", "Pelayanan Prima"),
    ("pelayann", "Pelayanan Prima"),
    ("pleayanan", "Pelayanan Prima"),
    ("pelayanam", "Pelayanan Prima"),
    ("pelayannan prma", "Pelayanan Prima"),
    ("layanan", "Pelayanan Prima"),
    ("ARSIP", "Kearsipan Dinamis"),
    ("kersipan", "Kearsipan Dinamis"),
    ("kearsiapn", "Kearsipan Dinamis"),
    ("dinmis", "Kearsipan Dinamis"),
    ("managemen resiko", "Manajemen Risiko"),
    ("manajmen risko", "Manajemen Risiko"),
    ("menejemen", "Manajemen Risiko"),
    ("rísiko", "Manajemen Risiko"),
    ("etka", "Etika Birokrasi"),
    ("birokarsi", "Etika Birokrasi"),
    ("gratifikassi", "Etika Birokrasi"),
    ("keaman", "Keamanan Siber"),
    ("keamanna sibre", "Keamanan Siber"),
    ("cyber", None),
    ("pengadan", "Pengadaan Barang"),
    ("spesifiksi teknis", "Pengadaan Barang"),
    ("penagdaan brang", "Pengadaan Barang"),
    ("zzzz", None),
    ("tidak ada begini", None),
]


@pytest.fixture
def shelf(course_page):
    for title, outcome in TITLES.items():
        course_page(title, outcomes=outcome, summary="Untuk aparatur.")


@pytest.mark.parametrize(("text", "title"), MISSPELT)
def test_misspellings(shelf, text, title):
    hits = [
        course.title for course in found({"q": text}).rows.order_by("-relevance", "pk")
    ]
    assert hits[:1] == ([title] if title else [])


def test_a_word_that_many_courses_say_finds_the_same(shelf, monkeypatch):
    """Too many to be named one by one: looked up in each statement instead."""
    texts = [text for text, _title in MISSPELT] + ["untuk aparatur", "aparatur menyusun"]

    def hits() -> list[list]:
        rows = [found({"q": text}) for text in texts]
        return [list(one.rows.order_by("-relevance", "pk")) for one in rows]

    few = hits()
    monkeypatch.setattr(searching, "MOST_NAMED", 0)
    assert hits() == few and few[-1]


def test_a_corrected_word_is_told(shelf, client_of, learner):
    text = client_of(learner).get(URL, {"q": "pelayann"}).content.decode()
    assert "Pelayanan Prima" in text and "pelayann" in text and "“pelayanan”" in text
    assert not found({"q": "pelayanan"}).corrections


def test_the_title_weighs_more(course_page):
    course_page("Lain", outcomes="Menyebut audit sekali")
    course_page("Audit Internal", outcomes="Memeriksa")
    rows = found({"q": "audit"}).rows.order_by("-relevance")
    assert [course.title for course in rows] == ["Audit Internal", "Lain"]


def test_publishing_again_follows_the_words(course_page):
    page = course_page("Pertama")
    assert found({"q": "pertama"}).rows.exists()
    page.title = "Kedua"
    page.save_revision().publish()
    assert not found({"q": "pertama"}).rows.exists()
    assert found({"q": "kedua"}).rows.exists()


def test_the_index_can_be_made_anew(shelf):
    before = set(CourseWord.objects.values_list("course", "word__text", "weight"))
    CourseWord.objects.all().delete()
    Word.objects.all().delete()
    assert index_all() == len(TITLES)
    assert set(CourseWord.objects.values_list("course", "word__text", "weight")) == before


# -- facets ------------------------------------------------------------------------


@pytest.fixture
def mixed(course_page, other_provider):
    """Courses that differ in every facet."""
    skill = Competence.objects.create(
        code="arsip-x", name_id="Pengarsipan", name_en="Archiving", kind="technical"
    )
    course_page("Satu", form_id="e_learning", jp="2", minutes=50)
    page = course_page("Dua", jp="12", minutes=600, language="en")
    page.competences.create(competence=skill, level=2)
    page.save_revision().publish()
    course_page("Tiga", jp="4", minutes=180, provider=other_provider)
    activity = Course.objects.get(title="Tiga").activity
    Opening.objects.create(
        source="class:1",
        activity=activity,
        form=activity.form,
        starts_on=today() + datetime.timedelta(days=3),
        places_free=4,
        url="/x",
    )


def counts(**query) -> dict:
    form = CatalogueForm(query)
    form.is_valid()
    groups = facets(form, found(form.cleaned_data).rows)
    return {
        group["name"]: {row.value: row.count for row in group["values"]}
        for group in groups
    }


def test_every_count_is_what_choosing_it_gives(mixed):
    for query in ({}, {"language": "id"}, {"cls": "classical"}, {"q": "dua tiga"}):
        for name, values in counts(**query).items():
            for value, count in values.items():
                form = CatalogueForm({**query, name: value})
                assert form.is_valid()
                assert chosen(form.cleaned_data).distinct().count() == count, (
                    name,
                    value,
                )


def test_a_chosen_value_does_not_hide_its_neighbours(mixed):
    assert counts(language="en")["language"] == {"id": 2, "en": 1}
    assert counts(language="en")["provider"] == {"balai-contoh": 1}


def test_place_month_and_length(mixed, client_of, learner):
    from django.utils import timezone

    from learning.kinds.class_event.models import ClassEvent

    starts = timezone.now() + datetime.timedelta(days=3)
    ClassEvent.objects.create(
        course=Course.objects.get(title="Tiga"),
        title="Angkatan 1",
        city="Makassar",
        seats=4,
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=8),
    )
    client = client_of(learner)
    month = f"{today() + datetime.timedelta(days=3):%Y-%m}"
    for query in ({"place": "Makassar"}, {"month": month}, {"length": "half"}):
        page = client.get(URL, query).context["page"]
        assert [course.title for course in page] == ["Tiga"]
    assert counts()["place"] == {"Makassar": 1}
    nonsense = client.get(URL, {"month": "2026-13", "length": "x"})
    assert nonsense.context["page"].paginator.count == 3


def test_the_links_of_facets_share_and_let_go(mixed, client_of, learner):
    response = client_of(learner).get(URL, {"q": "satu", "language": "id"})
    links = {
        (group["name"], link["row"].value): link["url"]
        for group in response.context["groups"]
        for link in group["links"]
    }
    assert links["language", "id"] == "?q=satu"
    assert links["jp", "2"] == "?q=satu&language=id&jp=2"


# -- saved and failed searches -----------------------------------------------------


def test_a_search_is_kept_and_let_go(shelf, client_of, learner, stranger):
    client = client_of(learner)
    data = {"name": "Layanan saya", "query": "page=3&q=pelayanan&x=1&language=id"}
    client.post(reverse("finding:save"), data)
    client.post(reverse("finding:save"), {**data, "name": "Layanan"})
    row = SavedSearch.objects.get()
    assert (row.name, row.query) == ("Layanan", "q=pelayanan&language=id")
    text = client.get(URL).content.decode()
    assert "?q=pelayanan&amp;language=id" in text
    assert (
        "Layanan" not in client_of(stranger).get(URL).content.decode().split("<form")[0]
    )
    forget = reverse("finding:forget", args=[row.pk])
    assert client_of(stranger).post(forget).status_code == 404
    assert client.post(forget).status_code == 302
    assert not SavedSearch.objects.exists()


def test_what_is_no_search_is_not_kept(learner):
    from corpu.lib.refusals import Refused

    with pytest.raises(Refused) as refused:
        save_search(learner, name="x", query="")
    assert refused.value.code == "nothing_searched"
    for n in range(SavedSearch.MOST):
        save_search(learner, name="x", query=f"q={n}")
    with pytest.raises(Refused) as refused:
        save_search(learner, name="x", query="q=more")
    assert refused.value.code == "too_many_searches"
    assert forget_search(learner, 0) == 0


def test_a_search_in_vain_is_kept_as_demand(shelf, client_of, learner):
    client = client_of(learner)
    client.get(URL, {"q": "Kuantum Terapan"})
    client.get(URL, {"q": "kuantum terapan"})
    assert FailedSearch.objects.get().person == learner
    client.get(URL, {"q": "pelayanan", "language": "en"})
    assert FailedSearch.objects.count() == 1


# -- cost --------------------------------------------------------------------------


def test_the_cost_does_not_grow_with_the_catalogue(course_page, client_of, learner):
    client = client_of(learner)

    def cost(query) -> int:
        client.get(URL, query)
        with CaptureQueriesContext(connection) as seen:
            client.get(URL, query)
        return len(seen)

    for n in range(3):
        course_page(f"Kursus pelayanan {n}")
    queries = [{}, {"q": "pelayann"}, {"language": "id", "sort": "match"}]
    few = [cost(query) for query in queries]
    for n in range(3, 30):
        course_page(f"Kursus pelayanan {n}")
    assert [cost(query) for query in queries] == few


def test_a_saved_search_keeps_no_null_character(learner, client_of):
    client_of(learner).post(
        reverse("finding:save"), {"query": "q=%00arsip&sort=new", "name": ""}
    )
    row = SavedSearch.objects.get(person=learner)
    assert "\x00" not in row.name and row.query == "sort=new"
