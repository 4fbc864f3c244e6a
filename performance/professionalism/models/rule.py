from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from corpu.ledger.models import LearningForm
from corpu.lib.fields import JPField
from corpu.lib.rule_rows import days_in_order
from corpu.lib.two_languages import by_language
from corpu.people.models import EducationLevel, Post
from performance.models.dated import DatedRule
from performance.plans.models import Predicate
from performance.professionalism import rules


class Sanction(models.TextChoices):
    """The heaviest disciplinary sanction in the years that the rule looks at."""

    NONE = "none", _("none")
    LIGHT = "light", _("light")
    MEDIUM = "medium", _("medium")
    HEAVY = "heavy", _("heavy")


class Category(models.TextChoices):
    """Categories of the index, from high to low."""

    VERY_HIGH = "very_high", _("very high")
    HIGH = "high", _("high")
    MIDDLE = "middle", _("middle")
    LOW = "low", _("low")
    VERY_LOW = "very_low", _("very low")


class IndexRule(DatedRule, ClusterableModel):
    """How the professionalism index is counted (PermenPANRB 38/2018, Peraturan BKN
    8/2019): the most that each dimension gives, its scales, and its categories."""

    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    qualification = JPField(_("qualification: at most"), default=Decimal(25))
    competence = JPField(_("competence: at most"), default=Decimal(40))
    performance = JPField(_("performance: at most"), default=Decimal(30))
    discipline = JPField(_("discipline: at most"), default=Decimal(5))
    uses_predicates = models.BooleanField(
        _("predicates stand in for a missing score of performance"), default=False
    )

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("rule of the professionalism index")
        verbose_name_plural = _("rules of the professionalism index")
        ordering = ["-valid_from"]
        constraints = [days_in_order("index_rule_days_in_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("professionalism:rule", args=[self.pk])


class Step(models.Model):
    """One row of a scale: a code or a lower limit, and the points (or the category)."""

    class Scale(models.TextChoices):
        QUALIFICATION = "qualification", _("qualification")
        PERFORMANCE = "performance", _("score of performance")
        PREDICATE = "predicate", _("predicate of performance")
        DISCIPLINE = "discipline", _("discipline")
        CATEGORY = "category", _("category of the index")

    rule = ParentalKey(IndexRule, related_name="steps")
    scale = models.CharField(_("scale"), max_length=13, choices=Scale.choices)
    code = models.CharField(
        _("what it is for"),
        max_length=18,
        blank=True,
        choices=[
            (_("qualification"), [(str(k), v) for k, v in EducationLevel.choices]),
            (_("predicate of performance"), Predicate.choices),
            (_("discipline"), Sanction.choices),
            (_("category of the index"), Category.choices),
        ],
    )
    above = JPField(
        _("above"),
        null=True,
        blank=True,
        help_text=_("For scores and categories; empty takes the rest."),
    )
    points = JPField(_("points"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a scale")
        verbose_name_plural = _("steps of scales")
        ordering = ["scale", "-points", "-above"]

    def __str__(self) -> str:
        return f"{self.scale} {self.code or self.above}: {self.points}"

    @property
    def label(self) -> str:
        """What it is for, in the reader's language."""
        if self.scale == self.Scale.PERFORMANCE:
            return ""
        return str(self.get_code_display())

    def clean(self):
        """A category needs a name, everything else needs points."""
        if self.scale == self.Scale.CATEGORY and not self.code:
            raise ValidationError({"code": _("Choose the category.")})
        if self.scale != self.Scale.CATEGORY and self.points is None:
            raise ValidationError({"points": _("Give the points.")})


class Part(ClusterableModel):
    """A part of the competence dimension for a kind of post, counted from the ledger."""

    rule = ParentalKey(IndexRule, related_name="parts")
    post_kind = models.CharField(
        _("kind of post"), max_length=12, choices=Post.Kind.choices
    )
    name_id = models.CharField(_("name in Indonesian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    points = JPField(_("points"))
    forms = ParentalManyToManyField(
        LearningForm, related_name="+", verbose_name=_("forms of learning")
    )
    min_jp = JPField(
        _("JP at least"), null=True, blank=True, help_text=_("Empty: one item is enough.")
    )
    years = models.PositiveSmallIntegerField(
        _("of the last years"),
        null=True,
        blank=True,
        help_text=_("Calendar years up to that of the index; empty means ever."),
    )
    is_partial = models.BooleanField(_("gives a share for fewer JP"), default=False)
    given_to = ParentalManyToManyField(
        Post,
        blank=True,
        related_name="+",
        verbose_name=_("posts that have it by their profession"),
        help_text=_("For example doctors and teachers, for functional training."),
    )

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("part of the competence dimension")
        verbose_name_plural = _("parts of the competence dimension")
        ordering = ["post_kind", "pk"]

    def __str__(self) -> str:
        return self.name

    def figures(self, post_id: int | None) -> rules.Part:
        """As the rules read it, for the holder of a post."""
        return rules.Part(
            pk=self.pk,
            points=self.points,
            forms=frozenset(form.pk for form in self.forms.all()),
            min_jp=self.min_jp,
            years=self.years,
            is_partial=self.is_partial,
            is_given=any(post.pk == post_id for post in self.given_to.all()),
        )
