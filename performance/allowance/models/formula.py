import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from corpu.lib.rule_rows import Published, PublishedQuerySet, days_in_order, holds_on
from corpu.lib.two_languages import by_language
from corpu.people.models import Unit
from performance.allowance import rules
from performance.models.dated import Endable


class FormulaQuerySet(PublishedQuerySet):
    def visible_to(self, viewer) -> "FormulaQuerySet":
        """Examples and what holds in one's own institution; drafts are the office's."""
        if not viewer.is_authenticated:
            return self.none()
        kept = Unit.objects.managed_by(viewer, "hr", "auditor")
        own = viewer.unit.ancestor_ids if viewer.unit_id else []
        return self.filter(Q(unit=None) | Q(unit__in=kept) | Q(unit__in=own, live=True))

    def examples(self) -> "FormulaQuerySet":
        """Shapes to copy; none of them is ever in force."""
        return self.filter(unit=None)

    def in_force(self, unit: Unit, month: datetime.date) -> "FormulaQuerySet":
        """The published formula of an institution on the first day of a month."""
        return self.published().filter(holds_on(month), unit=unit)


class Formula(Endable, Published, ClusterableModel):
    """How an institution reckons the share of the allowance base (tunjangan kinerja).

    Data with a legal basis and dates, drafted by one person and published by another;
    what is published changes no more, except that it may get its `valid_to`. Without an
    institution it is an example to copy.
    """

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
        limit_choices_to={"parent": None},
    )
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    note_id = models.TextField(_("note in Indonesian"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    legal_basis = models.TextField(_("legal basis"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(
        _("decimals of the result"), default=2, validators=[MaxValueValidator(2)]
    )
    rounds_down = models.BooleanField(
        _("rounds down"),
        default=False,
        help_text=_("Otherwise a half is rounded up."),
    )

    objects = FormulaQuerySet.as_manager()

    name = by_language("name_id", "name_en")
    note = by_language("note_id", "note_en")

    class Meta:
        verbose_name = _("allowance formula")
        verbose_name_plural = _("allowance formulas")
        ordering = ["unit", "-valid_from", "code"]
        constraints = [
            days_in_order("formula_days_in_order"),
            models.CheckConstraint(
                condition=Q(live=False) | Q(unit__isnull=False),
                name="formula_example_is_never_live",
            ),
            models.CheckConstraint(
                condition=~Q(drafted_by=F("published_by")), name="formula_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that shows it, and where it is published."""
        return reverse("allowance:formula", args=[self.pk])

    @property
    def is_example(self) -> bool:
        """True for a shape to copy."""
        return self.unit_id is None

    def as_rule(self) -> rules.Formula:
        """The formula as the arithmetic takes it."""
        return rules.Formula(
            parts=tuple(part.as_rule() for part in self.parts.all()),
            deductions=tuple(one.as_rule() for one in self.deductions.all()),
            factors=tuple(one.as_rule() for one in self.factors.all()),
            exemptions=tuple(one.as_rule() for one in self.exemptions.all()),
            places=self.places,
            rounds_down=self.rounds_down,
        )
