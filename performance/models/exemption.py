from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from performance.models.reasons import WithPublicReason
from performance.models.target import Target


class ExemptionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ExemptionQuerySet":
        """Exemptions of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))


class Exemption(WithPublicReason):
    """A person need not reach a target in one year, for a reason that HR decided."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="exemptions"
    )
    target = models.ForeignKey(Target, models.CASCADE, related_name="exemptions")
    year = models.PositiveSmallIntegerField()
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("Empty where a request was granted without words of HR's own."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "target", "year"], name="exemption_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.target_id}"
