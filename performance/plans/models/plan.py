from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Unit
from performance.plans import rules


class PlanQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PlanQuerySet":
        """Plans of the people whom `viewer` may look at, those she leads or stands in
        for, those whose objection she decides, and those of a year in which she led
        before, until it is closed."""
        from performance.plans.models.appraisal import Objection

        if not viewer.is_authenticated:
            return self.none()
        seen = Person.objects.visible_to(viewer).order_by()
        mine = [viewer.pk, *viewer.stands_in_for()]
        led = LeaderSpan.objects.filter(plan=OuterRef("pk"), leader=viewer)
        before = Q(Exists(led)) & ~Q(state=rules.CLOSED)
        asked = Objection.objects.filter(appraisal__plan=OuterRef("pk"), decider__in=mine)
        condition = Q(person__in=seen.values("pk")) | Q(leader__in=mine)
        return self.filter(condition | before | Q(Exists(asked)))

    def led_by(self, viewer) -> "PlanQuerySet":
        """Plans that `viewer` agrees and assesses today, also as a deputy."""
        mine = [viewer.pk, *viewer.stands_in_for()]
        return self.filter(leader__in=mine).exclude(person=viewer)

    def agreed_by_hr(self) -> "PlanQuerySet":
        """Plans that were started of people above whom nobody stands."""
        return self.filter(leader=None).exclude(state=rules.PROPOSED)

    def open(self) -> "PlanQuerySet":
        """Plans of people in service whose year has not been closed."""
        return self.filter(person__is_active=True).exclude(state=rules.CLOSED)

    def with_people(self) -> "PlanQuerySet":
        """Joined with what a line about a plan shows."""
        return self.select_related(
            "person__unit", "person__post", "person__leader", "leader", "unit"
        )

    def with_learning(self) -> "PlanQuerySet":
        """With `has_learning`: a line that the ledger moves."""
        from performance.plans.models.line import PlanLine

        lines = PlanLine.objects.filter(plan=OuterRef("pk")).own_learning()
        return self.annotate(has_learning=Exists(lines))

    def incomplete(self) -> "PlanQuerySet":
        """Plans without a learning line."""
        return self.with_learning().filter(has_learning=False)


class Plan(models.Model):
    """The performance plan (SKP, PermenPANRB 6/2022) of one person and calendar year.

    `leader` agrees and assesses it today: the direct leader, an acting head, or nobody
    (then HR). Signatures are of what the plan says now; a change takes them away.
    """

    class State(models.TextChoices):
        PROPOSED = rules.PROPOSED, _("not started")
        PLANNING = rules.PLANNING, _("planning")
        RUNNING = rules.RUNNING, _("monitoring")
        CLOSED = rules.CLOSED, _("closed")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="plans"
    )
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="plans_led"
    )
    state = models.CharField(
        max_length=8, choices=State.choices, default=State.PROPOSED, db_index=True
    )
    revision = models.PositiveSmallIntegerField(default=0)
    person_signed_at = models.DateTimeField(null=True)
    leader_signed_at = models.DateTimeField(null=True)
    leader_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance plan")
        verbose_name_plural = _("performance plans")
        ordering = ["-year", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="plan_once_a_year"),
            models.CheckConstraint(
                condition=Q(leader=None) | ~Q(leader=F("person")),
                name="plan_not_led_by_its_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "closed"])
                | Q(person_signed_at__isnull=False, leader_signed_at__isnull=False),
                name="plan_running_is_signed",
            ),
        ]
        indexes = [models.Index(fields=["year", "state"])]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}"

    def get_absolute_url(self) -> str:
        """The plan with its dialogue."""
        return reverse("plans:plan", args=[self.pk])

    @property
    def stage(self) -> rules.Stage:
        """Where it is in the cycle."""
        return rules.Stage(
            self.state, bool(self.person_signed_at), bool(self.leader_signed_at)
        )


class LeaderSpan(models.Model):
    """The days of a year on which one leader led the person of a plan.

    Whoever led before assesses her part; the last one sees it when she assesses the
    whole. The ratings stay empty for the span that runs.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="spans")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    result = models.CharField(max_length=8, blank=True)
    behaviour = models.CharField(max_length=8, blank=True)
    note = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="leader_span_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(ended_on=None),
                name="leader_span_one_runs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.leader_id} {self.started_on}"

    @property
    def days(self) -> int | None:
        """Days led, both ends included; None while it runs."""
        return (self.ended_on - self.started_on).days + 1 if self.ended_on else None

    @property
    def result_label(self) -> str:
        """The rated result in the reader's language."""
        from performance.plans.models.matrix import Rating

        return str(Rating(self.result).label) if self.result else ""

    @property
    def behaviour_label(self) -> str:
        """The rated behaviour in the reader's language."""
        from performance.plans.models.matrix import Rating

        return str(Rating(self.behaviour).label) if self.behaviour else ""
