from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from performance.allowance.models.formula_rows import Deduction, share

# What the monthly file counts; learning is read from the standings.
COUNTERS = [code for code in Deduction.Counter.values if code != "learning_unmet"]


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AttendanceQuerySet":
        """One's own, and those of the people that `viewer` serves as HR or audits."""
        kept = Person.objects.managed_by(viewer, "hr", "auditor")
        return self.filter(models.Q(person=viewer) | models.Q(person__in=kept))


class Attendance(models.Model):
    """What the monthly file says of one person: presence, cases, a score.

    It may be corrected at any time, with a trail in the decision log; a month that is
    locked stays as it is, and the correction becomes a difference.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="attendance"
    )
    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    percent = share(_("attendance in per cent"), null=True, blank=True)
    score = share(_("score"), null=True, blank=True)
    days_present = models.PositiveSmallIntegerField(
        _("days at work"), null=True, blank=True
    )
    # {counter: number}; numbers as text, so that they stay exact.
    counts = models.JSONField(_("cases"), default=dict, blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    loaded_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance of a month")
        verbose_name_plural = _("attendance of months")
        ordering = ["-month", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"], name="attendance_once_a_month"
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="attendance_month_by_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m}"

    def numbers(self) -> dict[str, Decimal]:
        """Cases by counter, as the arithmetic takes them."""
        return {code: Decimal(text) for code, text in self.counts.items()}

    @property
    def cases(self) -> list[tuple[str, Decimal]]:
        """Cases with their names, for a screen."""
        names = dict(Deduction.Counter.choices)
        return [(names.get(code, code), n) for code, n in self.numbers().items()]

    def as_data(self) -> dict:
        """For the decision log and for comparing with a file."""
        return {
            "percent": _text(self.percent),
            "score": _text(self.score),
            "days_present": self.days_present,
            **dict(sorted(self.counts.items())),
        }


def _text(value) -> str | None:
    return None if value is None else format(Decimal(value).normalize(), "f")
