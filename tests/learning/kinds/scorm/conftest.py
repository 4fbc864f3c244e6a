"""A course with one package, and a learner who is enrolled in it."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from learning.kinds.scorm.kind import KIND
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
def make_lesson(put_lesson, document, django_capture_on_commit_callbacks):
    """`make_lesson(file, pass_mark=70)`: a published lesson, its package unpacked."""

    def _make(file, *, unpack=True, **block):
        with django_capture_on_commit_callbacks(execute=unpack):
            content = KIND.snapshot({"package": document(file), **block})
        return put_lesson("scorm", content, "Paket")

    return _make


@pytest.fixture
def lesson(make_lesson):
    """One SCO with a pass mark of 80 in its manifest."""
    return make_lesson(package_12())


@pytest.fixture
def progress(enrol, learner, lesson):
    """The learner stands at the lesson."""
    return enrol(learner, lesson)
