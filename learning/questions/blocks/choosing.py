"""Questions that are answered by choosing."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions.blocks.parts import ChoiceBlock
from learning.questions.blocks.question import QuestionBlock, percent_text, refuse


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
    return frozen if percent is None else {**frozen, "percent": percent_text(percent)}


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
            refuse(gettext("Mark exactly one choice as right."))
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
            refuse(gettext("Mark at least one choice as right."))
        percents = [c["percent"] for c in cleaned["choices"] if c["is_right"]]
        if any(c["percent"] is not None for c in cleaned["choices"]):
            total = sum(percent or 0 for percent in percents)
            if abs(total - 100) > 1:
                refuse(gettext("The parts of the right choices must make 100%."))
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
