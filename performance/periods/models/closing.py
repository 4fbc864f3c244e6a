from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.pieces import Piece
from corpu.people.models import Person, Unit
from corpu.people.models.access import OFFICE_ROLES


class ClosingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ClosingQuerySet":
        """HR and auditors see the closings of what they oversee, of the branches below
        and of everything above it."""
        if not viewer.is_authenticated:
            return self.none()
        grants = [g for g in viewer.active_grants() if g.role in OFFICE_ROLES]
        if viewer.is_superuser or any(grant.unit_id is None for grant in grants):
            return self
        if not grants:
            return self.none()
        scope = Q(unit=None)
        for grant in grants:
            scope |= Q(unit__path__startswith=grant.unit.path)
            scope |= Q(unit__in=grant.unit.ancestor_ids)
        return self.filter(scope)

    def active(self) -> "ClosingQuerySet":
        """Closings that hold, or are on their way to."""
        state = Closing.State
        return self.filter(state__in=[state.PROPOSED, state.RUNNING, state.CLOSED])

    def over(self, unit: Unit | None) -> "ClosingQuerySet":
        """Closings whose scope covers the whole of `unit` (None: of everything)."""
        if unit is None:
            return self.filter(unit=None)
        return self.filter(Q(unit=None) | Q(unit__in=unit.ancestor_ids))


class Closing(models.Model):
    """One year of an institution, or of the whole installation, brought to its end.

    Proposed by one person of HR and confirmed by another; then everybody's standings are
    frozen in pieces, and the whole is sealed. Reopened, again by two, it stays readable:
    the next closing of the same scope and year is its next version.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        RUNNING = "running", _("being closed")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        WITHDRAWN = "withdrawn", _("withdrawn")

    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("institution"),
        help_text=_("Empty means the whole installation."),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    note = models.TextField(_("note"), blank=True)
    # The loose ends when it was confirmed: {code of the check: how many}.
    checklist = models.JSONField(default=dict)

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    reopening_reason = models.TextField(_("reason for reopening"), blank=True)
    reopening_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reopening_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state__in=["proposed", "running", "closed"]),
                name="closing_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(unit=None, state__in=["proposed", "running", "closed"]),
                name="closing_once_for_all",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("proposed_by")), name="closing_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(reopened_by=F("reopening_by")), name="reopening_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.scope_name}"

    def get_absolute_url(self) -> str:
        """The page on which it is checked, confirmed and followed."""
        return reverse("periods:closing", args=[self.pk])

    @property
    def code(self) -> str:
        """What stands before the numbers of its pages: "2025-7"."""
        return f"{self.year}-{self.pk}"

    @property
    def scope_name(self) -> str:
        """The institution, or that it is everybody."""
        return self.unit.name if self.unit else str(_("All institutions"))

    @property
    def is_reopening(self) -> bool:
        """True while a reopening waits for its second person."""
        return self.state == self.State.CLOSED and self.reopening_by_id is not None

    def people(self) -> models.QuerySet[Person]:
        """Everybody in service in its scope today: whom the checklist is about."""
        people = Person.objects.employees()
        return people.in_subtree(self.unit) if self.unit else people


class ClosingPiece(Piece):
    """A range of people to be frozen; `end` is the hash that its last page carries on."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="pieces")
    pages = models.PositiveIntegerField(default=0)
    end = models.CharField(max_length=64, blank=True)

    class Meta(Piece.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "place"], name="closing_piece_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.closing_id}/{self.place}"
