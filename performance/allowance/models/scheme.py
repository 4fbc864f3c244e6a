from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Unit


class SchemeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SchemeQuerySet":
        """Those of the institutions whose HR or auditor `viewer` is."""
        return self.filter(unit__in=Unit.objects.managed_by(viewer, "hr", "auditor"))

    def on(self) -> "SchemeQuerySet":
        """Institutions that have switched the recommendation on."""
        return self.filter(is_on=True)


class Scheme(models.Model):
    """Whether an institution has allowance recommendations at all, and on what ground.

    Off until one person gives the legal basis and another confirms it.
    """

    unit = models.OneToOneField(
        Unit, models.PROTECT, related_name="allowance_scheme", verbose_name=_("unit")
    )
    is_on = models.BooleanField(_("switched on"), default=False)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    objection_days = models.PositiveSmallIntegerField(
        _("days to object"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("How long each person may object before a month can be locked."),
    )
    decision_days = models.PositiveSmallIntegerField(
        _("days to answer an objection"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    leaders_see = models.BooleanField(
        _("leaders see the recommendations of their people"), default=False
    )

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance scheme")
        verbose_name_plural = _("allowance schemes")
        ordering = ["unit"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_on=False)
                | Q(confirmed_by__isnull=False, proposed_by__isnull=False)
                & ~Q(legal_basis=""),
                name="scheme_on_with_legal_basis",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("proposed_by")), name="scheme_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.is_on}"

    @property
    def is_proposed(self) -> bool:
        """True while a legal basis waits for the second person."""
        return not self.is_on and self.proposed_by_id is not None
