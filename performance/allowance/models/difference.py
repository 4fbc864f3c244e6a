from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from performance.allowance.models.line import Line
from performance.allowance.models.run import Run


class DifferenceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DifferenceQuerySet":
        """Those of lines of oneself, and of people whom `viewer` serves or audits."""
        kept = Person.objects.managed_by(viewer, "hr", "auditor")
        own = Q(line__person=viewer)
        return self.filter(own | Q(line__person__in=kept))

    def waiting(self) -> "DifferenceQuerySet":
        """Differences that no later month has taken up."""
        return self.filter(taken_in=None)


class Difference(models.Model):
    """What facts that came after locking would change in a locked month.

    The locked line stays. The difference is listed for the next month, and is frozen as
    a line of correction when that month is locked.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="differences")
    was = models.DecimalField(max_digits=5, decimal_places=2)
    now = models.DecimalField(max_digits=5, decimal_places=2)
    steps = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)
    taken_in = models.ForeignKey(
        Run, models.PROTECT, null=True, related_name="corrections"
    )

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference after locking")
        verbose_name_plural = _("differences after locking")
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(taken_in=None),
                name="difference_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(was=models.F("now")), name="difference_differs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.was} -> {self.now}"

    @property
    def points(self):
        """Points of correction, with their sign."""
        return self.now - self.was
