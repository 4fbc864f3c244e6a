"""Classes in a real browser: the last seat, phones without a connection, the code."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from learning.kinds.class_event.actions.bookings import book
from learning.kinds.class_event.models import (
    Attendance,
    AttendanceMark,
    Booking,
    ClassEvent,
)
from tests.browser.conftest import DESK, PHONE
from tests.learning.kinds.class_event.conftest import (  # noqa: F401
    class_course,
    make_event,
)


def url(name, event) -> str:
    return reverse(f"kind_class_event:{name}", args=[event.public_id])


@pytest.fixture
def begun(class_course, make_event, learner, colleague, coachee):  # noqa: F811
    """Three are booked; the class began an hour ago."""
    event = make_event(class_course, seats=3)
    for person in (learner, colleague, coachee):
        book(person, event, by=person)
    hour, now = datetime.timedelta(hours=1), timezone.now()
    times = {"starts_at": now - hour, "ends_at": now + 3 * hour}
    event.sittings.update(**times)
    ClassEvent.objects.filter(pk=event.pk).update(**times)
    return ClassEvent.objects.get(pk=event.pk)


def tap(page, person, word: str) -> None:
    row = page.locator(".mark-row", has_text=person.name)
    row.get_by_role("radio", name=word).check()


def test_two_browsers_race_for_the_last_seat(
    page_as,
    class_course,  # noqa: F811
    make_event,  # noqa: F811
    learner,
    colleague,
    look,
):
    event = make_event(class_course, seats=1)
    pages = [page_as(person, language="en") for person in (learner, colleague)]
    for page in pages:
        page.goto(url("event", event))
        page.get_by_role("button", name="Book a seat").wait_for()
    # Both forms are sent before either answer is read.
    for page in pages:
        page.evaluate(
            "() => { const form = document.querySelector('form[action$=\"/book/\"]');"
            " window.sent = fetch(form.action, {method: 'POST', body: new FormData(form)}); }"
        )
    for page in pages:
        page.evaluate("() => window.sent.then((response) => response.status)")
        page.reload()
    states = sorted(Booking.objects.values_list("state", flat=True))
    assert states == ["booked", "waiting"]
    texts = [page.locator("#seat + *, section[aria-labelledby=seat]").all_inner_texts()
             for page in pages]  # fmt: skip
    assert sum("You have a seat" in " ".join(text) for text in texts) == 1
    assert sum("waiting list" in " ".join(text) for text in texts) == 1
    look(pages[1])


def test_two_phones_without_a_connection_lose_nothing(
    page_as, begun, learner, colleague, coachee, instructor, manager
):
    first = page_as(instructor, width=PHONE, language="en")
    second = page_as(manager, width=PHONE, language="en")
    for page in (first, second):
        page.goto(url("attendance", begun))
        page.locator("[data-attendance]").wait_for()
        page.guard.allow("ERR_INTERNET_DISCONNECTED")
        page.guard.allow("Failed to fetch")
        page.context.set_offline(True)
    tap(first, learner, "Present")
    tap(first, colleague, "Absent")
    tap(second, coachee, "Present")
    tap(second, colleague, "Present")  # later than the other: it holds
    expect(first.locator("[data-outbox]")).to_contain_text("2 kept on this phone")
    assert not AttendanceMark.objects.exists()
    second.context.set_offline(False)
    expect(second.locator("[data-outbox]")).to_have_text("All marks are saved.")
    first.context.set_offline(False)
    expect(first.locator("[data-outbox]")).to_have_text("All marks are saved.")
    truth = dict(Attendance.objects.values_list("booking__person", "is_present"))
    assert truth == {learner.pk: True, colleague.pk: True, coachee.pk: True}
    assert AttendanceMark.objects.count() == 4
    assert set(AttendanceMark.objects.values_list("how", flat=True)) == {"phone"}
    row = first.locator(".mark-row", has_text=colleague.name)
    expect(row.locator("input[value='1']")).to_be_checked()


def test_the_list_opens_again_without_a_connection(page_as, begun, learner, instructor):
    page = page_as(instructor, width=PHONE, language="en")
    page.guard.allow("ERR_INTERNET_DISCONNECTED")
    page.guard.allow("Failed to fetch")
    page.goto(url("attendance", begun))
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    tap(page, learner, "Present")
    expect(page.locator("[data-outbox]")).to_contain_text("1 kept on this phone")
    page.reload()
    row = page.locator(".mark-row", has_text=learner.name)
    expect(row.locator("input[value='1']")).to_be_checked()
    page.context.set_offline(False)
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-outbox]")).to_have_text("All marks are saved.")
    assert Attendance.objects.get().is_present


@pytest.mark.parametrize("width, language", [(PHONE, "id"), (DESK, "en")])
def test_every_screen_of_a_class_is_fit_to_be_read(
    page_as, begun, learner, colleague, instructor, leader, look, width, language
):
    staff = page_as(instructor, width=width, language=language)
    for name in ("event", "participants", "attendance", "results", "call_off"):
        staff.goto(url(name, begun))
        look(staff)
    staff.goto(f"{url('wall', begun)}?sitting={begun.sittings.get().pk}")
    look(staff, "class-code")
    code = staff.locator("[data-address]").get_attribute("data-address")
    phone = page_as(learner, width=width, language=language)
    phone.goto(code)
    look(phone)
    phone.locator("main form button.btn--primary").click()
    phone.wait_for_url("**" + url("event", begun))
    assert Attendance.objects.get().how == "code"
    phone.guard.allow("422 ")
    phone.goto(code)
    look(phone)


def test_a_second_hand_code_is_refused(page_as, begun, coach, instructor, look):
    staff = page_as(instructor, language="en")
    staff.goto(f"{url('wall', begun)}?sitting={begun.sittings.get().pk}")
    code = staff.locator("[data-address]").get_attribute("data-address")
    stranger = page_as(coach, width=PHONE, language="en")
    stranger.guard.allow("422 ")
    stranger.goto(code)
    expect(stranger.get_by_role("alert")).to_contain_text("no seat in this class")
    assert not Attendance.objects.exists()
