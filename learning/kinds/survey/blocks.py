"""What authors ask learners about a course."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from learning.lessons import LessonBlock


class AskBlock(blocks.StructBlock):
    """What every question of a survey has."""

    text = blocks.CharBlock(label=_("Question"), max_length=300)
    is_needed = blocks.BooleanBlock(
        label=_("Must be answered"), required=False, default=True
    )


class RatingBlock(AskBlock):
    """1 to 5."""

    low = blocks.CharBlock(label=_("What 1 means"), required=False, max_length=60)
    high = blocks.CharBlock(label=_("What 5 means"), required=False, max_length=60)

    class Meta:
        icon = "order"
        label = _("Rating from 1 to 5")


class PickBlock(AskBlock):
    """One of several answers."""

    options = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Answer")),
        label=_("Answers to choose from"),
        min_num=2,
        max_num=12,
    )

    class Meta:
        icon = "radio-full"
        label = _("One answer of several")


class WordsBlock(AskBlock):
    """In her own words."""

    class Meta:
        icon = "edit"
        label = _("In own words")


class SurveyBlock(LessonBlock):
    """A survey as its author writes it."""

    introduction = blocks.TextBlock(
        label=_("Introduction"), required=False, max_length=1000
    )
    questions = blocks.StreamBlock(
        [("rating", RatingBlock()), ("pick", PickBlock()), ("words", WordsBlock())],
        label=_("Questions"),
        required=False,
        max_num=30,
    )

    class Meta:
        icon = "form"
        label = _("Survey")

    def clean(self, value):
        """A survey asks something."""
        cleaned = super().clean(value)
        if not cleaned["questions"] and not self.is_deferred_validation:
            message = gettext("Ask at least one question.")
            raise StructBlockValidationError({"questions": ValidationError(message)})
        return cleaned
