import pytest
from django.urls import reverse

from corpu.home.views.choices import THEME_COOKIE


def test_language_is_kept_for_the_person(client, learner):
    client.force_login(learner)
    answer = client.post(reverse("home:language"), {"language": "en", "next": "/help/"})
    assert answer.status_code == 302 and answer.url == "/help/"
    learner.refresh_from_db()
    assert learner.language == "en"
    assert b'lang="en"' in client.get("/help/").content


def test_language_is_kept_for_a_visitor(client, db):
    assert b'<html lang="id"' in client.get("/").content
    client.post(reverse("home:language"), {"language": "en"})
    assert b'<html lang="en"' in client.get("/").content


def test_unknown_language_changes_nothing(client, learner):
    client.force_login(learner)
    client.post(reverse("home:language"), {"language": "xx"})
    learner.refresh_from_db()
    assert learner.language == "id"


def test_indonesian_is_the_language_of_the_house(client, db):
    page = client.get("/", headers={"accept-language": "en-US,en"})
    assert b'<html lang="id"' in page.content


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_scheme_is_kept_on_the_device(client, db, choice):
    client.post(reverse("home:theme"), {"theme": choice})
    assert f'data-theme="{choice}"'.encode() in client.get("/").content


def test_scheme_of_a_forged_cookie_is_ignored(client, db):
    client.cookies[THEME_COOKIE] = '"><script>'
    assert b"data-theme" not in client.get("/").content


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:1"]
)
def test_choices_do_not_lead_away(client, db, away):
    answer = client.post(reverse("home:language"), {"language": "en", "next": away})
    assert answer.url == "/"


def test_choices_are_not_made_by_links(client, db):
    assert client.get(reverse("home:language")).status_code == 405
    assert client.get(reverse("home:theme")).status_code == 405
