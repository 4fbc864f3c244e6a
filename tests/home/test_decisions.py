"""The queue of decisions: several at once, by reason, by deputies, never by strangers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.home import tasks
from corpu.lib.clock import today
from corpu.people.models import Delegation
from tests.home.queue_of_wishes import wishes

URL = "/decisions/"


@pytest.fixture
def queue(settings, leader, learner, coachee, rates):
    settings.DECISION_QUEUES = ["tests.home.queue_of_wishes.QUEUE"]
    now = timezone.now()
    wishes[:] = [
        {"key": "a", "person": learner, "decider": leader},
        {
            "key": "b",
            "person": coachee,
            "decider": leader,
            "decide_by": now - datetime.timedelta(days=1),
        },
        {"key": "c", "person": coachee, "decider": leader, "full": True},
    ]
    yield wishes
    wishes.clear()


def keys(response) -> list[str]:
    return [row.item.key for row in response.context["page"]]


def test_the_queue_shows_what_is_due_first(client_of, leader, queue):
    page = client_of(leader).get(URL)
    assert keys(page)[0] == "b"
    assert [row.is_overdue for row in page.context["page"]][0]
    home = client_of(leader).get(reverse("home:me"))
    assert home.context["step"]["count"] == 3


def test_nothing_of_it_is_a_strangers(client_of, learner, stranger, queue):
    for viewer in (learner, stranger):
        assert keys(client_of(viewer).get(URL)) == []
        client_of(viewer).post(URL, {"act": "accept", "item": ["wishes:a"]})
    assert not any(wish.get("decided") for wish in queue)


def test_several_at_once(client_of, leader, queue):
    data = {"act": "accept", "item": ["wishes:a", "wishes:b"]}
    response = client_of(leader).post(URL, data)
    assert response.status_code == 302
    assert [wish.get("decided") for wish in queue] == [(True, ""), (True, ""), None]


def test_a_refusal_does_not_undo_the_others(client_of, leader, queue):
    data = {"act": "accept", "item": ["wishes:a", "wishes:c"]}
    response = client_of(leader).post(URL, data)
    assert response.status_code == 422
    assert "Kelas sudah penuh." in response.content.decode()
    assert queue[0]["decided"] == (True, "")
    assert keys(response) == ["b", "c"]


def test_returning_needs_a_reason(client_of, leader, queue):
    client = client_of(leader)
    assert client.post(URL, {"act": "return", "item": ["wishes:a"]}).status_code == 422
    assert not queue[0].get("decided")
    client.post(URL, {"act": "return", "item": ["wishes:a"], "reason": "Kurang jelas"})
    assert queue[0]["decided"] == (False, "Kurang jelas")
    single = {"act": "return=wishes:b", "reason:wishes:b": "Tanggal salah"}
    client.post(URL, {**single, "item": ["wishes:c"]})
    assert queue[1]["decided"] == (False, "Tanggal salah")
    assert not queue[2].get("decided")


def test_pressing_twice_decides_once(client_of, leader, queue):
    client = client_of(leader)
    for _ in range(2):
        response = client.post(URL, {"act": "accept=wishes:a"})
        assert response.status_code == 302
    assert client.post(URL, {"act": "accept"}).status_code == 422


def test_a_deputy_decides_and_sees_for_whom(client_of, leader, coach, queue):
    Delegation.objects.create(person=leader, deputy=coach, ended_on=today())
    page = client_of(coach).get(URL)
    assert page.context["deputised"] == [leader]
    assert str(leader) in page.content.decode()
    client_of(coach).post(URL, {"act": "accept=wishes:a"})
    assert queue[0]["decided"] == (True, "")


def test_silence_escalates(queue):
    assert tasks.escalate_silent() == 3
