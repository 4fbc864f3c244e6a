"""The kind of lesson that asks questions and is passed by answering them."""

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import expand_db_html

from learning.kinds.quiz.blocks import QuizBlock
from learning.lessons import LessonKind

PLAIN = ("pass_mark", "attempts", "minutes", "draw", "review")


class QuizKind(LessonKind):
    """Quizzes."""

    code = "quiz"
    label = _("Quiz")
    icon = "quiz"
    block = QuizBlock
    template = "learning/kinds/quiz/lesson.html"
    scripts = ("js/quiz.js",)

    def snapshot(self, value) -> dict:
        """Every question with its key; the keys of right answers stay on the server."""
        return {
            **{name: value[name] for name in PLAIN},
            "introduction": _html(value["introduction"]),
            "shuffle_questions": bool(value["shuffle_questions"]),
            "shuffle_answers": bool(value["shuffle_answers"]),
            "questions": [_question(child) for child in value["questions"]],
        }

    def context(self, request, lesson, progress) -> dict:
        """The intro, the open attempt, or the result with its review."""
        from learning.kinds.quiz.showing import lesson_context

        return lesson_context(lesson, progress)

    def public_content(self, lesson) -> dict:
        """How many questions there are, and how long it may take."""
        content = lesson.content
        held = len(content.get("questions", []))
        return {
            "questions": min(content.get("draw") or held, held),
            "minutes": content.get("minutes"),
        }

    def opened(self, progress) -> None:
        """What was left open beyond its time limit is graded."""
        from learning.kinds.quiz.actions.attempts import finish_overdue

        finish_overdue(progress)


def _html(rich) -> str:
    return expand_db_html(rich.source) if rich and rich.source else ""


def _question(child) -> dict:
    value = child.value
    return {
        "key": str(child.id),
        "kind": child.block_type,
        "text": _html(value["text"]),
        "weight": f"{value['weight']:f}",
        "feedback": value["feedback"],
        **child.block.own(value),
    }


KIND = QuizKind()
