"""My agenda: commitments and absences in the order of time."""

import datetime

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from corpu.agenda.actions import commit
from corpu.ledger.models import Activity
from corpu.lib.clock import today
from corpu.people.models import Absence
from performance.closing import promises


@pytest.fixture
def busy(rates, learner):
    start = timezone.now() + datetime.timedelta(days=3)
    commit(
        "test:1", person=learner, title="Rapat pendampingan", form=rates["coaching"],
        starts_at=start, ends_at=start + datetime.timedelta(hours=2), sessions=1,
    )  # fmt: skip
    commit(
        "test:2", person=learner, title="Kursus mandiri", form=rates["e_learning"], jp=5
    )
    Absence.objects.create(
        person=learner, kind="annual", started_on=today(), ended_on=today()
    )
    return learner


def test_the_agenda_is_in_the_order_of_time(busy, client_of):
    response = client_of(busy).get(reverse("agenda:mine"))
    entries = response.context["entries"]
    assert [bool(entry.absence) for entry in entries] == [True, False]
    assert [row.title for row in response.context["undated"]] == ["Kursus mandiri"]


def test_the_calendar_file_holds_what_has_hours(busy, client_of):
    response = client_of(busy).get(reverse("agenda:calendar"))
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Rapat pendampingan"]


def test_it_is_mine_alone(busy, leader, stranger, client_of, client):
    for person in (leader, stranger):
        page = client_of(person).get(reverse("agenda:mine")).content.decode()
        assert "Rapat pendampingan" not in page
    assert client.get(reverse("agenda:mine")).status_code == 302


def test_a_course_with_a_booked_class_stands_on_its_day_once(rates, learner, client_of):
    course = Activity.objects.create(title="Seminar", form=rates["seminar"], jp=8)
    start = timezone.now() + datetime.timedelta(days=3)
    kept = {"person": learner, "activity": course, "form": course.form}
    commit("test:course", title="Seminar", jp=8, days=1, **kept)
    commit(
        "test:hours", title="Angkatan I", jp=0, starts_at=start,
        ends_at=start + datetime.timedelta(hours=7), **kept,
    )  # fmt: skip
    shown = client_of(learner).get(reverse("agenda:mine")).context
    assert not shown["undated"] and len(shown["entries"]) == 1
    pairs = promises(learner)
    assert [(row.title, worth.jp_recognised) for row, worth in pairs] == [
        ("Angkatan I", 4)
    ]
