import datetime

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from corpu.lib.rule_rows import days_in_order
from performance.models.dated import DatedQuerySet, DatedRule
from performance.plans import rules


class Rating(models.TextChoices):
    """How results or behaviour stand against what was expected (SIASN 1, 2, 3)."""

    ABOVE = rules.ABOVE, _("above expectation")
    MEETS = rules.MEETS, _("as expected")
    BELOW = rules.BELOW, _("below expectation")


class Predicate(models.TextChoices):
    """What the two ratings give together (SIASN 1 to 5)."""

    VERY_GOOD = "very_good", _("very good")
    GOOD = "good", _("good")
    NEEDS_IMPROVEMENT = "needs_improvement", _("needs improvement")
    POOR = "poor", _("poor")
    VERY_POOR = "very_poor", _("very poor")


class Behaviour(models.TextChoices):
    """The seven core values of civil servants (BerAKHLAK)."""

    SERVICE = "service", _("service oriented")
    ACCOUNTABLE = "accountable", _("accountable")
    COMPETENT = "competent", _("competent")
    HARMONIOUS = "harmonious", _("harmonious")
    LOYAL = "loyal", _("loyal")
    ADAPTIVE = "adaptive", _("adaptive")
    COLLABORATIVE = "collaborative", _("collaborative")


class YearRuleQuerySet(DatedQuerySet):
    def in_year(self, year: int):
        """The rule in force on the last day of the year, or None; the newest wins."""
        return self.on(datetime.date(year, 12, 31)).first()


class YearRule(DatedRule):
    """A dated rule of which a year has one: that of its last day."""

    objects = YearRuleQuerySet.as_manager()

    class Meta(DatedRule.Meta):
        abstract = True
        ordering = ["-valid_from", "-pk"]
        constraints = [days_in_order("%(class)s_days_in_order")]


class PredicateMatrix(YearRule):
    """Which predicate a rated result and behaviour give: nine fields, as dated data."""

    cells = models.JSONField(
        _("fields"), default=dict, help_text=_("Predicate of each result and behaviour.")
    )

    class Meta(YearRule.Meta):
        verbose_name = _("matrix of predicates")
        verbose_name_plural = _("matrices of predicates")

    def __str__(self) -> str:
        return str(
            _("Matrix of predicates from %(day)s")
            % {"day": date_format(self.valid_from, "j F Y")}
        )

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("plans:matrix", args=[self.pk])

    def predicate(self, result: str, behaviour: str) -> str:
        """The predicate of a rated result and behaviour."""
        return rules.predicate_of(self.cells, result, behaviour)

    @property
    def rows(self) -> list[tuple]:
        """For a table: (rating of the result, its predicates by rating of behaviour)."""
        order = [Rating.BELOW, Rating.MEETS, Rating.ABOVE]
        return [
            (row, [Predicate(self.cells[rules.cell(row, column)]) for column in order])
            for row in (Rating.ABOVE, Rating.MEETS, Rating.BELOW)
        ]


class CycleCalendar(YearRule):
    """By when each step of the yearly cycle is done, in days; HR's own setting."""

    plan_days = models.PositiveSmallIntegerField(
        _("days to agree the plan"), default=31, help_text=_("Counted from 1 January.")
    )
    feedback_days = models.PositiveSmallIntegerField(
        _("days until feedback is asked for"),
        default=3,
        help_text=_("After a quarter that ended without any."),
    )
    quarter_days = models.PositiveSmallIntegerField(
        _("days to assess a quarter"), default=15, help_text=_("After its last day.")
    )
    year_days = models.PositiveSmallIntegerField(
        _("days to assess the year"), default=31, help_text=_("After 31 December.")
    )
    objection_days = models.PositiveSmallIntegerField(
        _("days to object"), default=14, help_text=_("After the assessment was given.")
    )
    decision_days = models.PositiveSmallIntegerField(
        _("days to decide an objection"), default=14
    )
    escalate_days = models.PositiveSmallIntegerField(
        _("days of silence until the leader above is told"), default=7
    )

    class Meta(YearRule.Meta):
        verbose_name = _("calendar of the cycle")
        verbose_name_plural = _("calendars of the cycle")

    def __str__(self) -> str:
        return str(
            _("Calendar of the cycle from %(day)s")
            % {"day": date_format(self.valid_from, "j F Y")}
        )

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("plans:calendar", args=[self.pk])
