"""Telling people: once, in their language, by mail where they want it."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from corpu.notices import sentences
from corpu.notices.actions import mailing, tell, want_mail
from corpu.notices.models import Notice
from corpu.notices.sentences import fill
from corpu.notices.tasks import send_due_notices


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Two kinds of notice, for these tests alone."""
    monkeypatch.setattr(sentences, "_SENTENCES", dict(sentences._SENTENCES))
    sentences.register(
        "test.enrolled",
        group="learning",
        title="You are enrolled in %(title)s from %(starts_on)s, %(jp)s JP",
        body=_("Notices"),
    )
    sentences.register("test.risk", group="performance", title="At risk", is_nudge=True)


def enrolled(person, source="enrol:1", **data):
    data = {
        "title": "Kursus",
        "starts_on": datetime.date(2026, 3, 2),
        "jp": "12.50",
        **data,
    }
    return tell(person, "test.enrolled", source=source, url="/x/", **data)


def test_a_notice_is_kept_and_mailed_after_the_commit(
    learner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        notice = enrolled(learner)
        assert not mail.outbox
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [learner.email]
    notice.refresh_from_db()
    assert (notice.mail_state, notice.mail_tries) == ("sent", 1)
    assert "http://testserver/x/" in mail.outbox[0].body


def test_telling_twice_tells_once(learner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = enrolled(learner), enrolled(learner, title="Lain")
    assert first == second
    assert Notice.objects.count() == len(mail.outbox) == 1


def test_two_senders_send_once(learner):
    notice = enrolled(learner)
    assert mailing.send(notice.pk)
    assert not mailing.send(notice.pk)
    assert len(mail.outbox) == 1


def test_a_claimed_mail_is_left_to_its_sender(learner):
    notice = enrolled(learner)
    Notice.objects.update(mail_claimed_at=timezone.now())
    assert not mailing.send(notice.pk)
    long_ago = timezone.now() - datetime.timedelta(minutes=11)
    Notice.objects.update(mail_claimed_at=long_ago)
    assert mailing.send(notice.pk)


def test_mail_speaks_the_readers_language(learner, colleague):
    learner.language, colleague.language = "id", "en"
    for person in (learner, colleague):
        person.save()
        enrolled(person, source=f"enrol:{person.pk}")
    translation.activate("en")
    assert send_due_notices() == 2
    subjects = sorted(message.subject for message in mail.outbox)
    assert "2 Maret 2026, 12,5 JP" in subjects[1]
    assert "2 March 2026, 12.5 JP" in subjects[0]


def test_no_mail_without_address_or_against_the_wish(learner, colleague):
    learner.email = None
    learner.save()
    want_mail(colleague, {"learning": False})
    assert enrolled(learner, "a").mail_state == "none"
    assert enrolled(colleague, "b").mail_state == "none"
    assert send_due_notices() == 0


def test_those_who_left_are_told_nothing(learner):
    learner.is_active = False
    assert enrolled(learner) is None


def test_at_risk_is_told_twice_a_week_at_most(learner, colleague, set_today):
    set_today(datetime.date(2026, 7, 1))
    told = [tell(learner, "test.risk", source=f"risk:{n}") for n in range(3)]
    assert told[1] and told[2] is None
    assert tell(colleague, "test.risk", source="risk:other")
    set_today(datetime.date(2026, 7, 8))
    assert tell(learner, "test.risk", source="risk:later")


class Broken:
    """A mail server that refuses everything."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


def test_a_failed_mail_is_kept_and_tried_again_until_it_is_enough(learner, settings):
    settings.EMAIL_BACKEND = "tests.notices.test_telling.Broken"
    notice = enrolled(learner)
    for tries in range(1, 6):
        long_ago = timezone.now() - datetime.timedelta(days=1)
        Notice.objects.update(mail_claimed_at=long_ago)
        assert not mailing.send(notice.pk)
        notice.refresh_from_db()
        assert notice.mail_tries == tries
    assert notice.mail_state == "failed"
    assert send_due_notices() == 0


def test_after_a_failure_the_mail_rests(learner, settings):
    settings.EMAIL_BACKEND = "tests.notices.test_telling.Broken"
    notice = enrolled(learner)
    mailing.send(notice.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert not mailing.send(notice.pk)


@pytest.mark.django_db(transaction=True)
def test_mail_is_never_sent_inside_a_transaction(person_factory, monkeypatch):
    seen = []
    monkeypatch.setattr(
        mailing,
        "_mail",
        lambda notice: seen.append(transaction.get_connection().in_atomic_block),
    )
    with transaction.atomic():
        enrolled(person_factory())
        assert not seen
    assert seen == [False]


def test_an_unknown_group_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="no group"):
        sentences.register("x.y", group="nothing", title="x")


def test_a_deputy_hears_of_the_queue(leader, coach):
    from corpu.lib.clock import today
    from corpu.people.actions.delegations import hand_over

    hand_over(leader, deputy=coach, started_on=today(), ended_on=today(), by=leader)
    notice = Notice.objects.get(person=coach)
    assert leader.name in notice.title
    assert str(today().year) in notice.body


def test_months_and_percentages_are_written_in_the_readers_language():
    from django.utils import translation

    data = {"month": "2026-10-01", "percent": "96.40"}
    with translation.override("id"):
        assert fill("%(month)s: %(percent)s", data) == "Oktober 2026: 96,4"
    with translation.override("en"):
        assert fill("%(month)s: %(percent)s", data) == "October 2026: 96.4"
    assert fill("%(month)s", {"month": "10/2026"}) == "10/2026"
