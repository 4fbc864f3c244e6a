"""The code on the wall: signed, short-lived, bound to the sitting and the person."""

import datetime

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from learning.kinds.class_event.actions import attendance, codes
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import Attendance, AttendanceMark
from tests.learning.test_evidence import refused


@pytest.fixture
def at(monkeypatch):
    """`at(moment)`: it is that moment, for signatures as well."""

    def _at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr("django.core.signing.time.time", moment.timestamp)

    return _at


@pytest.fixture
def sitting(event, learner, colleague, at):
    """Ten minutes into it; two have a seat."""
    for person in (learner, colleague):
        book(person, event, by=person)
    found = event.sittings.get()
    at(found.starts_at + datetime.timedelta(minutes=10))
    return found


def scan(sitting, person, instructor):
    code = codes.read_code(codes.code_for(sitting, by=instructor))
    return codes.slip_for(code, person)


def test_scan_and_press_is_present(sitting, learner, instructor):
    row = codes.check_in(scan(sitting, learner, instructor), by=learner)
    assert (row.is_present, row.how, row.marked_by) == (True, "code", instructor)
    assert AttendanceMark.objects.get().how == "code"


def test_a_code_is_used_once(sitting, learner, instructor):
    slip = scan(sitting, learner, instructor)
    codes.check_in(slip, by=learner)
    with refused("code_used"):
        codes.check_in(slip, by=learner)
    with refused("code_used"):
        codes.check_in(scan(sitting, learner, instructor), by=learner)
    assert AttendanceMark.objects.count() == 1


def test_a_picture_of_the_wall_is_stale_after_a_minute(sitting, instructor, at):
    token = codes.code_for(sitting, by=instructor)
    codes.read_code(token)
    at(timezone.now() + datetime.timedelta(seconds=61))
    with refused("code_stale"):
        codes.read_code(token)


def test_a_slip_is_for_one_person_and_two_minutes(
    sitting, learner, colleague, instructor, at
):
    slip = scan(sitting, learner, instructor)
    with refused("slip_of_another"):
        codes.check_in(slip, by=colleague)
    at(timezone.now() + datetime.timedelta(seconds=125))
    with refused("slip_stale"):
        codes.check_in(slip, by=learner)
    assert not Attendance.objects.exists()


def test_what_is_not_ours_is_refused(sitting, learner, instructor):
    with refused("code_wrong"):
        codes.read_code("made-up")
    with refused("code_wrong"):
        codes.read_code(signing.dumps([sitting.pk, 1, instructor.pk], salt="other"))
    with refused("slip_stale"):
        codes.check_in(codes.code_for(sitting, by=instructor), by=learner)


def test_without_a_seat_or_out_of_hours_there_is_nothing(
    sitting, learner, coach, instructor, at
):
    slip = scan(sitting, coach, instructor)
    with refused("no_seat"):
        codes.check_in(slip, by=coach)
    at(sitting.ends_at + datetime.timedelta(minutes=31))
    with refused("sitting_not_on"):
        codes.read_code(codes.code_for(sitting, by=instructor))


def test_nobody_shows_the_code_to_herself(sitting, learner):
    with refused("own_attendance"):
        codes.check_in(scan(sitting, learner, learner), by=learner)


def test_the_screens_of_wall_and_phone(
    sitting, event, learner, colleague, coach, instructor, client_of
):
    address = reverse("kind_class_event:wall", args=[event.public_id])
    wall = client_of(instructor).get(f"{address}?sitting={sitting.pk}")
    assert b"<svg" in wall.content and wall.context["seated"] == 2
    assert client_of(learner).get(f"{address}?sitting={sitting.pk}").status_code == 403
    assert client_of(instructor).get(f"{address}?sitting=0").status_code == 404
    here = wall.context["address"]
    page = client_of(learner).get(here)
    response = client_of(learner).post(here, {"slip": page.context["slip"]})
    assert response.status_code == 302
    assert Attendance.objects.get().booking.person == learner
    again = client_of(learner).post(here, {"slip": page.context["slip"]})
    assert again.status_code == 422
    assert client_of(learner).get(here).context["is_marked"]
    stolen = client_of(colleague).post(here, {"slip": page.context["slip"]})
    assert stolen.status_code == 422 and Attendance.objects.count() == 1
    assert client_of(coach).get(here).status_code == 422


def test_a_class_that_is_closed_takes_no_code(sitting, event, learner, instructor):
    slip = scan(sitting, learner, instructor)
    attendance.close(event, by=instructor)
    with refused("class_closed"):
        codes.check_in(slip, by=learner)
