"""The screens of a class, for participants, instructors, and everybody else."""

import icalendar
import pytest
from django.urls import reverse

from corpu.ledger.models import Record
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import Booking, ClassEvent

STAFF_SCREENS = ["attendance", "participants", "call_off", "results", "results_template"]


def url(name, event):
    return reverse(f"kind_class_event:{name}", args=[event.public_id])


def test_booking_and_cancelling_on_screens(event, learner, client_of):
    client = client_of(learner)
    page = client.get(url("event", event)).content.decode()
    assert url("book", event) in page
    client.post(url("book", event))
    client.post(url("book", event))
    assert event.bookings.get().state == "booked"
    page = client.get(url("event", event)).content.decode()
    assert url("cancel", event) in page and url("book", event) not in page
    client.post(url("cancel", event))
    client.post(url("cancel", event))
    assert event.bookings.get().state == "cancelled"
    event.refresh_from_db()
    assert event.seats_taken == 0


def test_the_waiting_list_is_told_with_its_place(
    event, learner, colleague, coachee, coach, client_of
):
    for person in (learner, colleague, coachee):
        book(person, event, by=person)
    response = client_of(coach).post(url("book", event), follow=True)
    assert response.context["position"] == 2
    assert event.bookings.get(person=coach).state == "waiting"


def test_the_link_is_for_those_with_a_seat(
    class_course, make_event, learner, colleague, instructor, client_of
):
    event = make_event(class_course)
    event.sittings.update(link="https://rapat.example.go.id/rahasia")
    book(learner, event, by=learner)
    for person, sees in ((learner, True), (colleague, False), (instructor, True)):
        page = client_of(person).get(url("event", event)).content.decode()
        assert ("rahasia" in page) is sees
        file = client_of(person).get(url("calendar", event)).content.decode()
        assert person == colleague or "Aula" in file


def test_a_clash_is_told_before_she_presses(
    event, learner, class_course, make_event, client_of
):
    book(learner, event, by=learner)
    other = make_event(class_course, title="Angkatan II")
    page = client_of(learner).get(url("event", other))
    assert "Angkatan I" in str(page.context["clash"])
    assert url("book", other) not in page.content.decode()


def test_the_calendar_file_has_the_clock_of_the_place(
    class_course, make_event, learner, client_of
):
    event = make_event(class_course, days=2, time_zone="Asia/Makassar")
    response = client_of(learner).get(url("calendar", event))
    assert response["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.content)
    events = calendar.walk("VEVENT")
    assert len(events) == 2
    start = events[0].decoded("dtstart")
    assert f"{start:%H:%M}" == "09:00" and start.utcoffset().total_seconds() == 8 * 3600
    assert "Asia/Makassar" in response.content.decode()
    assert "WITA" in response.content.decode()


def test_the_attendance_list_works_without_script(
    event, learner, colleague, instructor, client_of, hold
):
    book(learner, event, by=learner)
    book(colleague, event, by=colleague)
    client = client_of(instructor)
    early = client.get(url("attendance", event))
    assert early.status_code == 200 and b"disabled" in early.content
    hold(event)
    sitting = event.sittings.get()
    first, second = (
        event.bookings.get(person=learner),
        event.bookings.get(person=colleague),
    )
    data = {"sitting": sitting.pk, f"mark_{first.pk}": "1", f"mark_{second.pk}": "0"}
    for _twice in range(2):
        response = client.post(url("attendance", event), data)
        assert response.status_code == 302
    response = client.post(url("close", event))
    first.refresh_from_db()
    assert first.state == "attended" and Record.objects.count() == 1
    response = client.post(url("attendance", event), {**data, f"mark_{first.pk}": "0"})
    assert response.status_code == 422
    client.post(
        url("attendance", event), {**data, f"mark_{first.pk}": "0", "reason": "Keliru"}
    )
    first.refresh_from_db()
    assert first.state == "no_show"


def test_a_sitting_of_another_class_is_not_found(
    event, class_course, make_event, instructor, client_of
):
    other = make_event(class_course, title="Lain", starts_in=30)
    address = f"{url('attendance', event)}?sitting={other.sittings.get().pk}"
    assert client_of(instructor).get(address).status_code == 404


def test_the_list_of_participants_and_its_csv(
    event, learner, instructor, person_factory, ministry, client_of
):
    villain = person_factory("=HYPERLINK(1)", unit=ministry.section)
    for person in (learner, villain):
        book(person, event, by=person)
    client = client_of(instructor)
    page = client.get(url("participants", event)).content.decode()
    assert learner.name in page and learner.nip not in page
    list_of = "kind_class_event:participants_file"
    csv = client.get(reverse(list_of, args=[event.public_id, "csv"]))
    text = csv.content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text and learner.nip not in text
    booking = event.bookings.get(person=villain)
    refuse = reverse("kind_class_event:refuse", args=[booking.public_id])
    client.post(refuse, {"reason": "Bukan pegawai"})
    booking.refresh_from_db()
    assert booking.state == "refused"


def test_calling_off_on_screen(event, learner, instructor, client_of):
    book(learner, event, by=learner)
    client = client_of(instructor)
    assert client.post(url("call_off", event), {"reason": ""}).status_code == 200
    client.post(url("call_off", event), {"reason": "Aula dipakai"})
    page = client_of(learner).get(url("event", event)).content.decode()
    assert "Aula dipakai" in page


@pytest.mark.parametrize("who", ["learner", "author", "hr", "other_author", "stranger"])
def test_only_those_who_run_it_see_the_lists(who, event, client_of, request):
    client = client_of(request.getfixturevalue(who))
    for name in STAFF_SCREENS:
        assert client.get(url(name, event)).status_code == 403, name
    assert client.post(url("close", event)).status_code == 403
    assert client.post(url("attendance", event)).status_code == 403


@pytest.mark.parametrize("who", ["instructor", "manager"])
def test_instructor_and_manager_run_it(who, event, client_of, request):
    client = client_of(request.getfixturevalue(who))
    for name in STAFF_SCREENS:
        assert client.get(url(name, event)).status_code == 200, name
    assert event.title in client.get(reverse("kind_class_event:taught")).content.decode()


def test_an_instructor_who_left_the_agency_runs_nothing(event, instructor, client_of):
    instructor.grants.all().delete()
    assert client_of(instructor).get(url("attendance", event)).status_code == 403


def test_a_class_that_was_withdrawn_is_hidden_from_strangers(
    event, learner, colleague, client_of
):
    book(learner, event, by=learner)
    ClassEvent.objects.update(is_published=False)
    assert client_of(learner).get(url("event", event)).status_code == 200
    assert client_of(colleague).get(url("event", event)).status_code == 404
    assert client_of(colleague).post(url("book", event)).status_code == 404


def test_a_booking_of_others_cannot_be_refused(event, learner, colleague, client_of):
    booking = book(learner, event, by=learner)
    address = reverse("kind_class_event:refuse", args=[booking.public_id])
    assert client_of(colleague).post(address, {"reason": "x"}).status_code == 404
    assert client_of(learner).post(address, {"reason": "x"}).status_code == 403


def test_the_anonymous_sign_in_first(event, client):
    for name in ["event", "calendar", *STAFF_SCREENS]:
        assert client.get(url(name, event)).status_code == 302


def test_the_list_of_participants_grows_without_more_questions(
    class_course, make_event, instructor, person_factory, ministry, client_of,
    django_assert_max_num_queries,
):  # fmt: skip
    event = make_event(class_course, seats=30)
    for number in range(8):
        person = person_factory(f"Peserta {number}", unit=ministry.section)
        book(person, event, by=person)
    client = client_of(instructor)
    for name in ("participants", "attendance", "event"):
        client.get(url(name, event))
        with django_assert_max_num_queries(32):
            client.get(url(name, event))


def test_authors_write_classes_in_the_editor(
    class_course, make_event, author, instructor, client_of
):
    page = make_event(class_course, publish=False)
    client = client_of(author)
    response = client.get(f"/cms/pages/{page.pk}/edit/")
    assert response.status_code == 200
    assert instructor.name in response.content.decode()
    add = f"/cms/pages/add/kind_class_event/classeventpage/{class_course.page_id}/"
    assert client.get(add).status_code == 200
    assert Booking.objects.count() == 0


def test_a_course_with_a_required_class_is_offered_on_its_dates(class_course, make_event):
    event = make_event(class_course)
    offered = class_course.activity.openings.takeable()
    assert [row.source for row in offered] == [f"class:{event.public_id}"]
