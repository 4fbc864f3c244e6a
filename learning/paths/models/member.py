import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Provider
from learning.paths.models.path import Cohort, Path, PathVersion, Step


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "MembershipQuerySet":
        """One's own, those one mentors, those of people one may look at, and those in
        the paths of one's agency."""
        return self.filter(
            Q(person=viewer)
            | Q(mentor=viewer)
            | Q(person__in=Person.objects.visible_to(viewer))
            | Q(path__provider__in=Provider.objects.of(viewer))
        )

    def going(self) -> "MembershipQuerySet":
        """Who is on the way."""
        return self.filter(state=Membership.State.ACTIVE)

    def joined(self) -> "MembershipQuerySet":
        """On the way or through: one for each person and path."""
        return self.filter(state__in=Membership.JOINED)


class Membership(models.Model):
    """A person walks a path, in the version that was current when she joined."""

    class State(models.TextChoices):
        ACTIVE = "active", _("on the way")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    JOINED = ["active", "completed"]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.ForeignKey(Path, models.PROTECT, related_name="memberships")
    version = models.ForeignKey(PathVersion, models.PROTECT, related_name="+")
    cohort = models.ForeignKey(
        Cohort, models.PROTECT, null=True, related_name="memberships"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="path_memberships"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.ACTIVE
    )
    joined_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of a learning path")
        verbose_name_plural = _("memberships of learning paths")
        ordering = ["-joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "path"],
                condition=Q(state__in=["active", "completed"]),
                name="path_membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.path_id}"

    @property
    def certificate_source(self) -> str:
        """What its certificate rests on."""
        return f"path:{self.public_id}"


class StepDone(models.Model):
    """A milestone: handed in by the member, then confirmed or sent back by another."""

    class State(models.TextChoices):
        HANDED_IN = "handed_in", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        RETURNED = "returned", _("sent back")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="milestones")
    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.HANDED_IN
    )
    text = models.TextField(_("what you did"))
    handed_in_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("milestone of a member")
        verbose_name_plural = _("milestones of members")
        constraints = [
            models.UniqueConstraint(fields=["membership", "step"], name="milestone_once")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.step_id}"
