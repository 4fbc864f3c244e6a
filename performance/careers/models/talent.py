from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.lib.rule_rows import days_in_order
from corpu.lib.two_languages import by_language
from corpu.people.models import Person, Unit
from performance.careers.rules import Limits
from performance.models.dated import DatedRule
from performance.plans.models import Predicate

SCORE = [MinValueValidator(0), MaxValueValidator(100)]


def _score(name, default=None) -> models.DecimalField:
    return models.DecimalField(
        name, max_digits=5, decimal_places=2, validators=SCORE, default=default
    )


def _points(name, default) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(name, default=default, validators=SCORE)


def _box(name, default) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(1), MaxValueValidator(9)]
    return models.PositiveSmallIntegerField(name, default=default, validators=limits)


class NineBoxRule(DatedRule):
    """Where the axes of the nine-box are cut and how its boxes are numbered
    (PermenPANRB 3/2020 as amended by 20/2025, art. 17). Each number is data."""

    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    very_good = _points(_("score of “very good”"), 100)
    good = _points(_("score of “good”"), 80)
    needs_improvement = _points(_("score of “needs improvement”"), 60)
    poor = _points(_("score of “poor”"), 40)
    very_poor = _points(_("score of “very poor”"), 20)
    performance_top = _score(_("performance: above expectation from"), Decimal(80))
    performance_middle = _score(_("performance: as expected from"), Decimal(60))
    potential_top = _score(_("potential: high from"), Decimal(80))
    potential_middle = _score(_("potential: middle from"), Decimal(60))
    performance_weight = _points(_("weight of performance, per cent"), 50)
    box_top_low = _box(_("above expectation, low potential"), 4)
    box_top_middle = _box(_("above expectation, middle potential"), 7)
    box_top_high = _box(_("above expectation, high potential"), 9)
    box_middle_low = _box(_("as expected, low potential"), 2)
    box_middle_middle = _box(_("as expected, middle potential"), 5)
    box_middle_high = _box(_("as expected, high potential"), 8)
    box_low_low = _box(_("below expectation, low potential"), 1)
    box_low_middle = _box(_("below expectation, middle potential"), 3)
    box_low_high = _box(_("below expectation, high potential"), 6)
    pool = models.CharField(
        _("boxes of the talent pool"),
        max_length=20,
        default="7,8,9",
        blank=True,
        help_text=_("Numbers from 1 to 9, divided by commas."),
    )
    months_valid = models.PositiveSmallIntegerField(
        _("an assessment of potential holds, in months"), default=36
    )
    is_shown = models.BooleanField(_("people see their own box"), default=False)

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("limits of the nine-box")
        verbose_name_plural = _("limits of the nine-box")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(performance_top__gt=F("performance_middle"))
                & Q(potential_top__gt=F("potential_middle")),
                name="nine_box_limits_in_order",
            ),
            days_in_order("nine_box_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("careers:talent_rule", args=[self.pk])

    def clean(self):
        """The pool names boxes, each box has its own number, and limits rise."""
        numbers = [part.strip() for part in self.pool.split(",") if part.strip()]
        if any(not part.isdecimal() or not 1 <= int(part) <= 9 for part in numbers):
            message = _("Write numbers from 1 to 9, divided by commas.")
            raise ValidationError({"pool": message})
        if sorted(number for row in self.boxes for number in row) != list(range(1, 10)):
            raise ValidationError(_("Each of the numbers 1 to 9 belongs to one box."))
        for axis in ("performance", "potential"):
            if getattr(self, f"{axis}_top") <= getattr(self, f"{axis}_middle"):
                message = _("The upper limit must be above the lower one.")
                raise ValidationError({f"{axis}_top": message})

    @property
    def boxes(self) -> tuple[tuple[int, int, int], ...]:
        """Rows of performance from low to top, each from low to high potential."""
        return (
            (self.box_low_low, self.box_low_middle, self.box_low_high),
            (self.box_middle_low, self.box_middle_middle, self.box_middle_high),
            (self.box_top_low, self.box_top_middle, self.box_top_high),
        )

    @property
    def limits(self) -> Limits:
        """As the rules read it."""
        names = ("very_good", "good", "needs_improvement", "poor", "very_poor")
        return Limits(
            scores={name: getattr(self, name) for name in names},
            performance_top=self.performance_top,
            performance_middle=self.performance_middle,
            potential_top=self.potential_top,
            potential_middle=self.potential_middle,
            performance_weight=self.performance_weight,
            boxes=self.boxes,
            pool=tuple(int(part) for part in self.pool.split(",") if part.strip()),
        )


class PotentialQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PotentialQuerySet":
        """HR and auditors read what they oversee; a person reads her own only where the
        agency shows it (see the view)."""
        care = Person.objects.managed_by(viewer, "hr", "auditor")
        return self.filter(person__in=care)

    def holding(self, since) -> "PotentialQuerySet":
        """Validated findings on or after `since`."""
        return self.filter(is_validated=True, assessed_on__gte=since)


class Potential(models.Model):
    """The potential (0 to 100) that an assessment found, from a file. Only validated
    findings place a person in the nine-box."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="potentials"
    )
    score = _score(_("score"))
    assessed_on = models.DateField(_("assessed on"))
    assessor = models.CharField(_("assessed by"), max_length=200)
    is_validated = models.BooleanField(_("validated"), default=False)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = PotentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment of potential")
        verbose_name_plural = _("assessments of potential")
        ordering = ["person", "-assessed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "assessed_on"], name="potential_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="potential_of_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.score}"


class TalentPlaceQuerySet(models.QuerySet):
    def in_scope_of(self, viewer) -> "TalentPlaceQuerySet":
        """Those whom `viewer` keeps as HR or audits, and not herself."""
        care = Person.objects.managed_by(viewer, "hr", "auditor").exclude(pk=viewer.pk)
        return self.filter(person__in=care)


class TalentPlace(models.Model):
    """A person's place in the nine-box of a year's predicates. Derived
    (`careers.actions.talent`)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="talent_places"
    )
    year = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(NineBoxRule, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    potential_row = models.ForeignKey(
        Potential, models.SET_NULL, null=True, related_name="+"
    )
    predicate = models.CharField(max_length=18, blank=True)
    performance = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    potential = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    box = models.PositiveSmallIntegerField(null=True)
    is_in_pool = models.BooleanField(default=False)
    counted_at = models.DateTimeField()

    objects = TalentPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in the nine-box")
        verbose_name_plural = _("places in the nine-box")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="talent_place_once")
        ]
        indexes = [models.Index(fields=["year", "box"])]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.box}"

    @property
    def predicate_label(self) -> str:
        """The predicate behind the performance axis, in the reader's language."""
        return str(Predicate(self.predicate).label) if self.predicate else ""
