from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from performance.models.target import Target


class GoalQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "GoalQuerySet":
        """Plan lines of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def of(self, person, year: int) -> "GoalQuerySet":
        """The lines of one person's plan of one year."""
        rows = self.filter(person=person, year=year)
        return rows.select_related("target", "person").order_by("kind", "pk")


class Goal(models.Model):
    """A line of a person's performance plan (SKP, PermenPANRB 6/2022) that learning moves.

    Its progress is read from the standings whenever it is shown: there is no field for
    it, so nobody can type it.
    """

    class Kind(models.TextChoices):
        OWN_TARGET = "own_target", _("own learning target")
        TEAM_SHARE = "team_share", _("share of my team that has met its target")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="goals"
    )
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    target = models.ForeignKey(
        Target, models.CASCADE, null=True, blank=True, related_name="goals"
    )
    expectation = models.DecimalField(
        _("expectation"),
        max_digits=7,
        decimal_places=2,
        default=Decimal(100),
        help_text=_("In JP for an own target, in per cent for a share of the team."),
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance plan line")
        verbose_name_plural = _("performance plan lines")
        ordering = ["person", "-year", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year", "kind", "target"], name="goal_once"
            ),
            models.UniqueConstraint(
                fields=["person", "year", "kind"],
                condition=Q(target=None),
                name="goal_without_target_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.get_kind_display()}"

    @property
    def text(self) -> str:
        """The line as the plan words it, in the reader's language."""
        if self.kind == self.Kind.TEAM_SHARE:
            return _("Every member of my team meets the learning target")
        return _("Develop competence by at least %(jp)s JP in a year") % {
            "jp": number_format(self.expectation.normalize(), use_l10n=True)
        }

    @property
    def indicator(self) -> str:
        """What the line measures, in the reader's language."""
        if self.kind == self.Kind.TEAM_SHARE:
            return _("Share of the team that has met its learning target")
        return _("JP recognised in the learning ledger")
