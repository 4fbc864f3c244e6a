"""Disputes, corrections, and people who move or leave between log and signature."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import session_clock, sessions, signatures
from coaching.models import Session
from corpu.ledger.models import Credit
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Appointment, Decision, Person
from tests.conftest import appoint


def test_a_dispute_is_corrected_and_confirmed(client_of, log, coach, coachee, topic):
    session, mine, desk = log(), client_of(coachee), client_of(coach)
    page = reverse("coaching:session", args=[session.public_id])
    answer = mine.post(
        reverse("coaching:dispute", args=[session.public_id]),
        {"disputed_minutes": 40, "reason": "Kita selesai lebih cepat."},
    )
    assert answer.status_code == 302
    text = desk.get(page).content.decode()
    assert "Kita selesai lebih cepat." in text and 'value="40"' in text
    data = {
        "started_at": timezone.localtime(session.started_at).strftime("%Y-%m-%dT%H:%M"),
        "minutes": 40,
        "topic": topic.pk,
    }
    url = reverse("coaching:correct", args=[session.public_id])
    assert mine.post(url, data).status_code == 403
    assert desk.post(url, {**data, "minutes": 600}).status_code == 422
    assert desk.post(url, data).status_code == 302
    assert Notice.objects.filter(person=coachee, kind="coaching.confirm").count() == 2
    mine.post(reverse("coaching:confirm", args=[session.public_id]))
    session.refresh_from_db()
    assert (session.record.minutes, session.coach_record.minutes) == (40, 40)


def test_a_reason_is_asked_for(client_of, log, coachee):
    session = log()
    url = reverse("coaching:dispute", args=[session.public_id])
    assert client_of(coachee).post(url, {"reason": ""}).status_code == 422
    session.refresh_from_db()
    assert session.state == Session.State.LOGGED


def test_a_correction_is_refused_as_a_log_would_be(log, coach, coachee, topic):
    log(5)
    session = log(3)
    signatures.dispute(session, by=coachee, reason="Tanggalnya lain.")
    other = session.started_at - datetime.timedelta(days=2)
    with pytest.raises(Refused) as refusal:
        sessions.correct_session(
            session, by=coach, started_at=other, minutes=60, topic=topic
        )
    assert refusal.value.code == "overlaps"


def test_what_is_signed_is_not_changed(log, coach, coachee, topic):
    session = signatures.confirm(log(), by=coachee)
    for act in (
        lambda: sessions.withdraw_session(session, by=coach),
        lambda: sessions.correct_session(
            session, by=coach, started_at=session.started_at, minutes=30, topic=topic
        ),
        lambda: signatures.dispute(session, by=coachee, reason="Terlambat."),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_waiting"


def test_a_dispute_without_an_answer_reminds_the_coach_and_lapses(log, coach, coachee):
    session, now = log(), timezone.now()
    signatures.dispute(session, by=coachee, reason="Bukan hari itu.")
    days = datetime.timedelta
    assert session_clock.sweep(now + days(days=4)) == {"remind": 1, "lapse": 0}
    assert Notice.objects.filter(person=coach, kind="coaching.correct").count() == 1
    assert session_clock.sweep(now + days(days=15)) == {"remind": 0, "lapse": 1}
    assert Decision.objects.get(act="session.lapsed").data["was"] == "disputed"
    assert not Credit.objects.exists()


def test_the_days_are_settings(log, settings):
    settings.SESSION_REMIND_DAYS, settings.SESSION_LAPSE_DAYS = 1, 2
    session, now = log(), timezone.now()
    later = now + datetime.timedelta(days=1, hours=1)
    assert session_clock.sweep(later)["remind"] == 1
    assert session_clock.sweep(later + datetime.timedelta(days=1))["lapse"] == 1
    session.refresh_from_db()
    assert session.state == Session.State.LAPSED


def test_a_coach_who_has_left_does_not_take_the_session_with_her(log, coach, coachee):
    session = log()
    Person.objects.filter(pk=coach.pk).update(is_active=False)
    session = Session.objects.get(pk=session.pk)
    signatures.confirm(session, by=coachee)
    assert Credit.objects.filter(person=coachee).total() == 2
    assert session.engagement.coach.person.records.count() == 1


def test_a_coachee_who_moved_is_credited_where_she_was(log, coachee, ministry, leader):
    session = log(3)
    moved_on = timezone.localdate() - datetime.timedelta(days=1)
    Appointment.objects.filter(person=coachee).update(
        ended_on=moved_on - datetime.timedelta(days=1)
    )
    appoint(coachee, ministry.bureau, started_on=moved_on)
    Person.objects.filter(pk=coachee.pk).update(unit=ministry.bureau)
    record = signatures.confirm(session, by=coachee).record
    assert record.unit == ministry.section
    assert Credit.objects.filter(person=coachee).total() == 2


def test_a_leader_sees_the_hours_and_never_the_topic_or_a_word(
    client_of, log, coachee, leader, odd_topic
):
    session = log(topic=odd_topic, next_step="Rahasia kecil.")
    record = signatures.confirm(session, by=coachee).record
    client = client_of(leader)
    pages = [
        reverse("ledger:records") + f"?person={coachee.pk}",
        reverse("ledger:record", args=[record.public_id]),
    ]
    for url in pages:
        page = client.get(url)
        assert page.status_code == 200
        text = page.content.decode()
        assert "Rahasia kecil." not in text
        assert "Zamrud" not in text and "Emerald" not in text
    assert "60" in text  # the minutes are her figures


def test_a_session_counts_toward_a_target_by_the_ledger_alone(log, coachee, leader):
    from performance.actions.standings import recount
    from performance.actions.targets import load_national_targets
    from performance.models import Standing

    load_national_targets()
    recount([coachee.pk], [2026])
    rows = Standing.objects.filter(person=coachee, year=2026, target__code="pns-minimum")
    before = rows.get().counted
    signatures.confirm(log(), by=coachee)
    assert rows.get().counted == before + 2


def test_two_logs_of_one_coach_at_one_time_clash_across_her_people(
    pair, log, start_pair, entry, learner, topic, coach
):
    log(3)
    other = start_pair(entry, learner)
    with pytest.raises(Refused) as refusal:
        sessions.log_session(
            other,
            by=coach,
            key=uuid.uuid4(),
            started_at=timezone.now() - datetime.timedelta(days=3, hours=2, minutes=-30),
            minutes=60,
            topic=topic,
        )
    assert refusal.value.code == "overlaps"
