from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from corpu.lib.fields import JPField
from corpu.people.models import Person, Post, Unit
from performance.professionalism.models.rule import Category, IndexRule, Sanction

DIMENSIONS = ("qualification", "competence", "performance", "discipline")


class Imported(models.Model):
    """What a file says of a person for the index of a year: her score of performance of
    the year before, and her heaviest sanction."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="index_facts"
    )
    year = models.PositiveSmallIntegerField(_("year of the index"))
    score = JPField(
        _("score of performance"),
        null=True,
        validators=[MaxValueValidator(100)],
    )
    sanction = models.CharField(
        _("sanction"), max_length=6, blank=True, choices=Sanction.choices
    )
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("imported dimension")
        verbose_name_plural = _("imported dimensions")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}"


class IndexQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "IndexQuerySet":
        """Indices of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def in_subtree(self, unit: Unit) -> "IndexQuerySet":
        """Indices counted in `unit` or below."""
        return self.filter(unit__path__startswith=unit.path)

    def by_unit(self) -> "models.QuerySet":
        """One row a unit: people, sums of each dimension, and how many of a category."""
        sums = {f"s_{name}": Sum(name) for name in (*DIMENSIONS, "total")}
        counts = {
            f"n_{code}": Count("pk", filter=Q(category=code)) for code in Category.values
        }
        known = {f"k_{name}": Count(name) for name in DIMENSIONS}
        rows = self.order_by().values("unit__path")
        return rows.annotate(people=Count("pk"), **sums, **counts, **known)


class Index(models.Model):
    """The professionalism index of one person in one year, with its dimensions. Derived:
    a rebuild gives the same rows (`professionalism.actions.indices`). A dimension that
    is not known is empty and adds nothing."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="professionalism"
    )
    year = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(IndexRule, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    post_kind = models.CharField(max_length=12, choices=Post.Kind.choices)
    qualification = JPField(null=True)
    competence = JPField()
    performance = JPField(null=True)
    discipline = JPField(null=True)
    total = JPField()
    category = models.CharField(max_length=9, choices=Category.choices)
    is_complete = models.BooleanField()
    counted_at = models.DateTimeField()

    objects = IndexQuerySet.as_manager()

    class Meta:
        verbose_name = _("professionalism index")
        verbose_name_plural = _("professionalism indices")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="index_once")
        ]
        indexes = [
            models.Index(fields=["year", "unit", "category"]),
            models.Index(fields=["year", "total"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.total}"


class Reached(models.Model):
    """How far a sweep has read a table that only grows."""

    name = models.CharField(max_length=30, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("place of a sweep")
        verbose_name_plural = _("places of sweeps")

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
