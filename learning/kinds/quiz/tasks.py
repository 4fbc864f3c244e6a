from celery import shared_task

from learning.kinds.quiz.actions import attempts
from learning.kinds.quiz.models import QuizAttempt


@shared_task
def hand_in_overdue() -> None:
    """Hand in what was left open beyond its time: what was saved in time is graded."""
    rows = QuizAttempt.objects.overdue().select_related("progress")[:200]
    for attempt in rows:
        attempts.finish_overdue(attempt.progress)
