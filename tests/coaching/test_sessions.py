import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching import closing_checks
from coaching.actions import session_clock, sessions, signatures
from coaching.actions.worth import what_it_counts
from coaching.models import Session
from corpu.ledger.actions import records
from corpu.ledger.models import Credit, Rate, Record
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice
from corpu.people.models import Decision


def jp_of(person) -> str:
    return str(Credit.objects.filter(person=person).total())


def test_nothing_counts_until_the_coachee_has_signed(log, coachee):
    session = log()
    assert jp_of(coachee) == "0.00"
    assert Notice.objects.filter(person=coachee, kind="coaching.confirm").count() == 1
    signatures.confirm(session, by=coachee)
    assert jp_of(coachee) == "2.00"


def test_both_sides_get_a_record_and_the_coach_no_hours_without_a_rate(
    log, coachee, coach
):
    session = signatures.confirm(log(), by=coachee)
    assert session.record.person == coachee
    assert session.coach_record.role == "coach"
    credit = session.coach_record.credits.get()
    assert (credit.jp_recognised, credit.reason) == (0, "no_rate_for_role")


def test_a_third_session_of_the_month_counts_nothing_and_says_why(log, coachee, pair):
    for days_ago in (3, 2):
        signatures.confirm(log(days_ago), by=coachee)
    third = log(1)
    worth = what_it_counts(pair, third.day)
    assert (worth.jp, worth.reason) == (0, "month_cap")
    third = signatures.confirm(third, by=coachee)
    assert third.record.credits.get().reason == "month_cap"
    assert jp_of(coachee) == "4.00"


def test_confirming_twice_posts_once(log, coachee):
    session = log()
    signatures.confirm(session, by=coachee)
    signatures.confirm(session, by=coachee)
    assert Record.objects.filter(person=coachee).count() == 1


def test_logging_twice_with_one_key_is_one_session(log, pair):
    key = uuid.uuid4()
    assert log(key=key).pk == log(key=key).pk
    assert pair.sessions.count() == 1


def test_an_undone_confirmation_gives_the_hours_back_and_can_be_signed_again(
    log, coachee
):
    session = signatures.confirm(log(), by=coachee)
    signatures.undo_confirmation(session, by=coachee)
    assert jp_of(coachee) == "0.00"
    session.refresh_from_db()
    signatures.confirm(session, by=coachee)
    assert jp_of(coachee) == "2.00"


def test_a_record_that_hr_has_voided_is_told_and_not_undone(
    log, coachee, coach, hr, client_of
):
    session = signatures.confirm(log(), by=coachee)
    page = reverse("coaching:session", args=[session.public_id])
    undo = reverse("coaching:undo", args=[session.public_id])
    assert undo in client_of(coachee).get(page).content.decode()
    records.void(session.record, by=hr, reason="Tercatat dua kali.")
    for person in (coachee, coach):
        answer = client_of(person).get(page)
        assert answer.context["voided"] and not answer.context["counted"]
        assert undo not in answer.content.decode()
    with pytest.raises(Refused) as refusal:
        signatures.undo_confirmation(session, by=coachee)
    assert refusal.value.code == "record_voided"
    assert not Session.objects.confirmed().exists()
    # Her coach's hour was given all the same; a right one may take the place of it.
    assert Session.objects.given().get() == session
    assert log().state == Session.State.LOGGED


def test_a_coach_earns_too_once_a_rate_says_so(log, coachee, coach, rates):
    values = {
        "form_id": "coaching", "scope": "national", "role": "coach",
        "basis": "per_session", "jp": 1, "max_sessions_a_month": 1,
        "valid_from": datetime.date(2026, 1, 1), "legal_basis": "Peraturan contoh",
    }  # fmt: skip
    rate = Rate.objects.create(**values)
    signatures.confirm(log(9), by=coachee)
    assert jp_of(coach) == "0.00"  # a draft pays nothing
    Rate.objects.filter(pk=rate.pk).update(live=True)
    for days_ago in (7, 5):
        signatures.confirm(log(days_ago), by=coachee)
    assert jp_of(coach) == "1.00"  # and its own cap holds
    assert jp_of(coachee) == "4.00"


def test_a_disputed_hour_is_not_logged_twice(log, coachee):
    signatures.dispute(log(5), by=coachee, reason="Hanya 30 menit.")
    with pytest.raises(Refused) as refusal:
        log(5)
    assert refusal.value.code == "overlaps"


def test_a_session_without_the_coachees_word_is_a_loose_end_of_its_year(log, coachee):
    waiting, disputed = log(7), log(5)
    signatures.confirm(log(3), by=coachee)
    signatures.dispute(disputed, by=coachee, reason="Hanya 30 menit.")
    people = type(coachee).objects.filter(pk=coachee.pk)
    assert list(closing_checks.sessions.rows(people, 2026)) == [waiting, disputed]
    assert not closing_checks.sessions.rows(people, 2025)


def test_undo_ends_with_the_day(log, coachee, set_today):
    session = signatures.confirm(log(), by=coachee)
    set_today(datetime.date(2026, 3, 17))
    with pytest.raises(Refused) as refusal:
        signatures.undo_confirmation(session, by=coachee)
    assert refusal.value.code == "undo_too_late"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"days_ago": -1}, "in_the_future"),
        ({"days_ago": 90}, "before_the_engagement"),
        ({"minutes": 481}, "minutes_out_of_range"),
        ({"days_ago": 5}, "overlaps"),
    ],
)
def test_a_session_that_cannot_be_is_refused_and_not_kept(log, pair, fields, code):
    log(days_ago=5)
    with pytest.raises(Refused) as refusal:
        log(**fields)
    assert refusal.value.code == code
    assert pair.sessions.count() == 1


def test_silence_reminds_once_then_lapses_and_leaves_a_trail(log, coachee):
    session, now = log(), timezone.now()
    later = now + datetime.timedelta(days=4)
    assert session_clock.sweep(later) == {"remind": 1, "lapse": 0}
    assert session_clock.sweep(later) == {"remind": 0, "lapse": 0}
    assert session_clock.sweep(now + datetime.timedelta(days=15)) == {
        "remind": 0,
        "lapse": 1,
    }
    session.refresh_from_db()
    assert session.state == Session.State.LAPSED
    assert Decision.objects.filter(act="session.lapsed", person=coachee).exists()
    with pytest.raises(Refused):
        signatures.confirm(session, by=coachee)
    assert jp_of(coachee) == "0.00"


def test_a_disputed_session_can_be_withdrawn_and_logged_anew(log, coachee, coach):
    session = log()
    signatures.dispute(session, by=coachee, reason="Hanya 30 menit.")
    sessions.withdraw_session(session, by=coach)
    assert log(minutes=30).state == Session.State.LOGGED


def test_the_record_never_tells_the_topic(log, coachee, topic):
    record = signatures.confirm(log(), by=coachee).record
    told = f"{record.title} {record.provider_name} {record.reason}"
    assert topic.name_id not in told
    assert topic.name_en not in told
