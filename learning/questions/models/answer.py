from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Answered(models.Model):
    """How one question went in one marked attempt: what figures are made of.

    Only the first attempt of a person at a quiz counts in figures (`is_first`): later
    ones know the answers.
    """

    key = models.UUIDField()
    edition = models.PositiveIntegerField(default=1)
    attempt = models.UUIDField(help_text="The attempt's public id.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_first = models.BooleanField(default=False)
    share = models.FloatField(help_text="0 to 1.")
    rest = models.FloatField(null=True, help_text="0 to 1 over the other questions.")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answered question")
        verbose_name_plural = _("answered questions")
        indexes = [models.Index(fields=["key", "edition", "is_first"])]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "key"], name="question_answered_once"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="question_share_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.share}"


class ItemFigure(models.Model):
    """Difficulty and discrimination of a question in one edition; derived."""

    key = models.UUIDField()
    edition = models.PositiveIntegerField(default=1)
    count = models.PositiveIntegerField(_("answers"), default=0)
    difficulty = models.FloatField(_("difficulty"), null=True)
    discrimination = models.FloatField(_("discrimination"), null=True)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("figures of a question")
        verbose_name_plural = _("figures of questions")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "edition"], name="question_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
