"""What waits for an instructor in quizzes."""

from learning.kinds.quiz.models import QuizAttempt
from learning.lessons import Work
from learning.waiting_work import by_lesson


def waiting_work(providers) -> list[Work]:
    """One line a quiz with attempts to mark, the longest waiting first."""
    rows = QuizAttempt.objects.waiting()
    return by_lesson(rows, providers, since="submitted_at", page="kind_quiz:waiting")
