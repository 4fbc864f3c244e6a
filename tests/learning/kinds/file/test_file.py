"""A file: kept as it was, read in the page where browsers can."""

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document

from learning.kinds.file.blocks import FileBlock
from learning.kinds.file.kind import KIND

pytestmark = pytest.mark.django_db


def value(name: str):
    document = Document.objects.create(title=name, file=ContentFile(b"isi", name=name))
    return FileBlock().to_python(
        {
            "title": "Bacaan", "is_required": True, "file": document.pk, "minutes": 5,
            "introduction": " Perhatikan bab dua. ",
        }
    )  # fmt: skip


@pytest.mark.parametrize("name", ["a.zip", "a.mp4", "A.ZIP", "a.vtt"])
def test_what_has_a_lesson_of_its_own_is_sent_there(name):
    with pytest.raises(StructBlockValidationError):
        FileBlock().clean(value(name))


def test_it_is_frozen_with_its_own_copy():
    given = FileBlock().clean(value("panduan.pdf"))
    kept = KIND.snapshot(given)
    assert kept["introduction"] == "Perhatikan bab dua."
    assert kept["files"]["document"]["type"] == "application/pdf"


@pytest.mark.parametrize(
    ("name", "in_page", "picture"),
    [("a.pdf", True, False), ("a.png", True, True), ("a.docx", False, False)],
)
def test_browsers_read_what_they_can(name, in_page, picture, rf, enrolment):
    lesson = enrolment.version.lessons.first()
    lesson.content = KIND.snapshot(value(name))
    progress = enrolment.progress.model(enrolment=enrolment, lesson=lesson)
    context = KIND.context(rf.get("/"), lesson, progress)
    assert (context["is_read_in_page"], context["is_picture"]) == (in_page, picture)
    assert str(enrolment.public_id) in context["document_url"]
