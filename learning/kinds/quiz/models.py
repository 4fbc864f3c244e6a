import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Provider
from learning.kinds.quiz.rules import GRACE_SECONDS
from learning.models import LessonProgress


class QuizAttemptQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "QuizAttemptQuerySet":
        """A learner's own attempts; nobody answers for another."""
        return self.filter(progress__enrolment__person=viewer)

    def open(self) -> "QuizAttemptQuerySet":
        """Not handed in yet."""
        return self.filter(submitted_at=None)

    def waiting(self) -> "QuizAttemptQuerySet":
        """Handed in, with an answer that an instructor has to read."""
        return self.filter(submitted_at__isnull=False, score=None)

    def overdue(self) -> "QuizAttemptQuerySet":
        """Left open beyond their time, by those who are still in the course."""
        limit = timezone.now() - datetime.timedelta(seconds=GRACE_SECONDS)
        return self.open().filter(
            due_at__lt=limit, progress__enrolment__state__in=["enrolled", "completed"]
        )

    def markable_by(self, person) -> "QuizAttemptQuerySet":
        """Handed in at the agencies where `person` works, by those who are still in the
        course; never her own."""
        at = Provider.objects.of(person)
        rows = self.filter(
            submitted_at__isnull=False,
            progress__enrolment__course__provider__in=at,
            progress__enrolment__state__in=["enrolled", "completed"],
        )
        return rows.exclude(progress__enrolment__person=person)


class QuizAttempt(models.Model):
    """One try at a quiz: what was drawn, what was answered, what it was worth.

    Handed in without a score, it waits for an instructor.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    progress = models.ForeignKey(
        LessonProgress, models.CASCADE, related_name="quiz_attempts"
    )
    number = models.PositiveSmallIntegerField()
    drawn = models.JSONField(help_text="Keys of the questions and how answers lie.")
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    has_passed = models.BooleanField(default=False)
    shares = models.JSONField(default=dict, help_text="0 to 1 for each question.")
    marks = models.JSONField(
        default=dict, help_text="By question: percent and note of the instructor."
    )
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = QuizAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt at a quiz")
        verbose_name_plural = _("attempts at quizzes")
        ordering = ["progress", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["progress", "number"], name="quiz_attempt_once"
            ),
            models.UniqueConstraint(
                fields=["progress"],
                condition=Q(submitted_at=None),
                name="quiz_attempt_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.progress_id} #{self.number}"

    @property
    def is_waiting(self) -> bool:
        """Handed in, and not marked to the end yet."""
        return self.submitted_at is not None and self.score is None

    @property
    def is_overdue(self) -> bool:
        """The time limit has passed, the grace for the way to us included."""
        if self.due_at is None:
            return False
        return timezone.now() > self.due_at + datetime.timedelta(seconds=GRACE_SECONDS)

    @property
    def seconds_left(self) -> int | None:
        """Until the time limit; None where there is none."""
        if self.due_at is None:
            return None
        return max(0, int((self.due_at - timezone.now()).total_seconds()))
