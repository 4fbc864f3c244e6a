import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from learning.models import Lesson


class Sheet(models.Model):
    """One filled-in survey. It knows neither the person nor the hour: that she answered
    stands in her progress, what she said stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="survey_sheets")
    answers = models.JSONField(default=dict)
    day = models.DateField(default=today)
    # Sheets are told in groups: who looks again after each answer learns nothing of one.
    group = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sheet of a survey")
        verbose_name_plural = _("sheets of surveys")

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.day}"
