import calendar
import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from performance.models.dated import DatedQuerySet, DatedRule


class DeadlineQuerySet(DatedQuerySet):
    def day_for(self, year: int) -> datetime.date:
        """The last day on which `year` should be closed, by the rule in force when it
        ended; the end of January where there is none."""
        rule = self.on(datetime.date(year, 12, 31)).first()
        month, day = (rule.month, rule.day) if rule else (1, 31)
        last = calendar.monthrange(year + 1, month)[1]
        return datetime.date(year + 1, month, min(day, last))


class Deadline(DatedRule):
    """By which day of the next year a year has to be closed."""

    month = models.PositiveSmallIntegerField(
        _("month of the next year"),
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    day = models.PositiveSmallIntegerField(
        _("day of the month"), validators=[MinValueValidator(1), MaxValueValidator(31)]
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("last day of closing")
        verbose_name_plural = _("last days of closing")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__range=(1, 12), day__range=(1, 31)),
                name="deadline_is_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}-{self.month}"

    def get_absolute_url(self) -> str:
        """The page where it is published and ended."""
        return reverse("periods:deadline", args=[self.pk])
