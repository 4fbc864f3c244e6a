"""How authors write questions: one block for each kind, in the bank and in a quiz alike,
and the frozen form that attempts are marked by."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import expand_db_html

from learning.questions.parts import (
    ChoiceBlock,
    PairBlock,
    PartlyNumberBlock,
    PartlyTextBlock,
)
from learning.questions.rules import cloze
from learning.questions.sentences import sentence
from learning.standards.question_text import Fault

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


def _refuse(message: str):
    raise StructBlockValidationError(non_block_errors=[ValidationError(message)])


def _percent(value) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Choosing(QuestionBlock):
    choices = blocks.ListBlock(
        ChoiceBlock(label=_("Choice")), label=_("Choices"), min_num=2, max_num=20
    )

    def own(self, value) -> dict:
        return {"choices": [_frozen_choice(choice) for choice in value["choices"]]}


def _frozen_choice(choice) -> dict:
    frozen = {
        "text": choice["text"],
        "is_right": bool(choice["is_right"]),
        "feedback": choice["feedback"] or "",
    }
    percent = choice.get("percent")
    return frozen if percent is None else {**frozen, "percent": _percent(percent)}


def _right_choices(value) -> int:
    return sum(bool(choice["is_right"]) for choice in value["choices"])


class SingleBlock(_Choosing):
    """One right choice."""

    class Meta:
        icon = "radio-full"
        label = _("One right choice")

    def clean(self, value):
        """Exactly one choice is right."""
        cleaned = super().clean(value)
        if _right_choices(cleaned) != 1 and not self.is_deferred_validation:
            _refuse(gettext("Mark exactly one choice as right."))
        return cleaned


class MultipleBlock(_Choosing):
    """Several right choices."""

    class Meta:
        icon = "tick-inverse"
        label = _("Several right choices")

    def clean(self, value):
        """At least one choice is right; percentages of right ones make a whole."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if _right_choices(cleaned) == 0:
            _refuse(gettext("Mark at least one choice as right."))
        percents = [c["percent"] for c in cleaned["choices"] if c["is_right"]]
        if any(c["percent"] is not None for c in cleaned["choices"]):
            total = sum(percent or 0 for percent in percents)
            if abs(total - 100) > 1:
                _refuse(gettext("The parts of the right choices must make 100%."))
        return cleaned


class TrueFalseBlock(QuestionBlock):
    """A statement."""

    is_true = blocks.BooleanBlock(label=_("The statement is true"), required=False)
    feedback_true = blocks.TextBlock(
        label=_("Feedback for “true”"), required=False, max_length=1000
    )
    feedback_false = blocks.TextBlock(
        label=_("Feedback for “false”"), required=False, max_length=1000
    )

    class Meta:
        icon = "check"
        label = _("True or false")

    def own(self, value) -> dict:
        return {
            "is_true": bool(value["is_true"]),
            "feedback_true": value["feedback_true"] or "",
            "feedback_false": value["feedback_false"] or "",
        }


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
                "percent": _percent(row["percent"]),
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
                "percent": _percent(row["percent"]),
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


class MatchingBlock(QuestionBlock):
    """Pairs to put together."""

    pairs = blocks.ListBlock(
        PairBlock(label=_("Pair")), label=_("Pairs"), min_num=2, max_num=15
    )
    extra = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Right side")),
        label=_("Right sides that belong to nothing"),
        default=[],
        max_num=15,
    )

    class Meta:
        icon = "link"
        label = _("Matching")

    def own(self, value) -> dict:
        extra = [text for text in value["extra"] if text]
        return {
            "pairs": [dict(pair) for pair in value["pairs"]],
            **({"extra": extra} if extra else {}),
        }


class OrderingBlock(QuestionBlock):
    """Things to put in order."""

    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Step")),
        label=_("Steps in the right order"),
        min_num=2,
        max_num=15,
    )

    class Meta:
        icon = "list-ol"
        label = _("Ordering")

    def own(self, value) -> dict:
        return {"items": list(value["items"])}


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


def question_blocks() -> list[tuple[str, QuestionBlock]]:
    """Every kind of question by its code, new blocks for each place that asks."""
    return [
        ("single", SingleBlock()),
        ("multiple", MultipleBlock()),
        ("true_false", TrueFalseBlock()),
        ("short_text", ShortTextBlock()),
        ("numeric", NumericBlock()),
        ("matching", MatchingBlock()),
        ("ordering", OrderingBlock()),
        ("cloze", ClozeBlock()),
        ("essay", EssayBlock()),
    ]


def html_of(rich) -> str:
    """Rich text as learners' browsers get it."""
    return expand_db_html(rich.source) if rich and rich.source else ""


def frozen(child) -> dict:
    """A question of a StreamField as attempts are marked by it; without its key."""
    value = child.value
    return {
        "kind": child.block_type,
        "text": html_of(value["text"]),
        "weight": f"{value['weight']:f}",
        "feedback": value["feedback"] or "",
        **child.block.own(value),
    }
