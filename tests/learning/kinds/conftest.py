"""Any kind of lesson in a course, and a learner in it."""

import uuid

import pytest

from learning.lessons import kinds
from learning.models import Course, CourseVersion, Enrolment, Lesson, LessonProgress


@pytest.fixture
def lesson_of(rates, provider, settings):
    """`lesson_of("survey", questions=[...])`: a published lesson of that kind."""
    from corpu.ledger.models import Activity, LearningForm

    settings.COURSE_FOLLOWERS = []
    form = LearningForm.objects.get(code="e_learning")

    def _make(code: str, **fields) -> Lesson:
        activity = Activity.objects.create(title="Kursus", form=form, provider=provider)
        number = Course.objects.count() + 1
        course = Course.objects.create(
            page_id=number,
            provider=provider,
            activity=activity,
            slug=f"kursus-{number}",
            title="Kursus",
            is_published=True,
        )
        version = CourseVersion.objects.create(
            course=course, number=1, digest="d", title="Kursus", form=form, jp=3
        )
        Course.objects.filter(pk=course.pk).update(current=version)
        kind = kinds()[code]
        block = kind.block()
        value = block.clean(block.to_python({"title": "Materi", **fields}))
        return Lesson.objects.create(
            version=version,
            key=uuid.uuid4(),
            kind=code,
            title="Materi",
            order=0,
            content=kind.freeze(value, provider),
        )

    return _make


@pytest.fixture
def progress_of():
    """`progress_of(person, lesson)`: she stands at that lesson."""

    def _make(person, lesson) -> LessonProgress:
        enrolment = Enrolment.objects.create(
            course=lesson.version.course,
            version=lesson.version,
            person=person,
            state=Enrolment.State.ENROLLED,
        )
        return LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)

    return _make
