from django.conf import settings
from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models.rate import Rate
from corpu.ledger.models.record import Record
from corpu.lib.fields import JPField
from corpu.people.models import Person


class Reason(models.TextChoices):
    """Why a fact is credited as it is."""

    FULL = "full", _("counted in full")
    DAY_CAP = "day_cap", _("more than the day allows")
    MONTH_CAP = "month_cap", _("more sessions than the month allows")
    DAY_TAKEN = "day_taken", _("the day has its award already")
    NO_RATE_FOR_ROLE = "no_rate_for_role", _("no rate for this role")
    NEEDS_APPROVAL = "needs_approval", _("waits for an approver to set its JP")
    DUPLICATE = "duplicate_certificate", _("this certificate was counted already")
    UNCONFIRMED = "unconfirmed_rate", _("its rate has not been confirmed")
    VOIDED = "voided", _("voided")
    MINUTES_DIFFER = "minutes_differ", _("stated JP and minutes differ by over 10 %")


class CreditQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CreditQuerySet":
        """Credits of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def total(self):
        """Recognised JP as Decimal."""
        return self.aggregate(jp=Sum("jp_recognised", default=0))["jp"]


class Credit(models.Model):
    """What a fact is worth in one calendar year, under which rate, and why not more.

    Derived: it can be dropped and rebuilt, and gives the same rows. Only
    `ledger.actions.credits` writes it.
    """

    record = models.ForeignKey(
        Record, models.CASCADE, related_name="credits", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="credits", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    ended_on = models.DateField(help_text="Of the record: sums by day read no other row.")
    jp_claimed = JPField()
    jp_recognised = JPField()
    rate = models.ForeignKey(Rate, models.PROTECT, null=True, related_name="credits")
    reason = models.CharField(max_length=24, choices=Reason.choices)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(fields=["record", "year"], name="credit_once_a_year")
        ]
        # Sums by person and year, and comparisons in a rebuild, read this and no row; in
        # the order in which the facts are read, so that both are joined without sorting.
        indexes = [
            models.Index(
                fields=["person", "ended_on", "record"],
                include=["year", "jp_claimed", "jp_recognised", "rate", "reason"],
                name="credit_by_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id}/{self.year}: {self.jp_recognised}"


class DirtyYear(models.Model):
    """A person's year that a newly published rule touches and that waits to be recounted.

    Screens that show the figure say so while the row is there.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    since = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="dirty_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}"
