import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.coach import Coach
from coaching.models.kind import Kind
from coaching.models.programme import Circle, Programme
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

    def live(self) -> "EngagementQuerySet":
        """Requests and pairs at work: they take a place of the coach."""
        return self.filter(state__in=Engagement.LIVE)

    def with_pair(self) -> "EngagementQuerySet":
        """Joined with what a line about an engagement shows."""
        return self.select_related("coach__person__unit", "coachee__unit", "kind", "form")


class Engagement(models.Model):
    """A coach (or mentor) and a coachee who meet for a purpose over a time."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waiting for the coach")
        ACTIVE = "active", _("active")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    class Way(models.TextChoices):
        """How the two came together."""

        CHOSEN = "chosen", _("chosen from the directory")
        PROPOSED = "proposed", _("proposed")
        PASSED = "passed", _("passed on")
        PLACED = "placed", _("placed by HR")

    class End(models.TextChoices):
        COMPLETED = "completed", _("closed by both")
        EARLY = "early", _("ended early")
        PARTED = "parted", _("parted after the first session")
        COACH_LEFT = "coach_left", _("the coach has left")
        COACHEE_LEFT = "coachee_left", _("the coachee has left")
        LINE = "line", _("one now leads the other")

    LIVE = ["requested", "active"]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    coach = models.ForeignKey(Coach, models.PROTECT, related_name="engagements")
    coachee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="engagements"
    )
    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name=_("kind"))
    # The form of its facts, as its kind said when it began.
    form = models.ForeignKey(LearningForm, models.PROTECT, verbose_name=_("form"))
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.CHOSEN)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, related_name="engagements"
    )
    circle = models.ForeignKey(
        Circle, models.PROTECT, null=True, related_name="engagements"
    )
    # Words of the pair, sealed (`coaching.actions.wishes`); `purpose` is what was written
    # before there were keys, until the sweep seals it.
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    purpose_sealed = models.BinaryField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField()
    answer_reason = models.CharField(max_length=300, blank=True)
    # Unanswered, the request goes to the next coach; `follows` is where it was before.
    passes_on = models.BooleanField(default=False)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="followed_by"
    )
    reasons = models.JSONField(default=list)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=12, choices=End.choices, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "coachee", "kind"],
                condition=Q(state__in=["requested", "active"], circle=None),
                name="engagement_live_once",
            ),
            models.UniqueConstraint(
                fields=["circle", "coachee"],
                condition=Q(state__in=["requested", "active"]),
                name="circle_joined_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coach} – {self.coachee}"

    @property
    def is_live(self) -> bool:
        """True while it takes a place of the coach."""
        return self.state in self.LIVE

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
