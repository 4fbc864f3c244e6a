"""The kind of lesson that asks learners what they think; nobody learns who said what."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learning.kinds.survey.blocks import SurveyBlock
from learning.lessons import LessonKind


class SurveyKind(LessonKind):
    """Surveys."""

    code = "survey"
    label = _("Survey")
    icon = "talk"
    block = SurveyBlock
    template = "learning/kinds/survey/lesson.html"
    in_preview = True

    def snapshot(self, value) -> dict:
        """The questions with their keys."""
        return {
            "introduction": (value["introduction"] or "").strip(),
            "questions": [_question(child) for child in value["questions"]],
        }

    def context(self, request, lesson, progress) -> dict:
        """The questions, numbered; answers are never shown again."""
        rows = [
            {**question, "name": f"q{number}", "number": number}
            for number, question in enumerate(lesson.content["questions"], 1)
        ]
        is_done = bool(progress and progress.state == "completed")
        return {"questions": rows, "is_done": is_done, "ratings": range(1, 6)}

    def staff_url(self, lesson) -> str:
        """The answers together."""
        return reverse("kind_survey:results", args=[lesson.key])

    def public_content(self, lesson) -> dict:
        """How many questions there are."""
        return {"questions": len(lesson.content["questions"])}


def _question(child) -> dict:
    value = child.value
    own = {"key": str(child.id), "kind": child.block_type, "text": value["text"]}
    own["is_needed"] = bool(value["is_needed"])
    if child.block_type == "rating":
        own |= {"low": value["low"] or "", "high": value["high"] or ""}
    if child.block_type == "pick":
        own["options"] = list(value["options"])
    return own


KIND = SurveyKind()
