from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.fields import JPField
from corpu.people.models import Person
from performance.models.reasons import WithPublicReason
from performance.models.target import Target


class AdjustmentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AdjustmentQuerySet":
        """Adjustments of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def holding(self) -> "AdjustmentQuerySet":
        """Those that nobody has undone."""
        return self.filter(undone_at=None)


class Adjustment(WithPublicReason):
    """A decision that changes what one person owes of one target in one period.

    It never asks for more than her days do: a later last day, or a smaller amount. It is
    undone by a second decision, never deleted; exemptions have a table of their own.
    """

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("later last day")
        PRORATED = "prorated", _("scaled to the time that is left")
        CORRECTED = "corrected", _("corrected amount")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="adjustments"
    )
    target = models.ForeignKey(Target, models.CASCADE, related_name="adjustments")
    # The calendar year in which the period was set to end: the key of its standing.
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    required = JPField(_("required"), null=True, blank=True)
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("Empty where a request was granted without words of one's own."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("adjustment of a target")
        verbose_name_plural = _("adjustments of targets")
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "target", "year", "kind"],
                condition=Q(undone_at=None),
                name="adjustment_holds_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="extension", ends_on__isnull=False, required=None)
                | Q(
                    ends_on=None,
                    required__isnull=False,
                    kind__in=["prorated", "corrected"],
                ),
                name="adjustment_of_day_or_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.get_kind_display()}"
