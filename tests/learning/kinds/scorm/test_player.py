"""The requests of the lesson page: whose they are, and what they may carry."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from learning.kinds.scorm.actions import attempts
from learning.kinds.scorm.models import ScormSitting

pytestmark = pytest.mark.django_db


def send(client, url, body, **more):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(
        url, text, content_type="application/json", HTTP_ACCEPT="application/json", **more
    )


@pytest.fixture
def sitting(progress):
    return attempts.sit(progress, item_key="i1")


@pytest.fixture
def commit_url(sitting):
    return reverse("kind_scorm:commit", args=[sitting.public_id])


def test_the_learner_opens_a_part(client_of, learner, progress, settings):
    url = reverse("kind_scorm:sit", args=[progress.pk])
    answer = send(client_of(learner), url, {"item": "i1"}).json()
    assert answer["frame"].startswith(f"{settings.CONTENT_URL}/scorm/")
    assert answer["launch"] == "a/start.html"
    assert answer["data"]["cmi.core.entry"] == "ab-initio"
    assert answer["state"] == "open"
    assert ScormSitting.objects.count() == 1


def test_a_report_is_kept_and_answered(client_of, learner, commit_url):
    data = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "95"}
    body = {"sequence": 1, "data": data, "ended": True}
    response = send(client_of(learner), commit_url, body)
    answer = response.json()
    assert answer["items"]["i1"]["state"] == "passed"
    assert "95" in answer["message"]
    assert "finished" in answer["next"]


def test_the_last_report_of_a_page_that_closes(client_of, learner, commit_url):
    body = json.dumps({"sequence": 1, "data": {"cmi.suspend_data": "x"}})
    response = client_of(learner).post(commit_url, {"report": body})
    assert response.status_code == 200
    assert ScormSitting.objects.get().track.data == {"cmi.suspend_data": "x"}


@pytest.mark.parametrize("who", ["leader", "stranger", "hr", "author"])
def test_others_find_nothing(request, client_of, who, progress, commit_url):
    client = client_of(request.getfixturevalue(who))
    body = {"sequence": 1, "data": {}, "item": "i1"}
    for url in (
        commit_url,
        reverse("kind_scorm:sit", args=[progress.pk]),
        reverse("kind_scorm:again", args=[progress.pk]),
    ):
        assert send(client, url, body).status_code == 404
    assert ScormSitting.objects.get().last_sequence == 0


def test_the_anonymous_signs_in_first(client, progress, commit_url):
    for url in (commit_url, reverse("kind_scorm:sit", args=[progress.pk])):
        assert send(client, url, {}).status_code == 302


def test_a_report_needs_the_token_of_the_page(learner, commit_url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, commit_url, {"sequence": 1, "data": {}}).status_code == 403


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "report_unreadable"),
        ("{", "report_unreadable"),
        ("[" * 100_000, "report_unreadable"),
        ("[]", "report_unreadable"),
        ({"sequence": 0, "data": {}}, "report_unreadable"),
        ({"sequence": True, "data": {}}, "report_unreadable"),
        ({"sequence": 2**31, "data": {}}, "report_unreadable"),
        ({"sequence": 1, "data": []}, "report_unreadable"),
        ({"data": {}}, "report_unreadable"),
        (b"\xff\xfe", "report_unreadable"),
        ({"sequence": 1, "data": {"x": "y" * 1_000_001}}, "report_too_large"),
        ({"sequence": 1, "data": {str(n): "" for n in range(20_001)}}, "report_too_large"),
    ],
)  # fmt: skip
def test_reports_that_are_refused(client_of, learner, commit_url, body, code):
    response = send(client_of(learner), commit_url, body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == code
    assert ScormSitting.objects.get().last_sequence == 0


def test_only_post(client_of, learner, progress, commit_url):
    client = client_of(learner)
    assert client.get(commit_url).status_code == 405
    assert client.get(reverse("kind_scorm:sit", args=[progress.pk])).status_code == 405


def test_a_new_attempt(client_of, learner, progress, sitting, commit_url):
    client = client_of(learner)
    data = {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "5"}
    send(client, commit_url, {"sequence": 1, "data": data, "ended": True})
    response = client.post(reverse("kind_scorm:again", args=[progress.pk]))
    assert response.status_code == 302
    assert attempts.current_attempt(progress).number == 2
    client.post(reverse("kind_scorm:again", args=[progress.pk]))
    assert attempts.current_attempt(progress).number == 2
