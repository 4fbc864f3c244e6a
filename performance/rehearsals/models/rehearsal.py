from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Rate
from corpu.lib.fields import JPField
from corpu.lib.pieces import Piece
from corpu.people.models import Person, StaffClass, Unit
from performance.models import Status, Target


def url_of(draft: Target | Rate) -> str:
    """The page on which a draft is published, at its rehearsals."""
    name = "performance:target" if isinstance(draft, Target) else "ledger:rate"
    return reverse(name, args=[draft.pk]) + "#rehearsal"


class RehearsalQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RehearsalQuerySet":
        """Rehearsals are for those who see drafts: HR and auditors."""
        office = viewer.is_superuser or viewer.has_role("hr", "auditor")
        return self if viewer.is_authenticated and office else self.none()

    def of(self, draft: Target | Rate) -> "RehearsalQuerySet":
        """Rehearsals of one draft, the newest first."""
        field = "target" if isinstance(draft, Target) else "rate"
        return self.filter(**{field: draft}).order_by("-pk")

    def with_names(self) -> "RehearsalQuerySet":
        """Joined with what a line about a rehearsal shows."""
        return self.select_related("target", "rate__form", "unit", "replaces", "asked_by")


class Rehearsal(models.Model):
    """What a past year would have been under a drafted target or rate.

    Counted by the real functions on the real facts, in pieces that are each undone
    before anybody sees them: only the differences are kept, in rows of its own.
    """

    target = models.ForeignKey(
        Target, models.CASCADE, null=True, related_name="rehearsals"
    )
    rate = models.ForeignKey(Rate, models.CASCADE, null=True, related_name="rehearsals")
    replaces = models.ForeignKey(
        Target,
        models.CASCADE,
        null=True,
        related_name="+",
        help_text=_("The published target in whose place the draft comes."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, related_name="+", verbose_name=_("unit")
    )
    # What the draft said when it was rehearsed.
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None, rate__isnull=False)
                | Q(target__isnull=False, rate=None),
                name="rehearsal_of_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} · {self.year}"

    def get_absolute_url(self) -> str:
        """The page with its result."""
        return reverse("rehearsals:rehearsal", args=[self.pk])

    @property
    def draft(self) -> Target | Rate:
        """The target or rate that it is about."""
        return self.target or self.rate

    @property
    def draft_url(self) -> str:
        """The page of the draft, with its rehearsals."""
        return url_of(self.draft)


class RehearsalPiece(Piece):
    """A range of people who are counted twice: as it is, and under the draft."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="pieces")

    class Meta(Piece.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["rehearsal", "place"], name="rehearsal_piece_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rehearsal_id}/{self.place}"


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ShiftQuerySet":
        """Rows about the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def flips(self) -> "ShiftQuerySet":
        """Rows whose status would be another one: what a rehearsal counts."""
        return self.exclude(before_status=F("after_status"))

    def in_subtree(self, unit: Unit) -> "ShiftQuerySet":
        """Rows counted in `unit` or below."""
        return self.filter(unit__path__startswith=unit.path)


class Shift(models.Model):
    """One result that would be another one under the draft; nothing on a side means that
    the target does not apply on it."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="shifts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    target = models.ForeignKey(Target, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    staff_class = models.CharField(max_length=8, choices=StaffClass.choices)
    before_status = models.CharField(max_length=8, blank=True, choices=Status.choices)
    before_required = JPField(null=True)
    before_counted = JPField(null=True)
    after_status = models.CharField(max_length=8, blank=True, choices=Status.choices)
    after_required = JPField(null=True)
    after_counted = JPField(null=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference of a rehearsal")
        verbose_name_plural = _("differences of rehearsals")
        ordering = ["rehearsal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rehearsal", "person", "target", "before_status", "after_status"],
                name="shift_once",
            )
        ]
        indexes = [
            models.Index(fields=["rehearsal", "before_status", "after_status"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.before_status} → {self.after_status}"

    @property
    def facts_url(self) -> str:
        """What the person learnt in the year: the facts behind the figures."""
        query = f"?person={self.person_id}&year={self.rehearsal.year}"
        return reverse("ledger:records") + query
