"""Authors write classes in the editor; what cannot be held is refused there."""

import datetime

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from corpu.lib.clock import today
from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import ClassEvent
from learning.kinds.class_event.pages import ClassEventPage


@pytest.fixture
def write(class_course, author, client_of):
    """`write(venue="", ...)` posts the form of a new class as its author."""
    address = f"/cms/pages/add/kind_class_event/classeventpage/{class_course.page_id}/"

    def _write(*, sittings=None, instructors=(), **fields):
        day = (today() + datetime.timedelta(days=20)).isoformat()
        rows = [{"day": day, "begins": "09:00", "ends": "16:00"}]
        data = {
            "title": "Angkatan baru",
            "slug": "angkatan-baru",
            "venue": "Aula",
            "city": "Bandung",
            "time_zone": "Asia/Jakarta",
            "seats": "10",
            "seats_min": "0",
            "materials": inline_formset([]),
            "comments": inline_formset([]),
            "sittings": inline_formset(rows if sittings is None else sittings),
            **fields,
        }
        data = {**nested_form_data(data), "instructors": list(instructors)}
        return client_of(author).post(address, data)

    return _write


def test_an_author_writes_a_class_as_a_draft(write, instructor):
    response = write(instructors=[str(instructor.pk)])
    assert response.status_code == 302
    page = ClassEventPage.objects.get(slug="angkatan-baru")
    assert not page.live and not ClassEvent.objects.exists()
    draft = page.get_latest_revision_as_object()
    assert list(draft.instructors.all()) == [instructor]


@pytest.mark.parametrize(
    "fields",
    [
        {"sittings": []},
        {"venue": ""},
        {"seats": "0"},
        {"seats_min": "11"},
        {"sittings": [{"day": "2030-01-01", "begins": "16:00", "ends": "09:00"}]},
        {"sittings": [{"day": "31-31-2030", "begins": "09:00", "ends": "16:00"}]},
    ],
)
def test_a_class_that_cannot_be_held_is_refused(write, fields):
    response = write(**fields)
    assert response.status_code == 200
    assert not ClassEventPage.objects.filter(slug="angkatan-baru").exists()


def test_an_online_class_needs_a_link_and_no_venue(write):
    link = "https://rapat.example.go.id/x"
    day = (today() + datetime.timedelta(days=20)).isoformat()
    rows = [{"day": day, "begins": "09:00", "ends": "11:00", "link": link}]
    assert write(venue="", sittings=rows).status_code == 302


def test_people_of_other_agencies_cannot_be_chosen(write, other_author):
    response = write(instructors=[str(other_author.pk)])
    assert response.status_code == 200
    assert not ClassEventPage.objects.filter(slug="angkatan-baru").exists()


def test_seats_cannot_fall_below_those_taken(
    event, learner, colleague, author, client_of
):
    for person in (learner, colleague):
        book(person, event, by=person)
    page = ClassEventPage.objects.get(pk=event.page_id)
    row = page.sittings.get()
    data = nested_form_data(
        {
            "title": page.title, "slug": page.slug, "venue": page.venue,
            "city": page.city, "time_zone": page.time_zone, "seats": "1",
            "comments": inline_formset([]),
            "sittings": inline_formset(
                [{"id": str(row.pk), "day": row.day.isoformat(), "begins": "09:00",
                  "ends": "16:00"}], initial=1,
            ),
        }
    )  # fmt: skip
    response = client_of(author).post(f"/cms/pages/{page.pk}/edit/", data)
    assert response.status_code == 200
    assert page.get_latest_revision_as_object().seats == 2
