"""The kind of lesson that plays a SCORM package."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from learning.lessons import LessonKind, StudyBlock


class ScormBlock(StudyBlock):
    """A package made with an authoring tool."""

    package = DocumentChooserBlock(
        label=_("Package"),
        help_text=_(
            "A zip exported as SCORM 1.2 or SCORM 2004. It is checked when you save."
        ),
    )
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark (%)"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_(
            "Set one when the package has a test: only its score counts then. Left "
            "empty, the pass mark of the package applies, or its own word."
        ),
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("How often a learner may try. Left empty, as often as needed."),
    )

    minutes = blocks.IntegerBlock(
        label=_("Minutes it takes"),
        required=False,
        min_value=1,
        max_value=6000,
        help_text=_("About how long a learner needs for the whole package."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("SCORM package")

    def clean(self, value):
        """The package is opened and checked; what is wrong is said beside the field."""
        cleaned = super().clean(value)
        # A draft may be saved before its package is chosen.
        messages = problems_of(cleaned["package"]) if cleaned["package"] else []
        if messages:
            raise StructBlockValidationError({"package": ValidationError(messages)})
        return cleaned


def problems_of(document) -> list[str]:
    """Why the package of a document cannot be used; empty where it can."""
    from learning.kinds.scorm.checking import check
    from learning.kinds.scorm.sentences import sentence
    from learning.standards.archives import Problem

    try:
        with document.file.open("rb") as source:
            found = check(source)
    except FileNotFoundError:
        return [sentence(Problem("document_gone"))]
    return [sentence(problem) for problem in found.problems if problem.is_fatal]


class ScormKind(LessonKind):
    """Packages: unpacked at publishing, played from the content host."""

    code = "scorm"
    label = _("SCORM package")
    icon = "box"
    block = ScormBlock
    template = "learning/kinds/scorm/lesson.html"
    is_studied = True
    scripts = ("js/scorm-player.js",)

    def snapshot(self, value) -> dict:
        """The file's digest and outline; the file is unpacked once in the background."""
        from learning.kinds.scorm.actions.packages import register

        package, items = register(value["package"])
        return {
            "digest": package.digest,
            "standard": package.kind,
            "package_title": package.title,
            "items": items,
            "pass_mark": value.get("pass_mark"),
            "attempts": value.get("attempts"),
            **({"minutes": minutes} if (minutes := value.get("minutes")) else {}),
        }

    def context(self, request, lesson, progress) -> dict:
        """The outline with the learner's states, and what she may do next."""
        from learning.kinds.scorm.showing import lesson_context

        return lesson_context(lesson, progress)

    def public_content(self, lesson) -> dict:
        """How many parts the package has, and how long it takes."""
        parts = [item for item in lesson.content.get("items", []) if item["launch"]]
        minutes = lesson.content.get("minutes")
        return {"parts": len(parts), **({"minutes": minutes} if minutes else {})}


KIND = ScormKind()
