"""What quizzes must tell people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.notices.actions import tell
from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of quizzes."""
    register(
        "quiz.marked",
        group="learning",
        title=_("Your answers have been read: %(title)s"),
        body=_("%(course)s: you reached %(score)s%%. See what the instructor wrote."),
    )


def tell_marked(attempt, progress) -> None:
    """The learner is told once for each attempt."""
    enrolment = progress.enrolment
    tell(
        enrolment.person,
        "quiz.marked",
        source=f"quiz:{attempt.public_id}",
        url=reverse("learning:lesson", args=[enrolment.public_id, progress.lesson.key]),
        title=progress.lesson.title,
        course=enrolment.course.title,
        score=f"{attempt.score:.0f}",
    )
