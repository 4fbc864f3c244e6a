"""The plan of a unit and of the whole agency, once it is approved and frozen."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningForm
from corpu.lib.fields import JPField
from corpu.people.models import Provider, Unit
from corpu.skills.models import Competence
from performance.development.models.plan import Plan


class Sheet(models.Model):
    """The development plan of a unit with everything below it, of one year.

    A unit's is approved by its head; the agency's (a root unit) is proposed by one
    officer of HR and approved by another (PP 11/2017 art. 207: set by the PPK). Its
    lines are frozen then, and later changes of plans do not touch them.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    is_agency = models.BooleanField(default=False)
    ceiling = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("unit's development plan")
        verbose_name_plural = _("units' development plans")
        ordering = ["unit", "-year", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "version"], name="dev_sheet_once"
            ),
            models.CheckConstraint(
                condition=Q(is_agency=False)
                | Q(approved_by=None)
                | ~Q(approved_by=F("proposed_by")),
                name="dev_sheet_of_agency_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}/{self.version}"


class SheetLine(models.Model):
    """A line as it was when its sheet was frozen."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, related_name="+"
    )
    form = models.ForeignKey(LearningForm, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, related_name="+")
    quarter = models.PositiveSmallIntegerField()
    jp = JPField()
    cost = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("frozen line")
        verbose_name_plural = _("frozen lines")
        ordering = ["sheet", "pk"]

    def __str__(self) -> str:
        return self.title


class Budget(models.Model):
    """The most that the plans of a unit and everything below it may cost in a year."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    ceiling = models.PositiveBigIntegerField(
        _("ceiling"), help_text=_("In whole rupiah.")
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("training budget")
        verbose_name_plural = _("training budgets")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="dev_budget_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}: {self.ceiling}"
