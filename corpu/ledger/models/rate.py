from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models.form import LearningForm
from corpu.lib.fields import JPField
from corpu.lib.rule_rows import Published, PublishedQuerySet, days_in_order, holds_on
from corpu.lib.two_languages import by_language


class Scope(models.TextChoices):
    NATIONAL = "national", _("national")
    INTERNATIONAL = "international", _("international")


class Basis(models.TextChoices):
    """What a rate multiplies."""

    PROGRAMME = "programme", _("JP of the programme (1 JP = 45 minutes)")
    DAY = "per_day", _("fixed JP for each day")
    DAY_CAP = "cap_per_day", _("JP of the activity, at most so many a day")
    SESSION = "per_session", _("fixed JP for each session")
    EVENT = "per_event", _("fixed JP for each time")
    SEMESTER = "per_semester", _("fixed JP for each semester")
    APPROVED = "approved", _("JP set by an approver")


class RateQuerySet(PublishedQuerySet):
    def visible_to(self, viewer) -> "RateQuerySet":
        """Rules that count are for everybody; drafts and withdrawn ones for HR."""
        office = viewer.is_superuser or viewer.has_role("hr")
        return self.all() if office else self.published()

    def on(self, day) -> "RateQuerySet":
        """Published rates in force on `day`."""
        return self.published().filter(holds_on(day))


class Rate(Published):
    """How many JP a form of learning is worth, from when to when, and by which rule.

    A published rate never changes, except that it may get its `valid_to`; a new rule is
    a new row, so that facts keep the rate of their day. Two published rates of the same
    form, scope and role never overlap (`ledger.actions.rates.publish_rate` sees to it).
    """

    form = models.ForeignKey(
        LearningForm, models.PROTECT, related_name="rates", verbose_name=_("form")
    )
    scope = models.CharField(_("scope"), max_length=14, choices=Scope.choices)
    role = models.CharField(
        _("role"),
        max_length=10,
        default="learner",
        choices=[
            ("learner", _("learner")),
            ("coach", _("coach")),
            ("mentor", _("mentor")),
            ("speaker", _("speaker")),
        ],
    )
    basis = models.CharField(_("basis"), max_length=14, choices=Basis.choices)
    jp = JPField(
        _("JP"),
        default=0,
        help_text=_("For each day, session, time or semester; the cap for a capped day."),
    )
    uplift_percent = models.PositiveSmallIntegerField(
        _("added after the cap, in per cent"), default=0
    )
    max_sessions_a_month = models.PositiveSmallIntegerField(
        _("sessions a month that count"), null=True, blank=True
    )
    day_group = models.CharField(
        _("shares its days with"),
        max_length=40,
        blank=True,
        help_text=_(
            "Forms with the same word here take each other's days; "
            "empty means the form alone."
        ),
    )
    confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("An unconfirmed rate is shown but credits nothing."),
    )
    legal_basis = models.TextField(_("legal basis"))
    legal_basis_en = models.TextField(
        _("legal basis in English"),
        blank=True,
        help_text=_("For readers of English; the Indonesian text is the one that holds."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = RateQuerySet.as_manager()

    law = by_language("legal_basis", "legal_basis_en")

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["form", "scope", "role", "-valid_from"]
        constraints = [
            days_in_order("rate_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.form} · {self.get_scope_display()} · {self.valid_from}"

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("ledger:rate", args=[self.pk])
