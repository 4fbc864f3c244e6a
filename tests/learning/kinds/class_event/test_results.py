"""Credit in part, and results of a past class from a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.ledger.models import Credit, Record
from corpu.people.actions.imports import work_on_waiting
from corpu.people.models import ImportRun
from learning.kinds.class_event.actions import attendance, marking
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import ClassEvent
from learning.models import Course, Enrolment
from tests.learning.conftest import make_page
from tests.learning.kinds.class_event.conftest import class_lesson


@pytest.fixture
def part_course(provider, rates):
    """A programme of 8 JP that is credited in part from half of its hours on."""
    lesson = class_lesson()
    lesson["value"]["part_from"] = 50
    page = make_page(provider, "Pelayanan Prima", lessons=[lesson], jp="8", minutes=360)
    return Course.objects.get(page_id=page.pk)


def test_attendance_in_part_is_credited_in_part_and_corrected(
    part_course, make_event, learner, colleague, instructor, hold
):
    event = make_event(part_course, days=2)
    for person in (learner, colleague):
        book(person, event, by=person)
    hold(event)
    first, second = event.sittings.all()
    rows = {p: event.bookings.get(person=p) for p in (learner, colleague)}
    marking.mark(first, {rows[learner].pk: True, rows[colleague].pk: True}, by=instructor)
    marking.mark(second, {rows[colleague].pk: True}, by=instructor)
    attendance.close(event, by=instructor)
    record = Record.objects.get(person=learner)
    assert str(record.jp_stated) == "4.00" and record.started_on == first.day
    assert str(Credit.objects.filter(person=colleague).total()) == "8.00"
    marking.mark(second, {rows[learner].pk: True}, by=instructor, reason="Terlewat")
    assert str(Credit.objects.filter(person=learner).total()) == "8.00"
    facts = Record.objects.facts().filter(person=learner)
    assert facts.count() == 2 and facts.standing().count() == 1


@pytest.fixture
def held(class_course, make_event, learner, colleague, coach, hold):
    """Two sittings, one seat, taken by the learner; both are over."""
    event = make_event(class_course, days=2, seats=1)
    book(learner, event, by=learner)
    hold(event)
    return ClassEvent.objects.get(pk=event.pk)


def upload(client, event, *rows, name="hasil.csv"):
    text = "\n".join(["NIP,Nama,Hadir", *rows])
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    address = reverse("kind_class_event:results", args=[event.public_id])
    response = client.post(address, {"file": file})
    work_on_waiting()
    return response


def test_results_are_looked_at_then_applied_then_credited(
    held, learner, colleague, coach, instructor, client_of
):
    client = client_of(instructor)
    rows = [
        f"{learner.nip},{learner.name},ya",
        f'{colleague.nip},{colleague.name},"1, 2"',
        f"{coach.nip},{coach.name},tidak",
        f"{coach.nip},Nama Lain,ya",
        f"199912312020011999,{coach.name},ya",
        f'{colleague.nip},{colleague.name},"9"',
    ]
    address = upload(client, held, *rows)["Location"]
    run = ImportRun.objects.get()
    page = client.get(address)
    codes = [row.problems[0]["code"] for row in run.rows.exclude(problems=[])]
    assert codes == ["unknown_person", "unknown_person", "unknown_sitting"]
    assert page.context["to_apply"] == 3 and not held.bookings.filter(person=coach)
    client.post(reverse("kind_class_event:results_confirm", args=[run.public_id]))
    work_on_waiting()
    run.refresh_from_db()
    assert run.state == "done", run.problem
    held.refresh_from_db()
    assert (held.seats, held.seats_taken) == (3, 3)
    attendance.close(held, by=instructor)
    assert str(Credit.objects.filter(person=learner).total()) == "8.00"
    assert str(Credit.objects.filter(person=colleague).total()) == "8.00"
    assert held.bookings.get(person=coach).state == "no_show"
    assert Enrolment.objects.get(person=colleague).state == "completed"
    upload(client, held, *rows[:3], name="lagi.csv")
    again = ImportRun.objects.latest("pk")
    assert set(again.rows.values_list("act", flat=True)) == {"same"}


def test_results_after_closing_are_corrections(
    held, learner, colleague, instructor, client_of
):
    attendance.close(held, by=instructor)
    client = client_of(instructor)
    upload(client, held, f"{learner.nip},{learner.name},ya",
           f"{colleague.nip},{colleague.name},ya")  # fmt: skip
    run = ImportRun.objects.get()
    client.post(reverse("kind_class_event:results_confirm", args=[run.public_id]))
    work_on_waiting()
    for person in (learner, colleague):
        assert str(Credit.objects.filter(person=person).total()) == "8.00", person


def test_files_of_results_are_for_those_who_run_the_class(
    held, learner, instructor, manager, other_author, stranger, client_of
):
    upload(client_of(instructor), held, f"{learner.nip},{learner.name},ya")
    run = ImportRun.objects.get()
    for name in ("results_run", "results_confirm", "results_cancel"):
        address = reverse(f"kind_class_event:{name}", args=[run.public_id])
        act = "get" if name == "results_run" else "post"
        for person in (learner, manager, other_author, stranger):
            assert getattr(client_of(person), act)(address).status_code == 404
    own = reverse("kind_class_event:results", args=[held.public_id])
    for person in (learner, other_author, stranger):
        assert client_of(person).get(own).status_code == 403
    cancel = reverse("kind_class_event:results_cancel", args=[run.public_id])
    client_of(instructor).post(cancel)
    run.refresh_from_db()
    assert run.state == "cancelled"


def test_needs_of_participants_are_for_those_who_run_it(
    event, learner, colleague, instructor, hr, client_of
):
    address = reverse("kind_class_event:book", args=[event.public_id])
    client_of(learner).post(address, {"adjustments": "Jalur kursi roda"})
    event_page = reverse("kind_class_event:event", args=[event.public_id])
    people = reverse("kind_class_event:participants", args=[event.public_id])
    file = reverse("kind_class_event:participants_file", args=[event.public_id, "csv"])
    staff, own = client_of(instructor), client_of(learner)
    assert "kursi roda" in staff.get(people).content.decode()
    assert "kursi roda" not in staff.get(file).content.decode()
    assert "kursi roda" in own.get(event_page).content.decode()
    for other in (colleague, hr):
        assert "kursi roda" not in client_of(other).get(event_page).content.decode()
        assert client_of(other).get(people).status_code == 403
    change = reverse("kind_class_event:adjustments", args=[event.public_id])
    own.post(change, {"adjustments": ""})
    assert event.bookings.get().adjustments == ""
    assert client_of(colleague).post(change, {"adjustments": "x"}).status_code == 404
