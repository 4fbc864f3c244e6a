"""The kind of lesson that asks questions and is passed by answering them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.kinds.quiz import rules
from learning.kinds.quiz.blocks import QuizBlock
from learning.lessons import LessonKind
from learning.questions.blocks import frozen, html_of

PLAIN = ("pass_mark", "attempts", "minutes", "draw", "review")


class QuizKind(LessonKind):
    """Quizzes."""

    code = "quiz"
    label = gettext_lazy("Quiz")
    icon = "quiz"
    block = QuizBlock
    template = "learning/kinds/quiz/lesson.html"
    scripts = ("js/quiz.js",)

    def snapshot(self, value, provider=None) -> dict:
        """Every question with its key; the keys of right answers stay on the server."""
        own = [{"key": str(child.id), **frozen(child)} for child in value["questions"]]
        draws = _draws(value)
        drawn = _pools().frozen_pools(provider, draws) if draws and provider else []
        content = {
            **{name: value[name] for name in PLAIN},
            "introduction": html_of(value["introduction"]),
            "shuffle_questions": bool(value["shuffle_questions"]),
            "shuffle_answers": bool(value["shuffle_answers"]),
            "questions": own + drawn,
        }
        if draws:
            content["draws"] = [{"count": wanted["count"]} for wanted in draws]
        return content

    def freeze(self, value, provider) -> dict:
        """With the questions of the agency's bank that are ready today."""
        return self.snapshot(value, provider)

    def problems(self, value, provider) -> list[str]:
        """Draws stay within the agency's bank, and find enough there."""
        found = []
        for wanted in _draws(value):
            category = wanted["category"]
            if category is not None and category.provider_id != provider.pk:
                found.append(_("Draw only from categories of your own agency's bank."))
                continue
            held = (
                _pools()
                .pool(provider, category=category, competence=wanted["competence"])
                .count()
            )
            if held < wanted["count"]:
                sentence = _(
                    "The bank has %(held)s ready questions for “%(what)s”, but the quiz "
                    "“%(quiz)s” draws %(count)s."
                )
                what = category or wanted["competence"]
                values = {"held": held, "what": what, "quiz": value["title"]}
                found.append(sentence % {**values, "count": wanted["count"]})
        return found

    def context(self, request, lesson, progress) -> dict:
        """The intro, the open attempt, or the result with its review."""
        from learning.kinds.quiz.showing import lesson_context

        return lesson_context(lesson, progress)

    def public_content(self, lesson) -> dict:
        """How many questions there are, and how long it may take."""
        content = lesson.content
        return {
            "questions": rules.asked_count(content),
            "minutes": content.get("minutes"),
        }

    def questions(self, lesson) -> list[dict]:
        """All that no instructor has to read."""
        questions = lesson.content["questions"]
        return [question for question in questions if question["kind"] != rules.ESSAY]

    def opened(self, progress) -> None:
        """What was left open beyond its time limit is graded."""
        from learning.kinds.quiz.actions.attempts import finish_overdue

        finish_overdue(progress)

    def waiting_work(self, providers) -> list:
        """Essays that wait for an instructor."""
        from learning.kinds.quiz.work import waiting_work

        return waiting_work(providers)


def _pools():
    """The bank, which is there only when every model is."""
    from learning.questions.actions import pools

    return pools


def _draws(value) -> list[dict]:
    """The draws that say where from and how many."""
    return [
        dict(draw)
        for draw in value.get("draws") or []
        if draw["count"] and (draw["category"] or draw["competence"])
    ]


KIND = QuizKind()
