"""The author's form says what is wrong with a package, beside its field."""

import uuid

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from learning.actions.providers import set_up_provider, sync_person
from learning.pages import CoursePage
from tests.learning.kinds.scorm.packages import package_12, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(rates, provider):
    """A course that its agency has begun to write."""
    page = CoursePage(
        title="Kursus",
        summary="Ringkasan.",
        outcomes="Menjelaskan",
        form=rates["e_learning"],
        jp=3,
        minutes=135,
        live=False,
    )
    return set_up_provider(provider).add_child(instance=page)


def form(draft, document) -> dict:
    block = {
        "title": "Paket",
        "package": document.pk,
        "is_required": "on",
        "pass_mark": "",
        "attempts": "",
    }
    lessons = streamfield([("scorm", block)])
    lessons["0"]["id"] = str(uuid.uuid4())
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    return nested_form_data(
        {
            "title": draft.title,
            "slug": draft.slug,
            "summary": draft.summary,
            "outcomes": draft.outcomes,
            "form": draft.form_id,
            "scope": draft.scope,
            "jp": "3",
            "minutes": "135",
            "language": "id",
            "access": "open",
            "image": "",
            "lessons": lessons,
            "competences": empty,
            "comments": empty,
        }
    )


def test_a_bad_package_is_refused_with_its_remedy(client_of, author, draft, document):
    sync_person(author)
    author.language = "en"
    author.save(update_fields=["language"])
    bad = document(zipped({"a.html": "x"}), "bukan-paket.zip")
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = client_of(author).post(url, form(draft, bad))
    assert response.status_code == 200
    assert "There is no imsmanifest.xml" in response.content.decode()
    draft.refresh_from_db()
    assert draft.latest_revision is None


def test_a_good_package_is_saved(client_of, author, draft, document):
    sync_person(author)
    good = document(package_12())
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = client_of(author).post(url, form(draft, good))
    assert response.status_code == 302
    draft.refresh_from_db()
    saved = draft.get_latest_revision().as_object()
    assert saved.lessons[0].value["package"] == good
