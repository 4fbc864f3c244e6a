"""Any kind of lesson in a course, and a learner in it."""

import uuid

import pytest

from corpu.ledger.models import Activity, LearningForm
from learning.lessons import kinds
from learning.models import Course, CourseVersion, Enrolment, Lesson, LessonProgress


@pytest.fixture
def put_lesson(rates, provider, settings):
    """`put_lesson("quiz", content)`: a published course with that frozen lesson. What
    other apps do when the course is completed is their own to test."""
    settings.COURSE_FOLLOWERS = []
    form = LearningForm.objects.get(code="e_learning")

    def _put(kind: str, content: dict, title="Materi") -> Lesson:
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
        return Lesson.objects.create(
            version=version,
            key=uuid.uuid4(),
            kind=kind,
            title=title,
            order=0,
            content=content,
        )

    return _put


@pytest.fixture
def lesson_of(put_lesson, provider):
    """`lesson_of("survey", questions=[...])`: a published lesson of that kind."""

    def _make(code: str, **fields) -> Lesson:
        kind = kinds()[code]
        block = kind.block()
        value = block.clean(block.to_python({"title": "Materi", **fields}))
        return put_lesson(code, kind.freeze(value, provider))

    return _make


@pytest.fixture
def enrol():
    """`enrol(person, lesson)`: her progress in a lesson of a course she takes."""

    def _enrol(person, lesson) -> LessonProgress:
        enrolment = Enrolment.objects.create(
            course=lesson.version.course,
            version=lesson.version,
            person=person,
            state=Enrolment.State.ENROLLED,
        )
        return LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)

    return _enrol
