"""The editor speaks the language of whoever opens it, one reader after the other."""

import html

import pytest
from django.urls import reverse
from wagtail.models import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["edit", "add"])
def test_each_reader_gets_the_names_of_lessons_in_her_language(
    client, author, course, name
):
    page = Page.objects.get(pk=course.page_id)
    place = [page.pk]
    if name == "add":
        place = ["learning", "coursepage", page.get_parent().pk]
    words = {}
    for language in ("id", "en", "id"):
        author.language = language
        author.save(update_fields=["language"])
        client.force_login(author)
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=place))
        text = html.unescape(answer.content.decode())
        words[language] = ("Artikel" in text, '"Article"' in text)
    assert words == {"id": (True, False), "en": (False, True)}
