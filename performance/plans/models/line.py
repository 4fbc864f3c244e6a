from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningClass, LearningForm
from corpu.lib.fields import JPField
from corpu.skills.models import Competence
from performance.models import Target
from performance.plans.models.matrix import Behaviour
from performance.plans.models.plan import Plan
from performance.plans.models.unit_plan import UnitGoal


class LineQuerySet(models.QuerySet):
    def kept(self) -> "LineQuerySet":
        """Lines that are part of the plan; struck ones stay for the trail."""
        return self.filter(struck_at=None)

    def own_learning(self) -> "LineQuerySet":
        """Kept lines that ask the person herself to learn."""
        own = [PlanLine.Measure.TARGET, PlanLine.Measure.LEARNING]
        return self.kept().filter(measure__in=own)

    def visible_to(self, viewer) -> "LineQuerySet":
        """Lines of the plans that `viewer` may see."""
        plans = Plan.objects.visible_to(viewer).order_by()
        return self.filter(plan__in=plans.values("pk"))

    def with_sources(self) -> "LineQuerySet":
        """Joined with what a line shows."""
        return self.select_related("target", "form", "competence", "supports__plan__unit")


class PlanLine(models.Model):
    """A line of a performance plan: a result to reach, or behaviour that is expected.

    A line that carries a learning requirement is moved by the ledger: there is no field
    for its progress, so nobody can type it. What other lines have reached is reported by
    the person and confirmed by her leader (`LineReport`).
    """

    class Kind(models.TextChoices):
        RESULT = "result", _("work result")
        BEHAVIOUR = "behaviour", _("work behaviour")

    class Measure(models.TextChoices):
        REPORTED = "reported", _("reported by the person, confirmed by the leader")
        TARGET = "target", _("a learning target; the ledger moves it")
        LEARNING = "learning", _("learning of its own; the ledger moves it")
        TEAM = "team", _("share of my team that has met its learning targets")

    class Aspect(models.TextChoices):
        QUANTITY = "quantity", _("quantity")
        QUALITY = "quality", _("quality")
        TIME = "time", _("time")
        COST = "cost", _("cost")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    kind = models.CharField(
        _("kind"), max_length=9, choices=Kind.choices, default=Kind.RESULT
    )
    behaviour = models.CharField(
        _("core value"), max_length=14, choices=Behaviour.choices, blank=True
    )
    measure = models.CharField(
        _("measured by"),
        max_length=8,
        choices=Measure.choices,
        default=Measure.REPORTED,
    )
    wording = models.CharField(_("what is to be reached"), max_length=300, blank=True)
    indicator_text = models.CharField(_("indicator"), max_length=300, blank=True)
    aspect = models.CharField(
        _("aspect"), max_length=8, choices=Aspect.choices, blank=True
    )
    expectation = JPField(_("expectation"), null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight in per cent"), null=True, blank=True
    )

    # The learning requirement, where there is one.
    target = models.ForeignKey(
        Target,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("learning target"),
    )
    form = models.ForeignKey(
        LearningForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form of learning"),
    )
    learning_class = models.CharField(
        _("class of learning"), max_length=14, blank=True, choices=LearningClass.choices
    )
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competence"),
    )

    supports = models.ForeignKey(
        UnitGoal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("supports this goal of the unit"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField(null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance plan line")
        verbose_name_plural = _("performance plan lines")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure="target", target__isnull=False)
                | (~Q(measure="target") & Q(target=None)),
                name="plan_line_target_where_measured",
            ),
            models.CheckConstraint(
                condition=~Q(measure__in=["target", "learning", "team"])
                | Q(expectation__gte=0, expectation__isnull=False),
                name="plan_line_learning_expects_a_number",
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=1, weight__lte=100),
                name="plan_line_weight_in_per_cent",
            ),
            models.UniqueConstraint(
                fields=["plan", "target"],
                condition=Q(struck_at=None),
                name="plan_line_target_once",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(struck_at=None, measure="team"),
                name="plan_line_team_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_moved(self) -> bool:
        """True if facts move it: nobody reports on it."""
        return self.measure != self.Measure.REPORTED

    @property
    def text(self) -> str:
        """The line as the plan words it; lines made by a rule in the reader's language."""
        if self.wording:
            return self.wording
        if self.measure == self.Measure.TEAM:
            return str(_("Every member of my team meets the learning target"))
        if self.measure == self.Measure.TARGET:
            name = self.target.name
            return str(_("Develop competence: %(target)s") % {"target": name})
        return str(_("Develop competence by at least %(jp)s JP in a year")) % {
            "jp": number_format(self.expectation.normalize(), use_l10n=True)
        }

    @property
    def indicator(self) -> str:
        """What the line measures, in the reader's language."""
        if self.indicator_text:
            return self.indicator_text
        if self.measure == self.Measure.TEAM:
            return str(_("Share of the team that has met its learning target"))
        if not self.is_moved:
            return ""
        if self.measured_unit == "JP":
            return str(_("JP recognised in the learning ledger"))
        return str(_("Counted in the learning ledger"))

    @property
    def measured_unit(self) -> str:
        """The unit behind its figures."""
        if self.measure == self.Measure.TEAM:
            return "%"
        if self.measure == self.Measure.TARGET:
            return self.target.unit_word
        return "JP" if self.is_moved else self.unit_of_measure

    @property
    def requirement(self) -> str:
        """Which learning counts for it, in the reader's language."""
        if self.measure == self.Measure.TARGET:
            return str(self.target.name)
        parts = [self.form, self.competence]
        parts += [self.get_learning_class_display()] if self.learning_class else []
        return " · ".join(str(part) for part in parts if part)


class ReportQuerySet(models.QuerySet):
    def confirmed(self) -> "ReportQuerySet":
        """Reports that the leader has confirmed."""
        return self.filter(accepted=True)

    def waiting(self) -> "ReportQuerySet":
        """Reports on which the leader has not spoken: the last one of each kept line of
        a plan whose year is open."""
        newer = LineReport.objects.filter(line=OuterRef("line"), pk__gt=OuterRef("pk"))
        rows = self.filter(~Exists(newer), accepted=None, line__struck_at=None)
        return rows.exclude(line__plan__state=Plan.State.CLOSED)


class LineReport(models.Model):
    """How far a line has come, reported by the person with what proves it."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="reports")
    value = JPField(_("reached so far"), null=True)
    note = models.TextField(_("what proves it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    accepted = models.BooleanField(null=True)
    reply = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a line")
        verbose_name_plural = _("reports on lines")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("by")),
                name="report_confirmed_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.value}"
