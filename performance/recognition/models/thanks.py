import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Record
from corpu.people.models import Person, Unit
from performance.models import Standing


class ThanksQuerySet(models.QuerySet):
    def standing(self) -> "ThanksQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def received_by(self, person: Person) -> "ThanksQuerySet":
        """To her, or to a unit that she belongs to."""
        mine = Q(person=person)
        if person.unit_id:
            mine |= Q(unit__in=person.unit.ancestor_ids)
        return self.filter(mine)

    def visible_to(self, viewer) -> "ThanksQuerySet":
        """What one gave and received, and what one's people received or gave.

        What was withdrawn is seen by its giver, its receiver, HR and auditors.
        """
        if not viewer.is_authenticated:
            return self.none()
        own = Q(giver=viewer) | Q(person=viewer)
        units = Q(unit__in=viewer.unit.ancestor_ids) if viewer.unit_id else Q(pk=None)
        seen = Person.objects.visible_to(viewer).order_by().values("pk")
        led = Unit.objects.subtrees_of(viewer.led_units())
        theirs = Q(person__in=seen) | Q(giver__in=seen) | Q(unit__in=led)
        kept = Person.objects.managed_by(viewer, "hr", "auditor").order_by()
        units_kept = Unit.objects.managed_by(viewer, "hr", "auditor")
        office = (
            Q(person__in=kept.values("pk"))
            | Q(giver__in=kept.values("pk"))
            | Q(unit__in=units_kept)
        )
        return self.filter(own | office | Q(withdrawn_at=None) & (units | theirs))

    def moderated_by(self, viewer) -> "ThanksQuerySet":
        """What `viewer` may withdraw as HR: what her people gave or received."""
        kept = Person.objects.managed_by(viewer).order_by().values("pk")
        return self.filter(Q(giver__in=kept) | Q(person__in=kept)).exclude(giver=viewer)

    def with_people(self) -> "ThanksQuerySet":
        """Joined with what a list shows."""
        return self.select_related(
            "giver__unit", "giver__post", "person__unit", "person__post", "unit",
            "withdrawn_by",
        )  # fmt: skip


class Thanks(models.Model):
    """A word of thanks from a colleague, or recognition from a leader, with its reason.

    To a person or to a whole unit; it may name the fact that it is about.
    """

    class Kind(models.TextChoices):
        THANKS = "thanks", _("thanks")
        RECOGNITION = "recognition", _("recognition by a leader")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="thanks_given"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="thanks_received",
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="thanks_received"
    )
    reason = models.TextField(_("reason"))
    # The fact, and how it was called, so that a rebuild or a void leaves the words.
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="+"
    )
    standing = models.ForeignKey(
        Standing, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    fact = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False)
                | Q(person__isnull=False, unit=None),
                name="thanks_to_person_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | ~Q(person=F("giver")),
                name="thanks_to_another",
            ),
        ]
        indexes = [models.Index(fields=["giver", "given_at"])]

    def __str__(self) -> str:
        return f"{self.giver_id} -> {self.person_id or self.unit_id}"

    @property
    def receiver(self):
        """The person or the unit that it is for."""
        return self.person or self.unit
