"""What every question has, and how its text is frozen."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import expand_db_html

TEXT = ["bold", "italic", "ol", "ul", "link", "superscript", "subscript"]


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    text = blocks.RichTextBlock(label=_("Question"), features=TEXT)
    weight = blocks.DecimalBlock(
        label=_("Weight"),
        default=1,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("A question of weight 2 counts twice as much."),
    )
    feedback = blocks.TextBlock(
        label=_("Explanation"),
        required=False,
        max_length=2000,
        help_text=_("Shown after the attempt, whatever was answered."),
    )

    def own(self, value) -> dict:
        """What this kind of question adds to the frozen form."""
        raise NotImplementedError


def refuse(message: str):
    """Say what is wrong with the question as a whole."""
    raise StructBlockValidationError(non_block_errors=[ValidationError(message)])


def percent_text(value) -> str:
    """Per cent without zeros that say nothing: 12.50 is 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def html_of(rich) -> str:
    """Rich text as learners' browsers get it."""
    return expand_db_html(rich.source) if rich and rich.source else ""
