"""What waits for an instructor in quizzes."""

from django.db.models import Count, Min
from django.urls import reverse

from learning.kinds.quiz.models import QuizAttempt
from learning.lessons import Work


def waiting_work(providers) -> list[Work]:
    """One line a quiz with attempts to mark, the longest waiting first."""
    rows = (
        QuizAttempt.objects.waiting()
        .filter(
            progress__enrolment__course__provider__in=providers,
            progress__enrolment__state__in=["enrolled", "completed"],
        )
        .values(
            "progress__lesson__key",
            "progress__lesson__title",
            "progress__enrolment__course__title",
        )
        .annotate(many=Count("pk"), since=Min("submitted_at"))
        .order_by("since")
    )
    return [
        Work(
            title=row["progress__lesson__title"],
            course=row["progress__enrolment__course__title"],
            count=row["many"],
            since=row["since"],
            url=reverse("kind_quiz:waiting", args=[row["progress__lesson__key"]]),
        )
        for row in rows
    ]
