from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.fields import JPField
from corpu.people.models import Unit


class UnitPlanQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "UnitPlanQuerySet":
        """Plans of the units that `viewer` leads or oversees, and of those she works in:
        what is shared to her, and what is above it."""
        if not viewer.is_authenticated:
            return self.none()
        grants = [g for g in viewer.active_grants() if g.role in ("hr", "auditor")]
        if viewer.is_superuser or any(g.unit_id is None for g in grants):
            return self
        units = viewer.led_units() | Unit.objects.filter(
            pk__in=[g.unit_id for g in grants]
        )
        condition = Q(pk__in=[])
        for path in units.values_list("path", flat=True):
            condition |= Q(unit__path__startswith=path)
        if viewer.unit:
            condition |= Q(unit__in=viewer.unit.ancestor_ids)
        return self.filter(condition)

    def with_learning(self) -> "UnitPlanQuerySet":
        """With `has_learning`: a goal that asks the unit to learn."""
        goals = UnitGoal.objects.filter(
            plan=OuterRef("pk"), measure=UnitGoal.Measure.SHARE
        )
        return self.annotate(has_learning=Exists(goals))


class UnitPlan(models.Model):
    """What a unit is to reach in a calendar year; its head writes it and shares it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="plans")
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = UnitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a unit")
        verbose_name_plural = _("plans of units")
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="unit_plan_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def get_absolute_url(self) -> str:
        """The plan with its goals and who supports them."""
        return reverse("plans:unit_plan", args=[self.pk])


class UnitGoal(models.Model):
    """A goal of a unit. Lines of people's plans refer to the goal that they support."""

    class Measure(models.TextChoices):
        REPORTED = "reported", _("added up from the lines that support it")
        SHARE = (
            "share",
            _("share of the unit's people who have met their learning targets"),
        )

    plan = models.ForeignKey(UnitPlan, models.CASCADE, related_name="goals")
    measure = models.CharField(
        _("measured by"),
        max_length=8,
        choices=Measure.choices,
        default=Measure.REPORTED,
    )
    wording = models.CharField(_("what is to be reached"), max_length=300, blank=True)
    indicator_text = models.CharField(_("indicator"), max_length=300, blank=True)
    expectation = JPField(_("expectation"), null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("goal of a unit")
        verbose_name_plural = _("goals of units")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(measure="share"),
                name="unit_goal_share_once",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_learning(self) -> bool:
        """True if it asks the unit to learn."""
        return self.measure == self.Measure.SHARE

    @property
    def text(self) -> str:
        """The goal as it is worded; one made by a rule in the reader's language."""
        if self.wording or not self.is_learning:
            return self.wording
        return str(_("Everybody in the unit meets the learning targets"))

    @property
    def indicator(self) -> str:
        """What it measures, in the reader's language."""
        if self.indicator_text or not self.is_learning:
            return self.indicator_text
        return str(_("Share of the unit's learning targets that are met"))
