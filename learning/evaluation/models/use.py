import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.actions.deciders import decides_for
from corpu.people.models.access import Role
from learning.models import Enrolment
from learning.models.evidence import overseen_by


class UseQuerySet(models.QuerySet):
    def waiting_for(self, viewer) -> "UseQuerySet":
        """What `viewer` may confirm today; nobody's own, and HR where nobody leads."""
        waiting = self.filter(state=Use.State.SAID).exclude(enrolment__person=viewer)
        overseen = overseen_by(viewer, Role.HR)
        with_hr = Q(decider=None, enrolment__person__in=overseen)
        return waiting.filter(Q(decider__in=decides_for(viewer)) | with_hr)

    def overdue(self) -> "UseQuerySet":
        """Those about which the decider kept silent."""
        return self.filter(
            state=Use.State.SAID, decider__isnull=False, decide_by__lt=timezone.now()
        )


class Use(models.Model):
    """What somebody did in her work with what a course taught, and whether another saw
    it; or what kept her from it."""

    class State(models.TextChoices):
        SAID = "said", _("waiting to be confirmed")
        CONFIRMED = "confirmed", _("used, and confirmed")
        NOT_SEEN = "not_seen", _("not seen by the leader")
        HINDERED = "hindered", _("could not be used")

    class Hurdle(models.TextChoices):
        """What was in the way."""

        FUNDS = "funds", _("no money or equipment")
        AUTHORITY = "authority", _("not mine to change")
        TEAM = "team", _("the team works differently")
        MOVED = "moved", _("my work is another now")
        TIME = "time", _("no occasion so far")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="use")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    # For her and for whoever decides: agencies see numbers.
    text = models.TextField(_("what I did with it"), blank=True)
    hurdle = models.CharField(
        _("what was in the way"), max_length=10, choices=Hurdle.choices, blank=True
    )
    said_at = models.DateTimeField(default=timezone.now)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decide_by = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of what was learnt")
        verbose_name_plural = _("uses of what was learnt")
        indexes = [models.Index(fields=["state", "decide_by"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="hindered") & ~Q(hurdle="") | ~Q(state="hindered"),
                name="use_hindered_by_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.state}"
