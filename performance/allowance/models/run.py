import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.models import Unit
from performance.allowance.models.formula import Formula


class RunQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RunQuerySet":
        """Runs of the institutions whose HR or auditor `viewer` is."""
        return self.filter(unit__in=Unit.objects.managed_by(viewer, "hr", "auditor"))

    def to_work_on(self, before) -> "RunQuerySet":
        """Runs that are being counted and that no worker has held since `before`."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=before)
        return self.filter(free, state=Run.State.COUNTING)

    def locked(self) -> "RunQuerySet":
        """Months that two people have closed."""
        return self.filter(state=Run.State.LOCKED)


class Run(models.Model):
    """The recommendations of one institution for one month.

    Counted in pieces, opened for objections, proposed by one person and locked by
    another; locked it changes no more, and its seal proves it.
    """

    class State(models.TextChoices):
        COUNTING = "counting", _("being counted")
        OPEN = "open", _("open for objections")
        PROPOSED = "proposed", _("proposed for locking")
        LOCKED = "locked", _("locked")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    formula = models.ForeignKey(Formula, models.PROTECT, related_name="runs")
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.COUNTING
    )
    # How often it was counted: lines of an older count are replaced or taken away.
    round = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    people_total = models.PositiveIntegerField(default=0)
    people_done = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    counted_at = models.DateTimeField(null=True)
    object_until = models.DateField(_("objections until"), null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly allowance run")
        verbose_name_plural = _("monthly allowance runs")
        ordering = ["-month", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month"], name="allowance_run_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="allowance_run_by_first_day"
            ),
            models.CheckConstraint(
                condition=~Q(locked_by=F("proposed_by")), name="allowance_lock_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(state="locked")
                | Q(
                    locked_by__isnull=False,
                    proposed_by__isnull=False,
                    locked_at__isnull=False,
                ),
                name="allowance_lock_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code} {self.month:%Y-%m}"

    @property
    def is_locked(self) -> bool:
        """True once two people closed it."""
        return self.state == self.State.LOCKED

    @property
    def takes_objections(self) -> bool:
        """True while it is open and the last day has not passed."""
        is_open = self.state == self.State.OPEN and self.object_until is not None
        return is_open and today() <= self.object_until


class Seal(models.Model):
    """What proves that a locked month is as it was. Append-only.

    `digest` is the SHA-256 of the exported rows; `number` names the file for payroll.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="seal")
    number = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("seal of a locked month")
        verbose_name_plural = _("seals of locked months")

    def __str__(self) -> str:
        return self.number

    @property
    def short(self) -> str:
        """The first signs of the digest, as people compare them."""
        return self.digest[:12]
