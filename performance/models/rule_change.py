from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RuleChangeQuerySet(models.QuerySet):
    def waiting(self) -> "RuleChangeQuerySet":
        """Proposals that a second person has not answered."""
        return self.filter(state=RuleChange.State.PROPOSED)

    def of(self, row) -> "RuleChangeQuerySet":
        """What was proposed about one rule."""
        return self.filter(kind=row._meta.label_lower, rule=row.pk)


class RuleChange(models.Model):
    """A proposal to give a published rule its last day, which a second person confirms.

    The rule may be of any kind that `performance.actions.dated` keeps: a gate, a matrix,
    a band, a formula, a standard of a post.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(max_length=80, help_text="Label of the model of the rule.")
    rule = models.PositiveBigIntegerField()
    valid_to = models.DateField(_("last day"))
    reason = models.TextField(_("reason"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("last day of a rule")
        verbose_name_plural = _("last days of rules")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "rule"],
                condition=Q(state="proposed"),
                name="rule_change_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(state="confirmed")
                | ~Q(decided_by=models.F("proposed_by")),
                name="rule_change_two_persons",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.rule}: {self.valid_to}"
