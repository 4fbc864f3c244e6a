"""The bank in the editor: an agency's own, and nobody else's."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from learning.actions.providers import set_up_provider, sync_person
from learning.questions.models import Category, Question
from tests.learning.questions.conftest import put

pytestmark = pytest.mark.django_db

SECRET = "Rahasia-Balai"
SPACE = "wagtailsnippets_questions_question"


@pytest.fixture
def secrets(shelf):
    shelf.name = f"{SECRET} rak"
    shelf.save()
    return put(shelf, name=f"{SECRET} soal")


@pytest.fixture
def rival(other_provider, other_author):
    set_up_provider(other_provider)
    sync_person(other_author)
    return other_author


def form_of(category, name="Satu JP", text="Benar?") -> dict:
    rich = json.dumps(
        {
            "blocks": [
                {"key": "a", "text": text, "type": "unstyled", "depth": 0,
                 "inlineStyleRanges": [], "entityRanges": []}
            ],
            "entityMap": {},
        }
    )  # fmt: skip
    value = {"text": rich, "weight": "1", "feedback": "", "is_true": "on",
             "feedback_true": "", "feedback_false": ""}  # fmt: skip
    return nested_form_data(
        {
            "name": name,
            "state": "ready",
            "category": category.pk,
            "competence": "",
            "body": streamfield([("true_false", value)]),
        }
    )


def test_an_author_writes_and_changes_a_question(client_of, staff, shelf):
    client = client_of(staff)
    assert client.get(reverse(f"{SPACE}:add")).status_code == 200
    response = client.post(reverse(f"{SPACE}:add"), form_of(shelf))
    assert response.status_code == 302
    question = Question.objects.get()
    assert (question.provider, question.kind, question.edition) == (
        shelf.provider,
        "true_false",
        1,
    )
    edit = reverse(f"{SPACE}:edit", args=[question.pk])
    client.post(edit, form_of(shelf, name="Nama lain"))
    question.refresh_from_db()
    assert (question.name, question.edition) == ("Nama lain", 1)
    client.post(edit, form_of(shelf, text="Salah?"))
    question.refresh_from_db()
    assert question.edition == 2
    assert "Nama lain" in client.get(reverse(f"{SPACE}:list")).content.decode()


def test_a_question_goes_into_no_other_agencys_category(client_of, staff, other_shelf):
    response = client_of(staff).post(reverse(f"{SPACE}:add"), form_of(other_shelf))
    assert response.status_code == 200
    assert Question.objects.count() == 0


def test_a_category_belongs_to_the_writers_agency(client_of, staff, provider, rival):
    client = client_of(staff)
    url = reverse("wagtailsnippets_questions_category:add")
    client.post(url, {"provider": rival.grants.get().provider_id, "name": "Diambil"})
    assert Category.objects.count() == 0
    client.post(url, {"provider": provider.pk, "name": "Milik sendiri", "note": ""})
    assert Category.objects.get().provider == provider


def test_a_category_with_questions_stays(client_of, staff, secrets):
    space = "wagtailsnippets_questions_category"
    url = reverse(f"{space}:delete", args=[secrets.category_id])
    client_of(staff).post(url)
    assert Category.objects.exists()


WORDS = ["edit", "delete", "usage", "history", "copy"]


def test_another_agency_finds_nothing_of_it(client_of, rival, secrets):
    client = client_of(rival)
    for space, row in (
        (SPACE, secrets),
        ("wagtailsnippets_questions_category", secrets.category),
    ):
        lists = client.get(reverse(f"{space}:list"), {"q": SECRET})
        assert lists.status_code == 200 and SECRET + " " not in _rows(lists)
        for word in WORDS:
            try:
                url = reverse(f"{space}:{word}", args=[row.pk])
            except Exception:
                continue
            assert client.get(url).status_code == 404, url
            assert client.post(url, {}).status_code == 404, url
    assert Question.objects.filter(pk=secrets.pk).exists()


def _rows(response) -> str:
    text = response.content.decode()
    return text.replace(f'value="{SECRET}"', "")


def test_the_chooser_offers_only_ones_own(client_of, rival, staff, secrets):
    space = "wagtailsnippetchoosers_questions_category"
    for person, is_own in ((staff, True), (rival, False)):
        client = client_of(person)
        listed = client.get(reverse(f"{space}:choose")).content.decode()
        assert (f"{SECRET} rak" in listed) is is_own
        chosen = client.get(reverse(f"{space}:chosen", args=[secrets.category_id]))
        assert chosen.status_code == (200 if is_own else 404)
        several = client.get(
            reverse(f"{space}:chosen_multiple"), {"id": secrets.category_id}
        )
        assert (SECRET in several.content.decode()) is is_own


def test_bulk_actions_reach_only_ones_own(client_of, rival, secrets):
    url = reverse(
        "wagtail_bulk_action", args=["questions", "question", "delete"]
    ) + f"?id={secrets.pk}"  # fmt: skip
    client = client_of(rival)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    assert Question.objects.filter(pk=secrets.pk).exists()


@pytest.mark.parametrize("who", ["learner", "hr", "instructor"])
def test_who_writes_for_no_agency_keeps_no_bank(request, client_of, who, secrets):
    client = client_of(request.getfixturevalue(who))
    response = client.get(reverse(f"{SPACE}:edit", args=[secrets.pk]))
    assert response.status_code in (302, 403, 404)
    assert SECRET not in response.content.decode()
