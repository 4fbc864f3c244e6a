"""A course with one package, and a learner who is enrolled in it."""

import uuid

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from learning.kinds.scorm.kind import KIND
from learning.models import Course, CourseVersion, Enrolment, Lesson, LessonProgress
from tests.learning.kinds.scorm.packages import package_12


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Documents and unpacked packages of one test, in a folder of their own."""
    settings.COURSE_FOLLOWERS = []
    settings.MEDIA_ROOT = tmp_path / "media"
    storages = {**settings.STORAGES}
    storages["private"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "private", "base_url": None},
    }
    settings.STORAGES = storages


@pytest.fixture
def document(db):
    """`document(file, "name.zip")`: an uploaded Wagtail document."""

    def _document(file, name="paket.zip"):
        content = ContentFile(file.read(), name=name)
        return get_document_model().objects.create(title=name, file=content)

    return _document


@pytest.fixture
def make_lesson(rates, provider, document, django_capture_on_commit_callbacks):
    """`make_lesson(file, pass_mark=70)`: a published lesson, its package unpacked."""
    from corpu.ledger.models import Activity, LearningForm

    form = LearningForm.objects.filter(code="e_learning").first()

    def _make(file, *, unpack=True, **block):
        activity = Activity.objects.create(title="Kursus", form=form, provider=provider)
        course = Course.objects.create(
            page_id=Course.objects.count() + 1,
            provider=provider,
            activity=activity,
            slug=f"kursus-{Course.objects.count()}",
            title="Kursus",
            is_published=True,
        )
        version = CourseVersion.objects.create(
            course=course, number=1, digest="d", title="Kursus", form=form, jp=3
        )
        with django_capture_on_commit_callbacks(execute=unpack):
            content = KIND.snapshot({"package": document(file), **block})
        return Lesson.objects.create(
            version=version,
            key=uuid.uuid4(),
            kind="scorm",
            title="Paket",
            order=0,
            content=content,
        )

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


@pytest.fixture
def lesson(make_lesson):
    """One SCO with a pass mark of 80 in its manifest."""
    return make_lesson(package_12())


@pytest.fixture
def progress(enrol, learner, lesson):
    """The learner stands at the lesson."""
    return enrol(learner, lesson)
