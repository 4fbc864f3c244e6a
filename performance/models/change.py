from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity
from performance.models.target import Target


class TargetChangeQuerySet(models.QuerySet):
    def waiting(self) -> "TargetChangeQuerySet":
        """Proposals that a second person has not answered."""
        return self.filter(state=TargetChange.State.PROPOSED)

    def waiting_for(self, viewer) -> "TargetChangeQuerySet":
        """What `viewer`, who may set targets, can confirm: nobody's own proposal."""
        return self.waiting().exclude(proposed_by=viewer)


class TargetChange(models.Model):
    """A proposal to change a published target, which a second person confirms."""

    class Act(models.TextChoices):
        SWITCH_ON = "switch_on", _("switch on")
        SWITCH_OFF = "switch_off", _("switch off")
        END = "end", _("set the last day")
        RECOGNISE = "recognise", _("recognise an activity as the programme")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    target = models.ForeignKey(Target, models.CASCADE, related_name="changes")
    act = models.CharField(_("change"), max_length=10, choices=Act.choices)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
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

    objects = TargetChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a target")
        verbose_name_plural = _("changes of targets")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(state="proposed"),
                name="target_change_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(act="end", valid_to__isnull=False)
                | (~Q(act="end") & Q(valid_to=None)),
                name="target_change_end_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.get_act_display()}"
