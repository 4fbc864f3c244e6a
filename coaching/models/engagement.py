import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.coach import Coach
from corpu.ledger.models import LearningForm


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EngagementQuerySet":
        """An engagement is known to its pair alone; leaders see records, never this."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(coach__person=viewer) | Q(coachee=viewer))

    def active(self) -> "EngagementQuerySet":
        """Pairs that are at work."""
        return self.filter(state=Engagement.State.ACTIVE)

    def requested(self) -> "EngagementQuerySet":
        """Requests that wait for the coach's answer."""
        return self.filter(state=Engagement.State.REQUESTED)

    def unanswered_at(self, moment) -> "EngagementQuerySet":
        """Requests whose clock has run out."""
        return self.requested().filter(answer_by__lt=moment)


class Engagement(models.Model):
    """A coach (or mentor) and a coachee who meet for a purpose over a time."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waiting for the coach")
        ACTIVE = "active", _("active")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        ENDED = "ended", _("ended")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    coach = models.ForeignKey(Coach, models.PROTECT, related_name="engagements")
    coachee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="engagements"
    )
    form = models.ForeignKey(LearningForm, models.PROTECT, verbose_name=_("form"))
    purpose = models.CharField(_("purpose"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField()
    answer_reason = models.CharField(max_length=300, blank=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    next_meeting_at = models.DateTimeField(_("next meeting"), null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "coachee", "form"],
                condition=Q(state__in=["requested", "active"]),
                name="engagement_live_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.coach} – {self.coachee}"

    def other_than(self, person):
        """The other one of the pair."""
        return self.coachee if self.coach.person_id == person.pk else self.coach.person


class NextStep(models.Model):
    """Something the pair agreed that the coachee will do; she checks it off.

    Its words are sealed like notes (`coaching.actions.steps`); `text` is what was written
    before there were keys, until the sweep seals it.
    """

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="steps")
    text = models.CharField(_("next step"), max_length=200, blank=True)
    sealed = models.BinaryField(null=True)
    agreed_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["done_at", "-agreed_at"]

    def __str__(self) -> str:
        return f"{self.engagement_id} {self.agreed_at:%Y-%m-%d}"
