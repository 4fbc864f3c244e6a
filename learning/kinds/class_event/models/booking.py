import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from learning.kinds.class_event.models.event import ClassEvent
from learning.kinds.class_event.rules import is_lowered
from learning.models import Enrolment


class BookingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "BookingQuerySet":
        """One's own, those of the people one may look at, and of the classes one runs."""
        people = Person.objects.visible_to(viewer)
        if not viewer.is_authenticated:
            return self.none()
        run = ClassEvent.objects.run_by(viewer).values("pk")
        return self.filter(Q(person__in=people) | Q(event__in=run))

    def live(self) -> "BookingQuerySet":
        """At most one a person and class."""
        return self.filter(state__in=Booking.LIVE)

    def seated(self) -> "BookingQuerySet":
        """Those who hold a seat, or held it when the class was closed."""
        return self.filter(state__in=Booking.SEATED)

    def queueing(self) -> "BookingQuerySet":
        """The waiting list, first come first."""
        return self.filter(state=Booking.State.WAITING).order_by("asked_at", "pk")


class Booking(models.Model):
    """A person's seat in a class, or her place on its waiting list.

    States move as `rules.MOVES` says, by conditional update: of two clicks one moves.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("booked")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("a seat is offered")
        LAPSED = "lapsed", _("offer not answered")
        CANCELLED = "cancelled", _("cancelled")
        REFUSED = "refused", _("refused")
        ATTENDED = "attended", _("attended")
        NO_SHOW = "no_show", _("did not come")

    class Absence(models.TextChoices):
        """Why a participant did not come, as far as the trainer knows."""

        UNKNOWN = "unknown", _("not known")
        ILL = "ill", _("ill")
        DUTY = "duty", _("called to duty")
        TRAVEL = "travel", _("could not get there")
        OTHER = "other", _("another reason")

    class Appeal(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        ACCEPTED = "accepted", _("excused")
        REFUSED = "refused", _("not excused")

    LIVE = ["booked", "waiting", "offered", "attended", "no_show"]
    SEATED = ["booked", "attended", "no_show"]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(ClassEvent, models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bookings"
    )
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="bookings")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)
    settled_at = models.DateTimeField(
        null=True, help_text="When the attended class was credited to its lesson."
    )
    offered_until = models.DateTimeField(
        null=True, help_text="Until when the offered seat is kept for her answer."
    )
    # For the people who run the class alone, and for herself.
    adjustments = models.TextField(_("what I need to take part"), blank=True)
    absence = models.CharField(
        _("why she did not come"), max_length=10, choices=Absence.choices, blank=True
    )
    appeal = models.TextField(_("my explanation"), blank=True)
    appeal_state = models.CharField(
        _("answer"), max_length=10, choices=Appeal.choices, blank=True
    )
    appealed_at = models.DateTimeField(null=True)
    appeal_answer = models.TextField(_("reason of the answer"), blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["event", "state", "asked_at"]),
            models.Index(fields=["person", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(
                    state__in=["booked", "waiting", "offered", "attended", "no_show"]
                ),
                name="booking_live_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False),
                name="booking_offer_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.event}"

    @property
    def is_live(self) -> bool:
        """True while it holds a seat or a place on the list, or has been kept."""
        return self.state in self.LIVE

    @property
    def may_appeal(self) -> bool:
        """True for 90 days after a no-show that has not been explained."""
        is_recent = is_lowered(self.changed_at, False, timezone.now())
        return self.state == self.State.NO_SHOW and is_recent and not self.appeal_state


class Reservation(models.Model):
    """Seats that a leader holds for her team before she names the people.

    They count as taken. What is not named in time goes back to everybody.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(ClassEvent, models.PROTECT, related_name="reservations")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seat_reservations"
    )
    seats = models.PositiveIntegerField(_("seats"))
    named = models.PositiveIntegerField(_("named"), default=0)
    name_by = models.DateTimeField(_("name them by"))
    reserved_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reserved seats")
        verbose_name_plural = _("reserved seats")
        ordering = ["reserved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(named__lte=F("seats")), name="reservation_not_overnamed"
            ),
            models.UniqueConstraint(
                fields=["event", "leader"],
                condition=Q(released_at=None),
                name="reservation_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} · {self.event}: {self.named}/{self.seats}"

    @property
    def left(self) -> int:
        """Seats without a name."""
        return self.seats - self.named
