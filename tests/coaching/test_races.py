"""The same session sent twice at the same moment is one session."""

import datetime
import uuid

import pytest
from django.utils import timezone

from coaching import letters
from coaching.actions import meetings, notes, sessions, signatures
from coaching.actions.sessions import Entry
from coaching.models import Engagement, Meeting, NoteKey, Session
from corpu.ledger.models import Record
from tests.learning.racing import elsewhere, race, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_logs_one_session(pair, topic, tmp_path):
    key, at = uuid.uuid4(), timezone.now() - datetime.timedelta(days=3)

    def log():
        engagement = Engagement.objects.get(pk=pair.pk)
        return sessions.log_session(
            engagement, by=pair.coach.person, key=key, started_at=at, minutes=60,
            topic=topic,
        ).pk  # fmt: skip

    with shared_database(tmp_path):
        found = race(log, log, log)
        assert len(set(found)) == 1, found
        assert elsewhere(Session.objects.count) == 1


def test_two_confirmations_at_once_post_once(pair, log, coachee, tmp_path):
    session = log()

    def sign():
        row = Session.objects.get(pk=session.pk)
        return signatures.confirm(row, by=row.engagement.coachee).record_id

    with shared_database(tmp_path):
        found = race(sign, sign, sign)
        assert len(set(found)) == 1, found
        facts = elsewhere(lambda: sorted(Record.objects.values_list("role", flat=True)))
        assert facts == ["coach", "learner"]


def test_a_link_pressed_twice_signs_once(pair, log, tmp_path):
    token = letters.token_of(log())

    def press():
        row = letters.session_of(token)
        return signatures.confirm(row, by=row.engagement.coachee, turn=row.turn).pk

    with shared_database(tmp_path):
        found = race(press, press)
        assert sorted(map(str, found)).count("link_used") <= 1, found
        assert elsewhere(Record.objects.filter(role="learner").count) == 1


def test_a_group_signed_at_once_is_one_fact_for_the_coach(
    pair, entry, learner, start_pair, topic, coach, tmp_path
):
    other = start_pair(entry, learner)
    at = timezone.now() - datetime.timedelta(days=3)
    meeting = Entry(uuid.uuid4(), (pair, other), at, 60, topic)
    logged = sessions.log_entry(meeting, by=coach)

    def sign(pk):
        def _sign():
            row = Session.objects.get(pk=pk)
            return signatures.confirm(row, by=row.engagement.coachee).pk

        return _sign

    with shared_database(tmp_path):
        found = race(*[sign(row.pk) for row in logged])
        assert sorted(found) == sorted(row.pk for row in logged), found
        assert elsewhere(Record.objects.filter(role="coach").count) == 1
        assert elsewhere(Record.objects.filter(role="learner").count) == 2


def test_two_phones_log_one_meeting_once(pair, topic, coach, tmp_path):
    at = timezone.now() - datetime.timedelta(days=3)

    def phone():
        meeting = Entry(uuid.uuid4(), (pair,), at, 60, topic, is_kept=True)
        return sessions.log_entry(meeting, by=coach)[0].pk

    def clash():
        other = at + datetime.timedelta(minutes=30)
        meeting = Entry(uuid.uuid4(), (pair,), other, 60, topic, is_kept=True)
        return sessions.log_entry(meeting, by=coach)[0].pk

    with shared_database(tmp_path):
        found = race(phone, phone, clash)
        assert elsewhere(Session.objects.count) == 1, found


def test_two_words_at_once_share_one_key(pair, coach, coachee, tmp_path):
    Engagement.objects.update(purpose_sealed=None)
    NoteKey.objects.all().delete()  # both would make the first one

    def write(person):
        def _write():
            row = Engagement.objects.get(pk=pair.pk)
            return notes.write_note(row, by=person, kind="pair", text="Sama-sama.").pk

        return _write

    with shared_database(tmp_path):
        found = race(write(coach), write(coachee))
        assert all(isinstance(each, int) for each in found), found
        assert elsewhere(NoteKey.objects.count) == 1
        read = elsewhere(
            lambda: [n.words for n in notes.read_notes(pair, viewer=coachee)]
        )
        assert read == ["Sama-sama."] * 2


def test_a_coach_is_at_one_place_at_a_time(pair, entry, learner, start_pair, tmp_path):
    other = start_pair(entry, learner)
    at = timezone.now() + datetime.timedelta(days=3)

    def arrange(one):
        def _arrange():
            row = Engagement.objects.select_related("coach__person").get(pk=one.pk)
            return meetings.arrange(row, by=row.coachee, starts_at=at).state

        return _arrange

    with shared_database(tmp_path):
        found = race(arrange(pair), arrange(other))
        assert sorted(map(str, found)) == ["clash_commitment", "planned"], found
        assert elsewhere(Meeting.objects.count) == 1
