from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models import Course, Enrolment

BEST = 5


class Opinion(models.Model):
    """How useful somebody found a course for her work, from 1 to 5. Nobody else reads it:
    voices leave this table only as an `OpinionSum`."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="opinion")
    stars = models.PositiveSmallIntegerField(
        _("useful"), validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("opinion of a course")
        verbose_name_plural = _("opinions of courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=BEST), name="opinion_of_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}"


class OpinionSum(models.Model):
    """What may be known of the opinions of a course: their sum as it was when five voices
    had come since the last one, so that no two sums tell a single voice."""

    course = models.OneToOneField(Course, models.CASCADE, related_name="opinion_sum")
    voices = models.PositiveIntegerField()
    stars = models.PositiveIntegerField()
    summed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sum of opinions")
        verbose_name_plural = _("sums of opinions")
        constraints = [
            models.CheckConstraint(
                condition=Q(voices__gte=5, stars__gte=F("voices")),
                name="opinion_sum_of_five_or_more",
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.stars}/{self.voices}"

    @property
    def mean(self) -> float:
        """Stars a voice, from 1 to 5."""
        return self.stars / self.voices
