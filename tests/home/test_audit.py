"""The auditor's desk: what was proved, and the ways to facts, rules and approvers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.home.next_step import next_step
from corpu.people.actions.decisions import log_decision
from performance.actions import proving
from performance.models import StandingCheck

pytestmark = pytest.mark.django_db
URL = "home:audit"


def test_the_last_proof_is_told(client_of, auditor, learner, targets, learn):
    client = client_of(auditor)
    assert client.get(reverse(URL)).context["check"] is None
    learn(learner, 4)
    check = proving.prove()
    page = client.get(reverse(URL)).context
    assert (page["check"], page["is_late"]) == (check, False)
    StandingCheck.objects.update(at=timezone.now() - datetime.timedelta(days=3))
    assert client.get(reverse(URL)).context["is_late"]


def test_a_difference_names_the_people_of_her_scope(
    client_of, auditor, learner, stranger, targets
):
    StandingCheck.objects.create(
        people=2, standings=4, differences=2, person_ids=[learner.pk, stranger.pk]
    )
    page = client_of(auditor).get(reverse(URL))
    assert list(page.context["differing"]) == [learner]


def test_only_auditors_and_hr_have_it(client_of, hr, learner, leader, stranger):
    assert client_of(hr).get(reverse(URL)).status_code == 200
    for person in (learner, leader, stranger):
        assert client_of(person).get(reverse(URL)).status_code == 404


def test_the_log_is_searched_by_words(client_of, auditor, hr, learner):
    log_decision("evidence.returned", by=hr, person=learner, reason="Nomor buram")
    log_decision("evidence.accepted", by=hr, person=learner, reason="Lengkap")
    url = reverse("people:decision_log")
    listed = client_of(auditor).get(url, {"words": "buram"}).context["page"]
    assert [row.act for row in listed] == ["evidence.returned"]
    told = client_of(auditor).get(
        reverse("people:decision_table", args=["csv"]), {"words": "buram"}
    )
    text = b"".join(told.streaming_content).decode()
    assert "Nomor buram" in text and "Lengkap" not in text


def test_the_next_step_is_the_first_card_then_the_catalogue():
    ask, form = {"title": "A", "url": "/a"}, {"template": "x.html"}
    assert next_step([form, ask]) == (ask, [form])
    assert next_step([form]) == (None, [form])
    step, rest = next_step([])
    assert step["url"] == reverse("learning:catalogue") and rest == []
