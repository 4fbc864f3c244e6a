from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.coach import Coach
from coaching.models.engagement import Engagement

BEST = 5


class Rating(models.Model):
    """How helpful a coachee found her coach, from 1 to 5. Nobody else ever reads it:
    voices leave this table only as a `RatingSum`."""

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="rating")
    stars = models.PositiveSmallIntegerField(
        _("helpful"), validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=BEST), name="rating_of_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id}"


class RatingSum(models.Model):
    """What a coach (and those who match) may know of her ratings: the sum as it was when
    five voices had come since the last one, so that no two sums tell a single voice."""

    coach = models.OneToOneField(Coach, models.CASCADE, related_name="rating_sum")
    voices = models.PositiveIntegerField()
    stars = models.PositiveIntegerField()
    summed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sum of ratings")
        verbose_name_plural = _("sums of ratings")
        constraints = [
            models.CheckConstraint(
                condition=Q(voices__gte=5, stars__gte=F("voices")),
                name="rating_sum_of_five_or_more",
            )
        ]

    def __str__(self) -> str:
        return f"{self.coach_id}: {self.stars}/{self.voices}"

    @property
    def mean(self) -> float:
        """Stars a voice, from 1 to 5."""
        return self.stars / self.voices
