import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from learning.kinds.class_event.models.event import ClassEvent, Sitting
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
        CANCELLED = "cancelled", _("cancelled")
        REFUSED = "refused", _("refused")
        ATTENDED = "attended", _("attended")
        NO_SHOW = "no_show", _("did not come")

    LIVE = ["booked", "waiting", "attended", "no_show"]
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
                condition=Q(state__in=["booked", "waiting", "attended", "no_show"]),
                name="booking_live_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.event}"

    @property
    def is_live(self) -> bool:
        """True while it holds a seat or a place on the list, or has been kept."""
        return self.state in self.LIVE


class Attendance(models.Model):
    """Whether a participant was at one sitting. The last mark counts; the decision log
    keeps the corrections that came after the class was closed."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="attendances")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendances")
    is_present = models.BooleanField(_("present"))
    marked_at = models.DateTimeField(default=timezone.now)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "booking"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}/{self.sitting_id}: {self.is_present}"
