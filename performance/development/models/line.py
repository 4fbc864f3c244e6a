import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity, LearningForm, Record
from corpu.lib.fields import JPField
from corpu.people.models import Person, Provider, Unit
from corpu.skills.models import LEVELS, Competence
from performance.development.models.gap import PerformanceGap
from performance.development.models.plan import Plan

MONTHS = [MinValueValidator(1), MaxValueValidator(12)]


class PlanLineQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PlanLineQuerySet":
        """Lines of the people whom `viewer` may look at."""
        return self.filter(plan__person__in=Person.objects.visible_to(viewer))

    def agreed(self) -> "PlanLineQuerySet":
        """What person and leader agreed on and nobody took away since."""
        return self.filter(agreed_at__isnull=False, retired_at=None)

    def current(self) -> "PlanLineQuerySet":
        """Lines of a plan as it reads today, drafts of changes included."""
        return self.filter(retired_at=None)

    def pending(self) -> "PlanLineQuerySet":
        """Lines that wait to be proposed or agreed."""
        return self.filter(agreed_at=None, retired_at=None)

    def in_year(self, year: int) -> "PlanLineQuerySet":
        """Lines of plans of the year."""
        return self.filter(plan__year=year)

    def in_subtree(self, unit: Unit) -> "PlanLineQuerySet":
        """Lines of people whose unit today is `unit` or below it."""
        return self.filter(plan__person__unit__path__startswith=unit.path)

    def with_names(self) -> "PlanLineQuerySet":
        """Joined with what a row about a line shows."""
        return self.select_related(
            "plan__person__unit",
            "plan__person__post",
            "competence",
            "form",
            "provider",
            "record",
            "gap",
        )


class PlanLine(models.Model):
    """One thing to learn: competence, form, JP, provider, time and cost, and why.

    Realised by itself when the ledger holds a matching fact (`actions.realisation`);
    nobody sets it by hand. After the plan was agreed a line never changes: another
    replaces it, or it is retired with a reason, and both stay as the trail.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    title = models.CharField(_("what to learn"), max_length=200)
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competence"),
    )
    target_level = models.PositiveSmallIntegerField(
        _("level to reach"), validators=LEVELS, null=True, blank=True
    )
    form = models.ForeignKey(
        LearningForm, models.PROTECT, related_name="+", verbose_name=_("form of learning")
    )
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course"),
    )
    provider = models.ForeignKey(
        Provider,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training agency"),
    )
    jp = JPField(_("JP"), default=0)
    quarter = models.PositiveSmallIntegerField(
        _("quarter"), choices=[(n, f"{n}") for n in (1, 2, 3, 4)]
    )
    month = models.PositiveSmallIntegerField(
        _("month"), validators=MONTHS, null=True, blank=True
    )
    cost = models.PositiveBigIntegerField(
        _("cost"), default=0, help_text=_("In whole rupiah.")
    )
    reason = models.CharField(_("reason"), max_length=300)
    gap = models.ForeignKey(
        PerformanceGap,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("performance gap"),
    )
    added_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="replaced_by"
    )
    change_reason = models.CharField(max_length=300, blank=True)
    # Asked to be taken away; agreed together with the plan.
    retire_asked_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, related_name="plan_lines"
    )
    realised_at = models.DateTimeField(null=True)

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("development plan line")
        verbose_name_plural = _("development plan lines")
        ordering = ["plan", "quarter", "month", "pk"]
        indexes = [models.Index(fields=["plan", "retired_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(competence__isnull=False) | Q(activity__isnull=False),
                name="dev_line_can_be_matched",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="dev_line_quarter"
            ),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__gte=1, month__lte=12),
                name="dev_line_month",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_realised(self) -> bool:
        """True while a fact of the ledger keeps it."""
        return self.record_id is not None

    @property
    def state(self) -> tuple[str, object]:
        """For the chip: its code and its word."""
        if self.retired_at:
            return "cancelled", _("Taken out")
        if self.record_id:
            return "completed", _("Realised")
        if self.retire_asked_at:
            return "withdrawn", _("To be taken out")
        if self.agreed_at:
            return "approved", _("Agreed")
        return "draft", _("Not agreed yet")
