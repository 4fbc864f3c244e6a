"""A link in a mail confirms without sign-in: on POST, once, for what it said."""

import re
import time

import pytest
from django.core import mail
from django.urls import reverse

from coaching import letters
from coaching.actions import sessions, signatures
from coaching.models import Session
from corpu.ledger.models import Credit
from corpu.notices.actions.mailing import send_due
from corpu.notices.models import Notice


@pytest.fixture
def letter(log):
    """The session that waits, and the link of its mail."""
    session = log()
    return session, reverse("coaching:letter", args=[letters.token_of(session)])


def test_the_mail_carries_the_link_and_the_database_does_not(log, coachee):
    session = log()
    send_due()
    assert {m.to[0] for m in mail.outbox if "/confirm/" in m.body} == {coachee.email}
    text = next(m.body for m in mail.outbox if "/coaching/confirm/" in m.body)
    link = re.search(r"http://testserver(/coaching/confirm/\S+)", text).group(1)
    assert letters.session_of(link.split("/")[-2]) == session
    token = link.split("/")[-2]
    for notice in Notice.objects.all():
        assert token not in f"{notice.url}{notice.data}"


def test_looking_changes_nothing_and_a_press_confirms(client, letter, coachee):
    session, url = letter
    for _scanner in range(3):
        page = client.get(url)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
    assert client.head(url).status_code == 200
    session.refresh_from_db()
    assert session.state == Session.State.LOGGED
    assert client.post(url).status_code == 200
    assert Credit.objects.filter(person=coachee).total() == 2
    # Once: neither again, nor after the word was taken back.
    assert client.post(url).status_code == client.get(url).status_code == 410
    session.refresh_from_db()
    signatures.undo_confirmation(session, by=coachee)
    assert client.post(url).status_code == 410
    assert Credit.objects.filter(person=coachee).total() == 0


def test_the_page_tells_no_topic(client, letter, topic):
    text = client.get(letter[1]).content.decode()
    assert topic.name_id not in text and topic.name_en not in text


def test_a_link_is_good_for_what_it_said(client, letter, coachee, coach, topic):
    session, url = letter
    signatures.dispute(session, by=coachee, reason="Hanya 30 menit.", minutes=30)
    assert client.post(url).status_code == 410
    sessions.correct_session(
        session, by=coach, started_at=session.started_at, minutes=30, topic=topic
    )
    assert client.post(url).status_code == 410
    session.refresh_from_db()
    fresh = reverse("coaching:letter", args=[letters.token_of(session)])
    assert client.post(fresh).status_code == 200


def test_a_changed_row_does_not_answer_to_an_old_link(client, letter):
    session, url = letter
    Session.objects.filter(pk=session.pk).update(minutes=90)  # past the actions
    assert client.post(url).status_code == 410


def test_a_link_grows_old(client, letter, monkeypatch):
    later = time.time() + 15 * 86400
    monkeypatch.setattr("time.time", lambda: later)
    assert client.post(letter[1]).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "eyJ4IjoxfQ:1abc:def"])
def test_a_made_up_link_opens_nothing(client, db, token):
    url = reverse("coaching:letter", args=[token])
    assert client.get(url).status_code == client.post(url).status_code == 410


def test_nobody_else_uses_it_while_signed_in(client_of, letter, coach, leader, coachee):
    url = letter[1]
    for person in (coach, leader):
        assert client_of(person).post(url).status_code == 403
    assert not Credit.objects.exists()
    assert client_of(coachee).post(url).status_code == 200


def test_a_link_of_one_who_has_left_is_gone(client, letter, coachee):
    type(coachee).objects.filter(pk=coachee.pk).update(is_active=False)
    assert client.post(letter[1]).status_code == 410
