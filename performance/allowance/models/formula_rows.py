"""The rows of a formula: parts, deductions, factors, exceptions by status."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from corpu.lib.two_languages import by_language
from corpu.people.models import StaffClass
from performance.allowance import rules
from performance.allowance.models.formula import Formula

PER_CENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


def share(label, **options) -> models.DecimalField:
    """A field of per cent with two decimals, from 0 to 100."""
    return models.DecimalField(
        label, max_digits=5, decimal_places=2, validators=PER_CENT, **options
    )


class Named(models.Model):
    """A row of a formula: its code, its name in both languages, its own article."""

    code = models.SlugField(_("code"), max_length=40)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    article = models.CharField(
        _("article"),
        max_length=200,
        blank=True,
        help_text=_("Where in the legal basis this row stands."),
    )

    name = by_language("name_id", "name_en")

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Part(Named):
    """A part of the whole: where its value comes from, and what each value is worth."""

    class Source(models.TextChoices):
        WHOLE = "whole", _("always 100 per cent")
        PREDICATE = "predicate", _("predicate of the performance appraisal")
        ATTENDANCE = "attendance", _("attendance in per cent")
        LEARNING = "learning", _("status of the learning targets")
        LEARNING_SHARE = "learning_share", _("share of the learning target reached")
        SCORE = "score", _("score from the monthly file")

    class Period(models.TextChoices):
        LAST_YEAR = "last_year", _("the year before")
        THIS_YEAR = "this_year", _("the running year")
        LAST_QUARTER = "last_quarter", _("the quarter before")

    formula = ParentalKey(Formula, on_delete=models.CASCADE, related_name="parts")
    weight = share(_("weight in points"))
    source = models.CharField(_("takes its value from"), max_length=14, choices=Source)
    period = models.CharField(
        _("of which period"), max_length=12, choices=Period, default=Period.LAST_YEAR
    )
    steps = models.JSONField(
        _("steps"),
        default=list,
        blank=True,
        help_text=_(
            "One a line: “good = 100” for words, “76 = 90” for numbers of at least 76."
        ),
    )
    when_missing = share(
        _("worth when nothing is known"),
        null=True,
        blank=True,
        help_text=_("Empty: the line waits for a check by hand."),
    )

    class Meta(Named.Meta):
        verbose_name = _("part")
        verbose_name_plural = _("parts")

    def as_rule(self) -> rules.Part:
        """The part as the arithmetic takes it."""
        steps = tuple(
            rules.Step(
                Decimal(step["percent"]),
                step.get("word", ""),
                Decimal(step["at_least"]) if "at_least" in step else None,
            )
            for step in self.steps
        )
        return rules.Part(self.code, self.weight, self.source, steps, self.when_missing)


class Deduction(Named):
    """So many points for each counted case."""

    class Counter(models.TextChoices):
        ABSENT = "absent", _("days absent without leave")
        LATE_1 = "late_1", _("late, step 1")
        LATE_2 = "late_2", _("late, step 2")
        LATE_3 = "late_3", _("late, step 3")
        LATE_4 = "late_4", _("late, step 4")
        EARLY_1 = "early_1", _("left early, step 1")
        EARLY_2 = "early_2", _("left early, step 2")
        EARLY_3 = "early_3", _("left early, step 3")
        EARLY_4 = "early_4", _("left early, step 4")
        NO_REPORT = "no_report", _("monthly report missing")
        DISCIPLINE = "discipline", _("discipline, in points")
        LEARNING = "learning_unmet", _("learning target of the year before unmet")

    formula = ParentalKey(Formula, on_delete=models.CASCADE, related_name="deductions")
    counter = models.CharField(_("counts"), max_length=14, choices=Counter)
    percent = share(_("points for each case"))
    part = models.SlugField(
        _("inside the part"),
        max_length=40,
        blank=True,
        help_text=_("Code of a part; empty takes from the whole."),
    )

    class Meta(Named.Meta):
        verbose_name = _("deduction")
        verbose_name_plural = _("deductions")

    def as_rule(self) -> rules.Deduction:
        """The deduction as the arithmetic takes it."""
        return rules.Deduction(self.code, self.counter, self.percent, self.part)


class Factor(Named):
    """Multiplies the whole for classes of staff."""

    formula = ParentalKey(Formula, on_delete=models.CASCADE, related_name="factors")
    staff_class = models.CharField(
        _("staff class"), max_length=8, choices=StaffClass.choices
    )
    percent = share(_("per cent of the result"))

    class Meta(Named.Meta):
        verbose_name = _("factor")
        verbose_name_plural = _("factors")

    def as_rule(self) -> rules.Factor:
        """The factor as the arithmetic takes it."""
        return rules.Factor(self.code, (self.staff_class,), self.percent)


class Exemption(Named):
    """Another reckoning for who is on leave, on assignment, or at work for few days."""

    formula = ParentalKey(Formula, on_delete=models.CASCADE, related_name="exemptions")
    absence_kinds = models.JSONField(_("kinds of absence"), default=list, blank=True)
    min_days = models.PositiveSmallIntegerField(
        _("at least so many days of the month"), default=15
    )
    months_from = models.PositiveSmallIntegerField(
        _("lasting at least so many months"), default=0
    )
    months_below = models.PositiveSmallIntegerField(
        _("lasting less than so many months"), null=True, blank=True
    )
    days_below = models.PositiveSmallIntegerField(
        _("or fewer days at work than"), null=True, blank=True
    )
    part = models.SlugField(
        _("changes the weight of the part"),
        max_length=40,
        blank=True,
        help_text=_("Code of a part; empty sets the whole result."),
    )
    percent = share(_("per cent, or weight in points"))

    class Meta(Named.Meta):
        verbose_name = _("exception by status")
        verbose_name_plural = _("exceptions by status")

    def as_rule(self) -> rules.Exemption:
        """The exception as the arithmetic takes it."""
        return rules.Exemption(
            code=self.code,
            percent=self.percent,
            part=self.part,
            absence_kinds=tuple(self.absence_kinds),
            min_days=self.min_days,
            months_from=self.months_from,
            months_below=self.months_below,
            days_below=self.days_below,
        )
