import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.fields import JPField
from corpu.people.models import Person, StaffClass, Unit
from performance.models.target import Target


class Status(models.TextChoices):
    """Where a person stands against a target."""

    MET = "met", _("met")
    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    UNMET = "unmet", _("unmet")
    EXEMPT = "exempt", _("exempt")


# The order of a leader's list: what needs her first.
URGENCY = [Status.UNMET, Status.AT_RISK, Status.ON_TRACK, Status.MET, Status.EXEMPT]


@dataclass(frozen=True)
class Turn:
    """The figures of a standing when a month began."""

    counted: Decimal
    forecast: Decimal
    gap: Decimal
    status: str


class StandingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "StandingQuerySet":
        """Standings of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def in_year(self, year: int) -> "StandingQuerySet":
        """Standings of one calendar year."""
        return self.filter(year=year)

    def in_subtree(self, unit: Unit) -> "StandingQuerySet":
        """Standings counted in `unit` or below: today's unit in the open year, the unit
        of 31 December afterwards."""
        return self.filter(unit__path__startswith=unit.path)

    def minimums(self) -> "StandingQuerySet":
        """Standings against targets that can be missed."""
        return self.filter(target__kind=Target.Kind.MINIMUM)

    def flagged(self) -> "StandingQuerySet":
        """Standings that are a flag: at risk or unmet."""
        return self.filter(status__in=[Status.AT_RISK, Status.UNMET])

    def with_target(self) -> "StandingQuerySet":
        """Joined with what a line about a standing shows."""
        return self.select_related("target__form", "target__unit")

    def most_urgent_first(self) -> "StandingQuerySet":
        """Unmet, then at risk, by the size of the gap."""
        ranks = [When(status=status, then=Value(i)) for i, status in enumerate(URGENCY)]
        rank = Case(*ranks, output_field=IntegerField())
        return self.order_by(rank, "-gap", "person__name", "pk")

    def largest_gap_first(self, status: str) -> "StandingQuerySet":
        """Those of one status, in the same order; at the size of a nation from an index."""
        return self.filter(status=status).order_by("-gap", "person__name", "pk")


class Standing(models.Model):
    """One person against one target in one period (capaian).

    Derived, in two halves, and a rebuild gives the same rows. The requirement says what
    is asked of her, from targets, appointments and absences
    (`performance.actions.requirements`). The measure says how far she is, from the
    ledger and the agenda (`performance.actions.standings`). `unit` and `staff_class` are
    those it is counted under: today's in an open period, those of its last day
    afterwards. Amounts are in what the target counts: JP, sessions or courses.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="standings"
    )
    target = models.ForeignKey(Target, models.CASCADE, related_name="standings")
    # The calendar year in which the period ends.
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    staff_class = models.CharField(max_length=8, choices=StaffClass.choices)

    # The requirement: the whole, her part of it, and the formula in figures.
    whole = JPField()
    required = JPField()
    service_days = models.PositiveSmallIntegerField()
    period_days = models.PositiveSmallIntegerField()
    formula = models.JSONField(default=dict)
    carried = JPField(default=0, help_text="Brought from the period before.")
    is_exempt = models.BooleanField(default=False)

    # The measure.
    counted = JPField(default=0)
    booked = JPField(default=0)
    pace = JPField(default=0, help_text="What the pace of 12 months still brings.")
    forecast = JPField(default=0)
    gap = JPField(default=0)
    status = models.CharField(
        max_length=8, choices=Status.choices, default=Status.ON_TRACK
    )
    # What each quota has: {quota id: hundredths counted}.
    parts = models.JSONField(default=dict)
    is_warning = models.BooleanField(default=False)
    counted_at = models.DateTimeField(default=timezone.now)
    # When a fact, a promise or a rule last moved it, and since when it has its status.
    changed_at = models.DateTimeField(null=True)
    status_since = models.DateTimeField(null=True)

    # How it stood when the month began in which it was last counted; no status: it was
    # not there yet.
    turned_on = models.DateField(null=True)
    turn_counted = JPField(default=0)
    turn_forecast = JPField(default=0)
    turn_gap = JPField(default=0)
    turn_status = models.CharField(max_length=8, choices=Status.choices, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["person", "-year", "target"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "target", "year"], name="standing_once"
            )
        ]
        indexes = [
            models.Index(fields=["year", "target", "status"]),
            models.Index(fields=["year", "status", "-gap"], name="standing_most_urgent"),
            models.Index(fields=["unit", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.counted} of {self.required}"

    def get_absolute_url(self) -> str:
        """The page that explains it."""
        return reverse("performance:standing", args=[self.pk])

    def at_turn_of(self, month: datetime.date) -> "Turn | None":
        """How it stood when the month that begins on `month` began; None if it was not
        there yet. What has not been counted since stands as it stood then."""
        if self.turned_on is None or self.turned_on < month:
            known = self.turned_on is not None
            now = Turn(self.counted, self.forecast, self.gap, self.status)
            return now if known else None
        if not self.turn_status:
            return None
        return Turn(
            self.turn_counted, self.turn_forecast, self.turn_gap, self.turn_status
        )

    @property
    def uncovered(self) -> Decimal:
        """JP that neither facts nor bookings bring yet."""
        return max(self.gap - self.booked, Decimal(0))

    @property
    def excess(self) -> Decimal:
        """JP above the required amount (what a ceiling warns of)."""
        return max(self.counted - self.required, Decimal(0))
