from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from performance.plans.models.line import PlanLine
from performance.plans.models.plan import Plan


def _named(field: str) -> str:
    """What a field of a line is called on screens."""
    return capfirst(str(PlanLine._meta.get_field(field).verbose_name))


class Entry(models.Model):
    """One step of the dialogue about a plan: who wrote, changed or signed what, and when.

    The trail is only added to; `before` and `after` hold the fields of a changed line.
    """

    class Act(models.TextChoices):
        OPENED = "opened", _("started the plan")
        COMMENT = "comment", _("wrote")
        ADDED = "added", _("added a line")
        CHANGED = "changed", _("changed a line")
        STRUCK = "struck", _("took a line out")
        SIGNED = "signed", _("signed")
        REOPENED = "reopened", _("opened the signed plan again")
        LEADER = "leader", _("the leader changed")
        ESCALATED = "escalated", _("the leader above was told")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="entries")
    line = models.ForeignKey(PlanLine, models.SET_NULL, null=True, related_name="entries")
    act = models.CharField(max_length=9, choices=Act.choices)
    text = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    revision = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of the dialogue")
        verbose_name_plural = _("steps of the dialogue")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.act} {self.at:%Y-%m-%d}"

    @property
    def changes(self) -> list[tuple]:
        """What a line said before and after: (name of the field, before, after)."""
        if self.act != self.Act.CHANGED:
            return []
        return [
            (_named(key), self.before.get(key, ""), self.after.get(key, ""))
            for key in {**self.before, **self.after}
        ]


class Feedback(models.Model):
    """Running feedback of one of the two to the other, dated, in a quarter."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="feedback")
    quarter = models.PositiveSmallIntegerField()
    text = models.TextField(_("feedback"))
    given_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="feedback_quarter_of_four",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} Q{self.quarter}"
