"""Questions that are answered in one's own words and numbers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from learning.questions.blocks.parts import PartlyNumberBlock, PartlyTextBlock
from learning.questions.blocks.question import TEXT, QuestionBlock, html_of, percent_text
from learning.questions.rules import cloze
from learning.questions.sentences import sentence
from learning.standards.question_text import Fault


class ShortTextBlock(QuestionBlock):
    """A word or a short phrase."""

    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Answer")),
        label=_("Accepted answers"),
        min_num=1,
        max_num=30,
        help_text=_("Spaces, accents and a final full stop make no difference."),
    )
    keeps_case = blocks.BooleanBlock(
        label=_("Capitals matter"), required=False, default=False
    )
    partly = blocks.ListBlock(
        PartlyTextBlock(label=_("Answer")),
        label=_("Answers with feedback or for part of the mark"),
        default=[],
        max_num=30,
    )

    class Meta:
        icon = "edit"
        label = _("Short text")

    def own(self, value) -> dict:
        partly = [
            {
                "text": row["text"],
                "percent": percent_text(row["percent"]),
                "feedback": row["feedback"] or "",
            }
            for row in value["partly"]
        ]
        return {
            "accepted": list(value["accepted"]),
            "keeps_case": bool(value["keeps_case"]),
            **({"partly": partly} if partly else {}),
        }


class NumericBlock(QuestionBlock):
    """A number."""

    answer = blocks.DecimalBlock(label=_("Right number"), max_digits=18, decimal_places=6)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=0,
        min_value=0,
        max_digits=18,
        decimal_places=6,
        help_text=_("With 0.5, an answer up to 0.5 above or below is right."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
    right_feedback = blocks.TextBlock(
        label=_("Feedback for the right number"), required=False, max_length=1000
    )
    partly = blocks.ListBlock(
        PartlyNumberBlock(label=_("Number")),
        label=_("Numbers with feedback or for part of the mark"),
        default=[],
        max_num=20,
    )

    class Meta:
        icon = "order"
        label = _("A number")

    def own(self, value) -> dict:
        said = value.get("right_feedback")
        partly = [
            {
                "answer": f"{row['answer']:f}",
                "tolerance": f"{row['tolerance'] or 0:f}",
                "percent": percent_text(row["percent"]),
                "feedback": row["feedback"] or "",
            }
            for row in value["partly"]
        ]
        return {
            "answer": f"{value['answer']:f}",
            "tolerance": f"{value['tolerance'] or 0:f}",
            "unit": value["unit"] or "",
            **({"right_feedback": said} if said else {}),
            **({"partly": partly} if partly else {}),
        }


class ClozeBlock(QuestionBlock):
    """A text with gaps."""

    text = blocks.RichTextBlock(
        label=_("Text with gaps"),
        features=TEXT,
        help_text=_(
            "Write each gap into the text: [[Jakarta|DKI Jakarta]] accepts either; "
            "[[#45:0.5]] a number with its tolerance; [[classical|*non-classical]] lets "
            "learners choose, with a star before what is right."
        ),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text with gaps")

    def clean(self, value):
        """Every gap can be filled."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        try:
            cloze.split(cleaned["text"].source)
        except cloze.BadGap as bad:
            message = sentence(Fault(bad.code, {"text": bad.mark}))
            raise StructBlockValidationError({"text": ValidationError(message)}) from bad
        return cleaned

    def own(self, value) -> dict:
        html = html_of(value["text"])
        pieces, gaps = cloze.split(html)
        return {"text": cloze.blanked(html), "pieces": pieces, "gaps": gaps}


class EssayBlock(QuestionBlock):
    """An answer that an instructor reads."""

    guide = blocks.TextBlock(
        label=_("Guide for marking"),
        required=False,
        max_length=3000,
        help_text=_("What a good answer says. Only instructors see it."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Essay, marked by an instructor")

    def own(self, value) -> dict:
        return {"guide": value.get("guide") or ""}
