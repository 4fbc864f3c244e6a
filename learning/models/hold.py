from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.enrolment import LessonProgress


class LessonHold(models.Model):
    """A lesson that was finished but does not count yet, and what released it.

    Held is what was finished before its minimum time, and what was finished far faster
    than others need for it. All that is known of the person is how many seconds the
    lesson was open. Where no questions could be asked nothing is held: the row says so,
    and the agency sees that the lesson lacks questions.
    """

    class Reason(models.TextChoices):
        MINIMUM = "minimum", _("before its minimum time")
        PACE = "pace", _("far faster than others")

    class State(models.TextChoices):
        OPEN = "open", _("held")
        ANSWERED = "answered", _("released by answers")
        STAYED = "stayed", _("released by more time in the lesson")
        UNASKED = "unasked", _("counted, because there were no questions")

    progress = models.OneToOneField(LessonProgress, models.CASCADE, related_name="hold")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    seconds = models.PositiveIntegerField(help_text="In the lesson when it was finished.")
    limit = models.PositiveIntegerField(help_text="From so many seconds on it counts.")
    median = models.PositiveIntegerField(
        default=0, help_text="Of the others, in seconds."
    )
    people = models.PositiveIntegerField(
        default=0, help_text="How many others; 0: the stated minutes."
    )
    drawn = models.JSONField(default=list, help_text="The questions that are asked now.")
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.PositiveIntegerField(
        default=0, help_text="Seconds in the lesson at the last answers."
    )
    created_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("held lesson")
        verbose_name_plural = _("held lessons")
        indexes = [models.Index(fields=["state"], name="lesson_hold_state")]

    def __str__(self) -> str:
        return f"{self.progress_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """True while the lesson does not count yet."""
        return self.state == self.State.OPEN

    def seconds_left(self, seconds: int) -> int:
        """How much longer in the lesson releases it, for somebody who has spent
        `seconds` there."""
        return max(0, self.limit - seconds)
