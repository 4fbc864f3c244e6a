from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.engagement import Engagement
from coaching.models.kind import Means
from corpu.skills.models import Competence


class Agreement(models.Model):
    """What the pair has agreed: how often, until when, by which means, and what stays
    between them. Each change asks both to sign anew."""

    class Confidence(models.TextChoices):
        USUAL = "usual", _("everything stays between us, unless life or law is in danger")
        GOALS = "goals", _("as before; the goals themselves may be told to the leader")

    engagement = models.OneToOneField(
        Engagement, models.CASCADE, related_name="agreement"
    )
    meetings = models.PositiveSmallIntegerField(_("number of meetings"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    means = models.CharField(_("how we meet"), max_length=8, choices=Means.choices)
    confidence = models.CharField(
        _("limits of confidentiality"),
        max_length=8,
        choices=Confidence.choices,
        default=Confidence.USUAL,
    )
    leader_at_start = models.BooleanField(
        _("meet once with the leader at the start"), default=False
    )
    leader_at_end = models.BooleanField(
        _("meet once with the leader at the end"), default=False
    )
    version = models.PositiveSmallIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    coach_signed_at = models.DateTimeField(null=True)
    coachee_signed_at = models.DateTimeField(null=True)
    # Since both had signed it for the first time; other terms that are not signed yet do
    # not take that away.
    in_force_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), meetings__gte=1),
                name="agreement_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id} v{self.version}"

    @property
    def is_signed(self) -> bool:
        """True once both have signed it as it stands."""
        return bool(self.coach_signed_at and self.coachee_signed_at)


class Goal(models.Model):
    """What the coachee wants to reach. The organisation learns its state, never its
    words; `source` names the need of the agenda that it came from, if any.

    The words are sealed (`coaching.actions.wishes`); `text` is what was written before
    there were keys, until the sweep seals it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("under way")
        REACHED = "reached", _("reached")
        PARTLY = "partly", _("partly reached")
        NOT_REACHED = "not_reached", _("not reached")
        DROPPED = "dropped", _("given up")

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="goals")
    text = models.CharField(_("goal"), max_length=200, blank=True)
    sealed = models.BinaryField(null=True)
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, verbose_name=_("competence")
    )
    source = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("goal of coaching")
        verbose_name_plural = _("goals of coaching")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.engagement_id}: {self.pk}"


class GoalMark(models.Model):
    """Where the coachee sees herself on a day, from 1 to 10."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="marks")
    mark = models.PositiveSmallIntegerField(
        _("mark"), validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    marked_on = models.DateField()

    class Meta:
        verbose_name = _("mark of a goal")
        verbose_name_plural = _("marks of goals")
        ordering = ["marked_on"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "marked_on"], name="mark_once_a_day"),
            models.CheckConstraint(
                condition=Q(mark__gte=1, mark__lte=10), name="mark_of_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.marked_on}: {self.mark}"


class Fit(models.Model):
    """Whether the two fit, asked of each after the first session. The other never reads
    it: a "no" ends the pair, and nobody is told from whom it came."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, we go on")
        UNSURE = "unsure", _("I am not sure yet")
        NO = "no", _("I would rather go on with somebody else")

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="fits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(_("answer"), max_length=6, choices=Answer.choices)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("check of fit")
        verbose_name_plural = _("checks of fit")
        constraints = [
            models.UniqueConstraint(fields=["engagement", "person"], name="fit_once")
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id}"


class Review(models.Model):
    """The closing of an engagement: one writes down where the goals stand, the other
    confirms it, and with that the engagement ends."""

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="review")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    states = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("closing review")
        verbose_name_plural = _("closing reviews")

    def __str__(self) -> str:
        return f"{self.engagement_id}"
