"""How authors write a quiz: questions of its own, and draws from the agency's bank."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from learning.lessons import LessonBlock
from learning.questions.blocks import TEXT, question_blocks


def _refuse(message: str):
    raise StructBlockValidationError(non_block_errors=[ValidationError(message)])


class DrawBlock(blocks.StructBlock):
    """So many questions at random from the bank."""

    category = SnippetChooserBlock(
        "questions.Category", label=_("Category"), required=False
    )
    competence = SnippetChooserBlock(
        "skills.Competence", label=_("Competence"), required=False
    )
    count = blocks.IntegerBlock(label=_("Questions"), min_value=1, max_value=100)

    class Meta:
        icon = "help"
        label = _("Draw from the bank")

    def clean(self, value):
        """A draw says where from."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["category"] and not cleaned["competence"]:
            _refuse(gettext("Choose a category of your bank, a competence, or both."))
        return cleaned


class QuizBlock(LessonBlock):
    """A quiz as its author writes it."""

    introduction = blocks.RichTextBlock(
        label=_("Introduction"), features=TEXT, required=False
    )
    questions = blocks.StreamBlock(
        question_blocks(),
        label=_("Questions of this quiz"),
        required=False,
        max_num=200,
    )
    draws = blocks.ListBlock(
        DrawBlock(),
        label=_("Questions from the bank"),
        default=[],
        max_num=20,
        help_text=_(
            "Each attempt draws its own at random. Publishing freezes the questions that "
            "are ready then; learners keep the ones they started with."
        ),
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
        label=_("Own questions in an attempt"),
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
            ("feedback", _("what was right and the feedback, never the right answers")),
            ("marks", _("only which questions were right")),
            ("score", _("only their score")),
        ],
    )

    class Meta:
        icon = "help"
        label = _("Quiz")

    def clean(self, value):
        """An attempt asks something that counts, and no more than there is."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be half done
            return cleaned
        draw, held = cleaned["draw"], len(cleaned["questions"])
        if not held and not cleaned["draws"]:
            message = gettext("Write a question, or draw questions from the bank.")
            raise StructBlockValidationError({"questions": ValidationError(message)})
        if draw and draw > held:
            message = gettext("There are only %(held)s questions.") % {"held": held}
            raise StructBlockValidationError({"draw": ValidationError(message)})
        counts = any(child.value["weight"] for child in cleaned["questions"])
        if not counts and not cleaned["draws"]:
            _refuse(gettext("Give at least one question a weight above 0."))
        return cleaned
