"""What people miss: searches that found nothing, wishes for a date, and cards of demand."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from corpu.ledger.models import LearningForm, Record
from corpu.people.models import Provider, Unit
from corpu.people.models.access import Role
from corpu.skills.models import Competence
from learning.models.course import Course


class FailedSearch(models.Model):
    """Somebody looked for this in the catalogue and found nothing.

    `key` is the text folded (lower case, without accents), so that five spellings of one
    wish are one wish. The same person is counted once.
    """

    key = models.CharField(max_length=100)
    text = models.CharField(_("searched for"), max_length=100)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="failed_searches"
    )
    searched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        constraints = [
            models.UniqueConstraint(fields=["key", "person"], name="failed_search_once")
        ]

    def __str__(self) -> str:
        return self.text


class DemandCardQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DemandCardQuerySet":
        """Staff of agencies and the Corpu office see all; others what they asked for."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.has_role(
            Role.AUTHOR, Role.REVIEWER, Role.INSTRUCTOR, Role.MANAGER, Role.HR
        ):
            return self
        return self.asked_by(viewer)

    def asked_by(self, person) -> "DemandCardQuerySet":
        """What `person` needs herself, or asked for on behalf of others."""
        asks = DemandAsk.objects.filter(Q(person=person) | Q(by=person))
        return self.filter(pk__in=asks.values("card"))

    def going(self) -> "DemandCardQuerySet":
        """Not closed: nobody who asked has been credited."""
        return self.exclude(state=DemandCard.State.CLOSED)

    def with_asks(self) -> "DemandCardQuerySet":
        """With `askers` (how many asked), and what a list shows."""
        rows = self.select_related(
            "competence", "form", "unit", "provider", "course", "claimed_by"
        )
        return rows.annotate(askers=Count("asks"))


class DemandCard(models.Model):
    """Something that people need and nobody offers, until somebody has learnt it.

    An agency claims it and answers it with a course or a class. It closes only when the
    first who asked has been credited for the answer: a closed card names that record.
    """

    class Origin(models.TextChoices):
        SEARCH = "search", _("searches that found nothing")
        REQUEST = "request", _("request of a unit leader")
        GAP = "gap", _("unmet needs")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a card of demand", "open")
        CLAIMED = "claimed", pgettext_lazy("a card of demand", "claimed")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    # What the card is about, in a form that is compared: at most one going for each.
    key = models.CharField(max_length=150)
    title = models.CharField(_("what is needed"), max_length=200)
    detail = models.TextField(_("what for"), blank=True)
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, blank=True)
    form = models.ForeignKey(LearningForm, models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The institution or unit in which it is needed; empty: anywhere.",
    )  # fmt: skip
    wanted_by = models.DateField(_("needed by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN
    )
    opened_at = models.DateTimeField(default=timezone.now)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, related_name="demand_cards"
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, related_name="demand_cards"
    )
    proposed_on = models.DateField(_("proposed date"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = DemandCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card of demand")
        verbose_name_plural = _("cards of demand")
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["state", "opened_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(state="closed"), name="demand_going_once"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", record__isnull=False)
                | Q(~Q(state="closed"), record=None),
                name="demand_closed_by_a_record",
            ),
            models.CheckConstraint(
                condition=Q(state="open", provider=None)
                | Q(~Q(state="open"), provider__isnull=False),
                name="demand_claimed_by_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def age_days(self) -> int:
        """For how many days it has been waiting, or waited until it closed."""
        return ((self.closed_at or timezone.now()) - self.opened_at).days

    @property
    def is_orphan(self) -> bool:
        """Nobody has taken it up for two weeks."""
        return self.state == self.State.OPEN and self.age_days >= 14


class DemandAsk(models.Model):
    """One person who needs what a card is about, and who asked for her."""

    card = models.ForeignKey(DemandCard, models.CASCADE, related_name="asks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="demands"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("asked for")
        verbose_name_plural = _("asked for")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "person"], name="demand_ask_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.card}"


class Interest(models.Model):
    """Somebody wants a class of this course, and no date suits or is set."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="interests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests"
    )
    since = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, help_text="When a date was announced.")

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="interest_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.course}"
