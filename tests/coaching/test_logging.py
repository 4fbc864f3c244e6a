"""The log: many at once, groups, and what devices kept while they were offline."""

import datetime
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import coaches, engagements, sessions, signatures
from coaching.actions.sessions import Entry, RowsRefused
from coaching.actions.steps import opened
from coaching.models import NextStep, Session
from corpu.ledger.models import Credit, Record
from corpu.lib.refusals import Refused
from corpu.notices.models import Notice


def ago(days, hours=2):
    return timezone.now() - datetime.timedelta(days=days, hours=hours)


def meeting(pairs, topic, days=3, minutes=60, **more):
    values = {"key": uuid.uuid4(), "next_step": "", **more}
    return Entry(
        engagements=tuple(pairs),
        started_at=ago(days),
        minutes=minutes,
        topic=topic,
        **values,
    )


@pytest.fixture
def second(pair, entry, learner, start_pair):
    """The coach's second person, at work since the same day."""
    return start_pair(entry, learner)


def test_a_group_is_one_log_and_many_signatures(pair, second, topic, coach):
    logged = sessions.log_entry(meeting([pair, second], topic), by=coach)
    assert {row.engagement for row in logged} == {pair, second}
    assert len({row.group for row in logged}) == 1
    assert Notice.objects.filter(kind="coaching.confirm").count() == 2
    for row in logged:
        signatures.confirm(row, by=row.engagement.coachee)
    assert Credit.objects.filter(person=pair.coachee).total() == 2
    assert Credit.objects.filter(person=second.coachee).total() == 2
    # One meeting is one fact for the coach, however many signed.
    assert Record.objects.standing().filter(person=coach).count() == 1


def test_a_group_is_credited_to_those_who_signed_alone(pair, second, topic, coach):
    first, other = sessions.log_entry(meeting([pair, second], topic), by=coach)
    signatures.confirm(first, by=first.engagement.coachee)
    assert Credit.objects.filter(person=other.engagement.coachee).total() == 0
    signatures.confirm(other, by=other.engagement.coachee)
    signatures.undo_confirmation(first, by=first.engagement.coachee)
    # The second one still holds what the coach did.
    assert Record.objects.standing().filter(person=coach).count() == 1
    other.refresh_from_db()
    signatures.undo_confirmation(other, by=other.engagement.coachee)
    assert not Record.objects.standing().exists()
    first.refresh_from_db()
    signatures.confirm(first, by=first.engagement.coachee)
    assert Record.objects.standing().filter(person=coach).count() == 1


def test_a_group_is_refused_as_a_whole(pair, second, topic, coach):
    sessions.log_entry(meeting([second], topic), by=coach)
    with pytest.raises(Refused) as refusal:
        sessions.log_entry(meeting([pair, second], topic), by=coach)
    assert refusal.value.code == "overlaps"
    assert pair.sessions.count() == 0


def test_many_at_once_are_all_kept(pair, second, topic, coach):
    rows = [meeting([pair], topic, days=4), meeting([second], topic, days=3)]
    assert len(sessions.log_entries(rows, by=coach)) == 2


def test_many_at_once_are_kept_together_or_not_at_all(pair, second, topic, coach):
    rows = [
        meeting([pair], topic, days=4),
        meeting([second], topic, days=4),  # the coach cannot be in two places
        meeting([pair], topic, days=-1),
    ]
    with pytest.raises(RowsRefused) as refused:
        sessions.log_entries(rows, by=coach)
    codes = {number: each.code for number, each in refused.value.faults.items()}
    assert codes == {1: "overlaps", 2: "in_the_future"}
    assert not Session.objects.exists() and not Notice.objects.filter(
        kind="coaching.confirm"
    )


def test_the_form_of_many_says_which_row_is_wrong(client_of, pair, topic, coach):
    client = client_of(coach)
    url = reverse("coaching:log_many")
    assert client.get(url).status_code == 200
    data = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0}
    for number, days in ((0, 3), (2, -2)):
        row = row_data(pair, topic, days=days)
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    answer = client.post(url, data)
    assert answer.status_code == 422
    faults = [form.errors for form in answer.context["rows"]]
    assert not faults[0] and list(faults[2]) == ["started_at"]
    assert not Session.objects.exists()
    data["form-2-started_at"] = local(6)
    assert client.post(url, data).status_code == 302
    assert Session.objects.count() == 2


def local(days):
    return timezone.localtime(ago(days)).strftime("%Y-%m-%dT%H:%M")


def row_data(pair, topic, days=3, **more):
    return {
        "engagement": str(pair.public_id),
        "started_at": local(days),
        "minutes": 60,
        "topic": topic.pk,
        "next_step": "",
        "key": str(uuid.uuid4()),
        **more,
    }


def send(client, *entries):
    return client.post(
        reverse("coaching:sync"),
        json.dumps({"entries": entries}),
        content_type="application/json",
    )


def test_a_device_sends_what_it_kept_and_again_without_harm(
    client_of, pair, topic, coach
):
    client, kept = client_of(coach), row_data(pair, topic, next_step="Menulis agenda.")
    for _time in range(2):
        result = send(client, kept).json()["results"][0]
        assert (result["state"], result["key"]) == ("logged", kept["key"])
    assert Session.objects.count() == NextStep.objects.count() == 1


def test_two_devices_merge_to_one_truth(client_of, pair, topic, coach):
    client = client_of(coach)
    phone = row_data(pair, topic, days=3, next_step="Satu halaman.")
    tablet = row_data(pair, topic, days=3, next_step="Bicara dengan atasan.")
    only_there = row_data(pair, topic, days=5)
    clash = row_data(pair, topic, days=3, minutes=30)
    assert [r["state"] for r in send(client, phone).json()["results"]] == ["logged"]
    states = [
        r["state"] for r in send(client, tablet, only_there, clash).json()["results"]
    ]
    assert states == ["logged", "logged", "refused"]
    assert pair.sessions.count() == 2
    # What was typed on either is there; what clashes stays on its device with the reason.
    steps = opened(NextStep.objects.select_related("engagement__coach"), coach)
    assert {step.words for step in steps} == {"Satu halaman.", "Bicara dengan atasan."}


def test_a_key_that_was_used_for_other_words_is_refused(client_of, pair, topic, coach):
    client, kept = client_of(coach), row_data(pair, topic)
    send(client, kept)
    result = send(client, {**kept, "minutes": 30}).json()["results"][0]
    assert (result["state"], result["code"]) == ("refused", "logged_otherwise")
    assert Session.objects.get().minutes == 60


def test_a_lost_answer_is_found_again_after_the_engagement_has_ended(
    client_of, pair, topic, coach
):
    client, kept = client_of(coach), row_data(pair, topic)
    send(client, kept)
    engagements.end(pair, by=coach)
    assert send(client, kept).json()["results"][0]["state"] == "logged"
    late = send(client, row_data(pair, topic, days=6)).json()["results"][0]
    assert late["state"] == "refused" and Session.objects.count() == 1


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"entries": 3}', '{"entries": [3]}'])
def test_a_body_that_is_no_log_is_refused(client_of, entry, coach, body):
    client, url = client_of(coach), reverse("coaching:sync")
    answer = client.post(url, body, content_type="application/json")
    assert answer.status_code == 422
    assert client.post(url, {"entries": "x"}).status_code == 422


def test_a_device_of_another_coach_logs_nothing_here(
    client_of, pair, topic, hr, colleague
):
    coaches.register_coach(colleague, by=hr, about="-", capacity=1)
    result = send(client_of(colleague), row_data(pair, topic)).json()["results"][0]
    assert result["state"] == "refused"
    assert not Session.objects.exists()


def test_what_it_would_count_is_told_before_logging(client_of, pair, topic, coach, log):
    for days in (9, 8):
        signatures.confirm(log(days), by=pair.coachee)
    query = {"engagement": str(pair.public_id), "started_at": local(1)}
    page = client_of(coach).get(reverse("coaching:worth"), query)
    assert page.status_code == 200
    text = " ".join(page.content.decode().split())
    assert "sesi ke-3 bulan Maret; 2 yang dihitung" in text
    assert "1 April 2026" in text
    assert client_of(coach).get(reverse("coaching:worth")).status_code == 404


def test_sessions_that_wait_take_their_turn_first(pair, log):
    from coaching.actions.worth import of_session, what_it_counts

    first, second = log(9), log(8)
    third = what_it_counts(pair, ago(1).date())
    assert (third.jp, third.place, third.room) == (0, 3, 2)
    assert third.next_on == datetime.date(2026, 4, 1)
    assert of_session(first).jp == of_session(second).jp == 2


def test_after_signing_the_same_is_told(log, coachee):
    from coaching.actions.worth import of_confirmed

    told = [of_confirmed(signatures.confirm(log(days), by=coachee)) for days in (9, 8, 7)]
    assert [(each.place, each.jp) for each in told] == [(1, 2), (2, 2), (3, 0)]
    assert (told[2].room, told[2].next_on) == (2, datetime.date(2026, 4, 1))


def test_the_service_worker_is_for_those_who_are_signed_in(client, client_of, coach):
    url = reverse("coaching:worker")
    assert client.get(url).status_code == 302
    answer = client_of(coach).get(url)
    assert answer["Content-Type"].startswith("text/javascript")
    assert reverse("coaching:log") in answer.content.decode()


def test_a_whole_group_is_logged_by_its_name(client_of, pair, second, topic, coach):
    from coaching.models import Circle, Engagement

    circle = Circle.objects.create(
        coach=pair.coach, kind_id="group_coaching", name="Lingkar", about="-", places=5,
        starts_on=pair.started_on, ends_on=datetime.date(2026, 6, 1),
    )  # fmt: skip
    Engagement.objects.filter(pk__in=[pair.pk, second.pk]).update(
        circle=circle, kind="group_coaching"
    )
    kept = row_data(pair, topic, circle=str(circle.public_id))
    assert send(client_of(coach), kept).json()["results"][0]["state"] == "logged"
    assert {row.engagement_id for row in Session.objects.all()} == {pair.pk, second.pk}


def test_a_coach_in_the_east_logs_by_her_own_clock(client_of, pair, topic, coach):
    from coaching.models import Coach

    Coach.objects.filter(pk=pair.coach_id).update(time_zone="Asia/Jayapura")
    client = client_of(coach)
    # Noon in Jakarta is two in the afternoon there: what ended at one is over.
    page = client.get(reverse("coaching:log")).content.decode()
    assert 'value="2026-03-16T13:00"' in page and "WIT" in page
    kept = {**row_data(pair, topic), "started_at": "2026-03-16T12:30"}
    assert send(client, kept).json()["results"][0]["state"] == "logged"
    session = Session.objects.get()
    assert session.started_at == timezone.now() - datetime.timedelta(minutes=90)
    signatures.dispute(session, by=pair.coachee, reason="Lebih lama.")
    page = client.get(reverse("coaching:session", args=[session.public_id]))
    assert 'value="2026-03-16T12:30"' in page.content.decode()


def test_without_a_key_a_dispute_is_of_minutes_alone(settings, log, client_of, coachee):
    settings.NOTES_KEYS = []
    url = reverse("coaching:dispute", args=[log().public_id])
    client = client_of(coachee)
    assert client.post(url, {"reason": "Kata."}).status_code == 422
    assert (
        client.post(url, {"disputed_minutes": 30, "reason": "Kata."}).status_code == 302
    )
    session = Session.objects.get()
    assert (session.disputed_minutes, session.dispute_sealed) == (30, None)
