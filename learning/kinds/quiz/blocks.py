"""How authors write questions. One block for each kind of question."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from learning.lessons import LessonBlock

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
        """What this kind of question adds to the snapshot."""
        raise NotImplementedError


def _refuse(message: str):
    raise StructBlockValidationError(non_block_errors=[ValidationError(message)])


class ChoiceBlock(blocks.StructBlock):
    """One choice."""

    text = blocks.CharBlock(label=_("Choice"), max_length=500)
    is_right = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback for who picks this"), required=False, max_length=1000
    )


class _Choosing(QuestionBlock):
    choices = blocks.ListBlock(
        ChoiceBlock(label=_("Choice")), label=_("Choices"), min_num=2, max_num=20
    )

    def own(self, value) -> dict:
        return {
            "choices": [
                {
                    "text": choice["text"],
                    "is_right": bool(choice["is_right"]),
                    "feedback": choice["feedback"],
                }
                for choice in value["choices"]
            ]
        }


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
        """At least one choice is right."""
        cleaned = super().clean(value)
        if _right_choices(cleaned) == 0 and not self.is_deferred_validation:
            _refuse(gettext("Mark at least one choice as right."))
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
            "feedback_true": value["feedback_true"],
            "feedback_false": value["feedback_false"],
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

    class Meta:
        icon = "edit"
        label = _("Short text")

    def own(self, value) -> dict:
        return {
            "accepted": list(value["accepted"]),
            "keeps_case": bool(value["keeps_case"]),
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

    class Meta:
        icon = "order"
        label = _("A number")

    def own(self, value) -> dict:
        return {
            "answer": f"{value['answer']:f}",
            "tolerance": f"{value['tolerance'] or 0:f}",
            "unit": value["unit"],
        }


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    left = blocks.CharBlock(label=_("Left side"), max_length=300)
    right = blocks.CharBlock(label=_("Right side"), max_length=300)


class MatchingBlock(QuestionBlock):
    """Pairs to put together."""

    pairs = blocks.ListBlock(
        PairBlock(label=_("Pair")), label=_("Pairs"), min_num=2, max_num=15
    )

    class Meta:
        icon = "link"
        label = _("Matching")

    def own(self, value) -> dict:
        return {"pairs": [dict(pair) for pair in value["pairs"]]}


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


class QuizBlock(LessonBlock):
    """A quiz as its author writes it."""

    introduction = blocks.RichTextBlock(
        label=_("Introduction"), features=TEXT, required=False
    )
    questions = blocks.StreamBlock(
        [
            ("single", SingleBlock()),
            ("multiple", MultipleBlock()),
            ("true_false", TrueFalseBlock()),
            ("short_text", ShortTextBlock()),
            ("numeric", NumericBlock()),
            ("matching", MatchingBlock()),
            ("ordering", OrderingBlock()),
        ],
        label=_("Questions"),
        min_num=1,
        max_num=200,
    )
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark (%)"), default=70, min_value=0, max_value=100
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("How often a learner may try. Left empty, as often as needed."),
    )
    minutes = blocks.IntegerBlock(
        label=_("Time limit (minutes)"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Left empty, learners take the time they need."),
    )
    draw = blocks.IntegerBlock(
        label=_("Questions in an attempt"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("Fewer than there are: each attempt draws its own at random."),
    )
    shuffle_questions = blocks.BooleanBlock(
        label=_("Shuffle the questions"), required=False
    )
    shuffle_answers = blocks.BooleanBlock(
        label=_("Shuffle the choices"), required=False, default=True
    )
    review = blocks.ChoiceBlock(
        label=_("After an attempt, learners see"),
        default="passed",
        choices=[
            ("all", _("right answers and feedback")),
            ("passed", _("right answers once passed or without attempts left")),
            ("score", _("only their score")),
        ],
    )

    class Meta:
        icon = "help"
        label = _("Quiz")

    def clean(self, value):
        """An attempt cannot ask more questions than there are, nor none that count."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be half done
            return cleaned
        draw, held = cleaned["draw"], len(cleaned["questions"])
        if draw and draw > held:
            message = gettext("There are only %(held)s questions.") % {"held": held}
            raise StructBlockValidationError({"draw": ValidationError(message)})
        if not any(child.value["weight"] for child in cleaned["questions"]):
            _refuse(gettext("Give at least one question a weight above 0."))
        return cleaned
