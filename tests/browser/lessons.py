"""A published course with one lesson, and a learner who is enrolled in it."""

import uuid

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from learning.lessons import kinds
from learning.models import Course, CourseVersion, Enrolment, Lesson


def make_lesson(provider, code: str, value, *, title: str) -> Lesson:
    """A course of e-learning with one lesson of a kind, as publishing would freeze it."""
    from corpu.ledger.models import Activity, LearningForm

    form = LearningForm.objects.get(code="e_learning")
    activity = Activity.objects.create(title=title, form=form, provider=provider, jp=3)
    number = Course.objects.count() + 1
    course = Course.objects.create(
        page_id=number,
        provider=provider,
        activity=activity,
        slug=f"kursus-{number}",
        title=title,
        is_published=True,
    )
    version = CourseVersion.objects.create(
        course=course, number=1, digest="d", title=title, form=form, jp=3
    )
    return Lesson.objects.create(
        version=version,
        key=uuid.uuid4(),
        kind=code,
        title=title,
        order=0,
        content=kinds()[code].snapshot(value),
    )


def upload(file, name: str):
    """A document of Wagtail."""
    content = ContentFile(file.read(), name=name)
    return get_document_model().objects.create(title=name, file=content)


def enrol(person, lesson: Lesson) -> Enrolment:
    """The person takes the lesson's course."""
    return Enrolment.objects.create(
        course=lesson.version.course,
        version=lesson.version,
        person=person,
        state=Enrolment.State.ENROLLED,
    )


def url_of(enrolment: Enrolment, lesson: Lesson) -> str:
    """The lesson in the player."""
    return reverse("learning:lesson", args=[enrolment.public_id, lesson.key])
