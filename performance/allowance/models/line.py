from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, StaffClass, Unit
from performance.allowance.models.formula_rows import share
from performance.allowance.models.run import Run


class LineQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "LineQuerySet":
        """One's own once it is counted; what HR and auditors oversee; the people of a
        leader where the institution says that leaders see them."""
        if not viewer.is_authenticated:
            return self.none()
        kept = Person.objects.managed_by(viewer, "hr", "auditor")
        led = Q(
            person__in=Person.objects.led_by(viewer),
            run__unit__allowance_scheme__leaders_see=True,
        )
        counted = ~Q(run__state=Run.State.COUNTING)
        own = Q(person=viewer)
        return self.filter(Q(person__in=kept) | counted & (own | led))

    def unknown(self) -> "LineQuerySet":
        """Lines that wait for a check by hand: a value is missing."""
        return self.filter(percent=None)


class Line(models.Model):
    """The recommendation for one person and month, with everything that leads to it.

    `steps` holds each step: kind, code, what was given, points, and the evidence. Names
    and articles stand in the formula, which is frozen once it is published.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="allowance_lines"
    )
    # The month again, so that the database itself counts nobody twice.
    month = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    staff_class = models.CharField(max_length=8, choices=StaffClass.choices)
    nip = models.CharField(max_length=18)
    percent = share(_("recommended per cent"), null=True)
    steps = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    is_exception = models.BooleanField(default=False)
    round = models.PositiveIntegerField()
    # What she was told last, so that the same is not told twice.
    told_percent = share(_("told per cent"), null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance recommendation")
        verbose_name_plural = _("allowance recommendations")
        ordering = ["run", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"], name="allowance_line_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="allowance_line_0_to_100",
            ),
        ]
        indexes = [models.Index(fields=["run", "percent"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m}: {self.percent}"

    def get_absolute_url(self) -> str:
        """The page that explains it."""
        return reverse("allowance:line", args=[self.pk])
