"""The figures of questions in words."""

from django.utils.translation import gettext as _

from learning.questions.models import ItemFigure
from learning.questions.rules import figures as rules


def with_figures(questions: list) -> list:
    """Give each question its `figure` of this edition and an `advice`, in one query."""
    found = {
        (row.key, row.edition): row
        for row in ItemFigure.objects.filter(key__in=[q.public_id for q in questions])
    }
    for question in questions:
        question.figure = found.get((question.public_id, question.edition))
        question.advice = advice_of(question.figure)
    return questions


def advice_of(figure: ItemFigure | None) -> dict | None:
    """What the author should look at: `tone` of the chip and a sentence."""
    if figure is None or not figure.count:
        return None
    code = rules.advice(figure.count, figure.difficulty, figure.discrimination)
    words = {
        "": ("met", _("sound")),
        "few": ("neutral", _("too few answers to judge")),
        "misleads": ("unmet", _("misleads: the able answer worse than others")),
        "too_hard": ("at_risk", _("very hard")),
        "too_easy": ("at_risk", _("very easy")),
        "weak": ("at_risk", _("tells little: the able and others answer alike")),
    }
    tone, text = words[code]
    return {"tone": tone, "text": text, "is_shown": figure.count >= rules.FEWEST}
