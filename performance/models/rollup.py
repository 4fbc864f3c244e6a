from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningForm
from corpu.lib.fields import JPField
from corpu.people.models import Post, StaffClass, Unit
from performance.models.standing import Status
from performance.models.target import Target


class LargeJPField(JPField):
    """JP of many people: the hundredths of a nation do not fit into 32 bits."""

    def get_internal_type(self):
        """The column is a bigint."""
        return "BigIntegerField"


class RollupMark(models.Model):
    """In this unit something moved: its figures of the year wait to be added up again.

    Only ever appended by those who change a standing, so that no two of them wait for
    each other; the task that folds them in deletes them.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}"


class Tallied(models.Model):
    """Figures of a unit and all below it in one year. Derived; see
    `performance.actions.folding`."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class UnitTally(Tallied):
    """How many standings have each status, by target, class of staff and kind of post."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="+")
    staff_class = models.CharField(max_length=8, choices=StaffClass.choices)
    post_kind = models.CharField(max_length=12, choices=Post.Kind.choices, blank=True)
    met = models.PositiveIntegerField(default=0)
    on_track = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    unmet = models.PositiveIntegerField(default=0)
    exempt = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of a unit")
        verbose_name_plural = _("tallies of units")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "target", "staff_class", "post_kind"],
                name="unit_tally_once",
            )
        ]

    def __str__(self) -> str:
        counts = [getattr(self, status) for status in Status.values]
        return f"{self.unit_id}/{self.year}: {counts}"


class UnitPeople(Tallied):
    """How many people have a standing, and one that can be missed.

    A person is counted once a year: where her standing that ends last is counted.
    """

    staff_class = models.CharField(max_length=8, choices=StaffClass.choices)
    post_kind = models.CharField(max_length=12, choices=Post.Kind.choices, blank=True)
    people = models.PositiveIntegerField(default=0)
    judged = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("people of a unit")
        verbose_name_plural = _("people of units")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "staff_class", "post_kind"],
                name="unit_people_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}: {self.people}"


class UnitLearning(Tallied):
    """Recognised JP and facts of the unit's people, by form and month.

    The month in which the learning ended; 12 for what ended in a later year.
    """

    form = models.ForeignKey(LearningForm, models.CASCADE, related_name="+")
    month = models.PositiveSmallIntegerField()
    jp = LargeJPField(default=0)
    facts = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("learning of a unit")
        verbose_name_plural = _("learning of units")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "form", "month"], name="unit_learning_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}: {self.jp}"


class UnitFold(models.Model):
    """Where a unit hung in the tree when its figures were last added up."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="+")
    path = models.CharField(max_length=255)
    folded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.path}"
