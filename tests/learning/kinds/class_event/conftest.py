"""A class of the agency's course, as its author publishes it."""

import datetime
import uuid

import pytest
from django.utils import timezone

from corpu.lib.clock import JAKARTA, today
from tests.learning.conftest import make_page


def class_lesson(percent=80, title="Tatap muka") -> dict:
    """The lesson that is completed by attending."""
    value = {
        "title": title, "is_required": True, "instructions": "Datang tepat waktu.",
        "percent": percent,
    }  # fmt: skip
    return {"type": "class_event", "id": str(uuid.uuid4()), "value": value}


@pytest.fixture
def class_course(provider, rates):
    """A classical programme of 8 JP whose only lesson is the class."""
    from learning.models import Course

    page = make_page(
        provider, "Pelayanan Prima", lessons=[class_lesson()], jp="8", minutes=360
    )
    return Course.objects.get(page_id=page.pk)


@pytest.fixture
def seminar_course(provider, rates):
    """A seminar, counted by the day."""
    from learning.models import Course

    page = make_page(
        provider, "Seminar Mutu", lessons=[class_lesson()], jp="8", form_id="seminar"
    )
    return Course.objects.get(page_id=page.pk)


@pytest.fixture
def make_event(instructor):
    """`make_event(course, seats=2, days=1, starts_in=14, **fields)`: a published class."""

    def _make(course, *, seats=2, days=1, starts_in=14, publish=True, **fields):
        from learning.kinds.class_event.models import ClassEvent
        from learning.kinds.class_event.pages import ClassEventPage, ClassSitting
        from learning.models import CoursePage

        parent = CoursePage.objects.get(pk=course.page_id)
        fields = {"venue": "Aula Balai", "city": "Bandung", **fields}
        page = ClassEventPage(
            title=fields.pop("title", "Angkatan I"), seats=seats, live=False, **fields
        )
        first = today() + datetime.timedelta(days=starts_in)
        for number in range(days):
            page.sittings.add(
                ClassSitting(
                    sort_order=number,
                    day=first + datetime.timedelta(days=number),
                    begins=datetime.time(9),
                    ends=datetime.time(16),
                    topic=f"Hari {number + 1}",
                )
            )
        page = parent.add_child(instance=page)
        page.instructors.set([instructor])
        page.save()
        if publish:
            page.save_revision().publish()
            return ClassEvent.objects.get(page_id=page.pk)
        return page

    return _make


@pytest.fixture
def event(class_course, make_event):
    """Two seats, one day, in two weeks."""
    return make_event(class_course)


@pytest.fixture
def hold(set_today):
    """`hold(event)`: it is the evening of its last day."""

    def _hold(event, *, hours=1):
        set_today(event.ends_at.astimezone(JAKARTA).date())
        now = event.ends_at + datetime.timedelta(hours=hours)
        timezone.now = lambda: now
        return now

    real = timezone.now
    yield _hold
    timezone.now = real
