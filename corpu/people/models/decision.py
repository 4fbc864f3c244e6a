from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DecisionQuerySet":
        """Decisions about the people that `viewer` audits or serves as HR; those about
        nobody (units, files) where one of these people decided."""
        from corpu.people.models.access import OFFICE_ROLES
        from corpu.people.models.person import Person

        if not viewer.is_authenticated:
            return self.none()
        grants = [g for g in viewer.active_grants() if g.role in OFFICE_ROLES]
        if viewer.is_superuser or any(grant.unit_id is None for grant in grants):
            return self
        if not grants:
            return self.none()
        people = Person.objects.managed_by(viewer, *OFFICE_ROLES)
        about_nobody = models.Q(person=None, by__in=people)
        return self.filter(models.Q(person__in=people) | about_nobody)


class Decision(models.Model):
    """One line of the decision log: who decided what about whom, when and why.

    Append-only: the database refuses UPDATE and DELETE (see `corpu.lib.triggers`).
    `act` is dotted and stable ("evidence.accepted"); `data` holds before and after.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="decisions_made",
        verbose_name=_("by"),
        help_text=_("Empty where a rule or another system decided."),
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    act = models.CharField(_("act"), max_length=60, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="decisions_about",
        verbose_name=_("about"),
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"
