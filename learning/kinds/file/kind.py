from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learning.kinds.file.blocks import FileBlock
from learning.lesson_files import keep
from learning.lessons import LessonKind

READ_IN_PAGE = ("application/pdf", "image/png", "image/jpeg", "text/plain")


class FileKind(LessonKind):
    """A document, read in the page where browsers can, else downloaded."""

    code = "file"
    label = _("File")
    icon = "file"
    block = FileBlock
    template = "learning/kinds/file/lesson.html"
    is_studied = True
    done_label = _("Mark as read")
    in_preview = True

    def snapshot(self, value) -> dict:
        return {
            "files": {"document": keep(value["file"])},
            "introduction": value["introduction"].strip(),
            "minutes": value["minutes"],
        }

    def context(self, request, lesson, progress) -> dict:
        kept = lesson.content["files"]["document"]
        if progress is None:
            return {"document": kept}
        args = [progress.enrolment.public_id, lesson.key, "document"]
        return {
            "document": kept,
            "document_url": reverse("learning:file", args=args),
            "is_picture": kept["type"].startswith("image/"),
            "is_read_in_page": kept["type"] in READ_IN_PAGE,
        }

    def public_content(self, lesson) -> dict:
        return {"minutes": lesson.content["minutes"]}


KIND = FileKind()
