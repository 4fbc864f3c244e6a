"""Marks from phones without a connection: nothing is lost, and all come to one truth."""

import datetime
import itertools
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.ledger.models import Credit, Record
from corpu.people.models import Decision
from learning.kinds.class_event.actions import attendance, marking
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import Attendance, AttendanceMark, ClassEvent

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def held(event, learner, colleague, hold):
    """Two booked; the day is over."""
    for person in (learner, colleague):
        book(person, event, by=person)
    hold(event)
    return ClassEvent.objects.get(pk=event.pk)


def kept(event, person, is_present, minute) -> dict:
    """A mark made so many minutes after the begin, by the phone's clock."""
    sitting = event.sittings.first()
    booking = event.bookings.get(person=person)
    return {
        "id": uuid.uuid4(), "sitting": sitting.pk, "booking": booking.public_id,
        "is_present": is_present, "at": sitting.starts_at + minute * MINUTE,
    }  # fmt: skip


def truth(event):
    rows = Attendance.objects.filter(sitting__event=event)
    return dict(rows.values_list("booking__person__name", "is_present"))


def test_two_phones_come_to_one_truth_in_every_order(
    held, learner, colleague, instructor, manager
):
    first = [kept(held, learner, True, 5), kept(held, colleague, False, 6)]
    second = [kept(held, learner, False, 3), kept(held, colleague, True, 40)]
    expected = {learner.name: True, colleague.name: True}
    for sent in itertools.permutations([(first, instructor), (second, manager)]):
        Attendance.objects.all().delete()
        AttendanceMark.objects.all().delete()
        for marks, by in (*sent, *sent):
            done = marking.merge(held, marks, sent_at=timezone.now(), by=by)
            assert set(done) == {str(mark["id"]) for mark in marks}
        assert truth(held) == expected
        assert AttendanceMark.objects.count() == 4


def test_marks_before_the_sitting_of_others_and_of_oneself_are_left_out(
    held, learner, colleague, coach, class_course, make_event, instructor
):
    early = kept(held, learner, True, -30)
    foreign = {**kept(held, learner, True, 5), "booking": uuid.uuid4()}
    own = kept(held, learner, True, 5)
    done = marking.merge(held, [early, foreign], sent_at=timezone.now(), by=instructor)
    assert len(done) == 2
    marking.merge(held, [own], sent_at=timezone.now(), by=learner)
    assert truth(held) == {}


def test_what_arrives_after_closing_is_a_correction(held, learner, colleague, instructor):
    attendance.close(held, by=instructor)
    assert not Record.objects.exists()
    marks = [kept(held, learner, True, 5)]
    for _twice in range(2):
        marking.merge(held, marks, sent_at=timezone.now(), by=instructor)
    assert held.bookings.get(person=learner).state == "attended"
    assert str(Credit.objects.filter(person=learner).total()) == "8.00"
    assert Decision.objects.filter(act="attendance.corrected").count() == 1


def test_an_old_mark_does_not_undo_a_later_correction(
    held, learner, colleague, instructor
):
    booking = held.bookings.get(person=learner)
    sitting = held.sittings.get()
    marking.mark(sitting, {booking.pk: True}, by=instructor)
    marking.merge(
        held, [kept(held, learner, False, 5)], sent_at=timezone.now(), by=instructor
    )
    assert truth(held) == {learner.name: True}


def test_the_phone_sends_and_is_told_what_holds(
    held, learner, instructor, colleague, client_of
):
    address = reverse("kind_class_event:sync", args=[held.public_id])
    rows = [kept(held, learner, True, 5)]
    data = {
        "sent_at": timezone.now().isoformat(),
        "marks": [
            {**row, "id": str(row["id"]), "booking": str(row["booking"]),
             "at": row["at"].isoformat()} for row in rows
        ],
    }  # fmt: skip
    body = json.dumps(data)

    def post(person, body):
        return client_of(person).post(
            address,
            body,
            content_type="application/json",
            headers={"Accept": "application/json"},
        )

    answer = post(instructor, body).json()
    assert answer["done"] == [str(rows[0]["id"])]
    assert answer["truth"] == [[rows[0]["sitting"], str(rows[0]["booking"]), True]]
    for bad in ("{", "[]", '{"sent_at": "x", "marks": []}',
                '{"sent_at": "2026-01-01T00:00:00Z", "marks": [{"id": 1}]}',
                '{"sent_at": "2026-01-01T00:00:00Z", "marks": [7]}'):  # fmt: skip
        assert post(instructor, bad).status_code == 422, bad
    assert post(learner, body).status_code == 403
    worker = client_of(instructor).get(reverse("kind_class_event:worker"))
    assert worker["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"sent_at": "9999-12-31T23:59:59+00:00", "marks": []}',
        '{"sent_at": "0001-01-01T00:00:00+14:00", "marks": []}',
        '{"sent_at": "2026-01-01T00:00:00+00:00", "marks": [{"at": 1}]}',
        '{"sent_at": "2026-01-01T00:00:00+00:00", "marks": {"a": 1}}',
        "\x00",
    ],
)
def test_what_no_phone_sends_is_refused(held, instructor, client_of, body):
    url = reverse("kind_class_event:sync", args=[held.public_id])
    answer = client_of(instructor).post(
        url, body, content_type="application/json", headers={"accept": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "marks_unreadable"


def test_only_who_runs_the_class_sends_marks(held, learner, colleague, client_of):
    row = kept(held, learner, True, 5)
    row |= {name: str(row[name]) for name in ("id", "booking")}
    row["at"] = row["at"].isoformat()
    sent = json.dumps({"sent_at": timezone.now().isoformat(), "marks": [row]})
    url = reverse("kind_class_event:sync", args=[held.public_id])
    for person in (learner, colleague):
        answer = client_of(person).post(url, sent, content_type="application/json")
        assert answer.status_code == 403
    assert not AttendanceMark.objects.exists()
