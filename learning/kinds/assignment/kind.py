"""The kind of lesson in which something is handed in and an instructor marks it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import expand_db_html

from learning.lessons import LessonBlock, LessonKind

TEXT = ["bold", "italic", "ol", "ul", "link", "h3"]


class CriterionBlock(blocks.StructBlock):
    """One line of the rubric."""

    name = blocks.CharBlock(label=_("What is looked at"), max_length=150)
    points = blocks.IntegerBlock(
        label=_("Points"), default=10, min_value=1, max_value=100
    )
    guide = blocks.TextBlock(
        label=_("What full points take"),
        required=False,
        max_length=1000,
        help_text=_("Learners see it before they begin."),
    )


class AssignmentBlock(LessonBlock):
    """What is to be done, and by which rubric it is marked."""

    task = blocks.RichTextBlock(label=_("Task"), features=TEXT)
    takes = blocks.ChoiceBlock(
        label=_("Handed in as"),
        default="both",
        choices=[
            ("text", _("text")),
            ("file", _("a file")),
            ("both", _("text, a file, or both")),
        ],
    )
    criteria = blocks.ListBlock(
        CriterionBlock(label=_("Line")),
        label=_("Rubric"),
        default=[],
        max_num=15,
    )
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark (%)"), default=70, min_value=0, max_value=100
    )
    tries = blocks.IntegerBlock(
        label=_("How often it may be handed in"),
        required=False,
        default=3,
        min_value=1,
        max_value=20,
        help_text=_("Left empty, until it is accepted."),
    )
    minutes = blocks.IntegerBlock(
        min_value=1, max_value=6000, default=90, label=_("Minutes it takes")
    )

    class Meta:
        icon = "edit"
        label = _("Assignment")

    def clean(self, value):
        """Marking takes a rubric."""
        cleaned = super().clean(value)
        if not cleaned["criteria"] and not self.is_deferred_validation:
            message = gettext("Write at least one line of the rubric.")
            raise StructBlockValidationError({"criteria": ValidationError(message)})
        return cleaned


class AssignmentKind(LessonKind):
    """Work that is handed in."""

    code = "assignment"
    label = _("Assignment")
    icon = "edit"
    block = AssignmentBlock
    template = "learning/kinds/assignment/lesson.html"
    in_preview = True

    def snapshot(self, value) -> dict:
        """The task and its rubric, each line with a key."""
        return {
            "task": expand_db_html(value["task"].source),
            "takes": value["takes"],
            "pass_mark": value["pass_mark"],
            "tries": value["tries"],
            "minutes": value["minutes"],
            "criteria": [
                {
                    "key": str(child.id),
                    "name": child.value["name"],
                    "points": child.value["points"],
                    "guide": child.value["guide"] or "",
                }
                for child in value["criteria"].bound_blocks
            ],
        }

    def context(self, request, lesson, progress) -> dict:
        """What was handed in, what was said about it, and what may be done next."""
        from learning.kinds.assignment.showing import lesson_context

        return lesson_context(lesson, progress)

    def public_content(self, lesson) -> dict:
        """How long it takes."""
        return {"minutes": lesson.content["minutes"]}

    def waiting_work(self, providers) -> list:
        """Work that waits for an instructor."""
        from learning.kinds.assignment.showing import waiting_work

        return waiting_work(providers)


KIND = AssignmentKind()
