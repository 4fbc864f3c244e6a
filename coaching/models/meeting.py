import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.coach import Coach
from coaching.models.engagement import Engagement


class SlotQuerySet(models.QuerySet):
    def ahead(self) -> "SlotQuerySet":
        """Offered times that have not begun."""
        return self.filter(is_open=True, starts_at__gt=timezone.now())

    def free(self) -> "SlotQuerySet":
        """Offered times that nobody has taken."""
        taken = Meeting.objects.planned().filter(slot=OuterRef("pk"))
        return self.ahead().filter(~Exists(taken))


class Slot(models.Model):
    """A time that a coach offers, in her own clock. One meeting at a time takes it."""

    coach = models.ForeignKey(Coach, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    place = models.CharField(_("room or link"), max_length=200, blank=True)
    is_open = models.BooleanField(default=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("offered time")
        verbose_name_plural = _("offered times")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["coach", "starts_at"], name="slot_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="slot_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coach} {self.starts_at:%Y-%m-%d %H:%M}"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "MeetingQuerySet":
        """Meetings of the viewer's own pairs, and those to which she is invited."""
        pairs = Engagement.objects.visible_to(viewer)
        return self.filter(Q(engagement__in=pairs) | Q(guest=viewer))

    def planned(self) -> "MeetingQuerySet":
        """Meetings that stand."""
        return self.filter(state=Meeting.State.PLANNED)

    def ahead(self) -> "MeetingQuerySet":
        """Meetings that stand and are not over."""
        return self.planned().filter(ends_at__gt=timezone.now())

    def of(self, person) -> "MeetingQuerySet":
        """Meetings in which this person takes part."""
        return self.filter(
            Q(engagement__coach__person=person)
            | Q(engagement__coachee=person)
            | Q(guest=person)
        )


class Meeting(models.Model):
    """A date that a pair has made. It becomes a session once it is held and logged."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")

    class Occasion(models.TextChoices):
        USUAL = "usual", _("session")
        START = "start", _("three-way meeting at the start")
        END = "end", _("three-way meeting at the end")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="meetings")
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    place = models.CharField(_("room or link"), max_length=200, blank=True)
    occasion = models.CharField(
        max_length=5, choices=Occasion.choices, default=Occasion.USUAL
    )
    guest = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    booked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    moves = models.JSONField(default=list)
    reminded_at = models.DateTimeField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state="planned"), name="slot_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def clock(self) -> str:
        """The clock of its coach: WIB, WITA or WIT."""
        return self.engagement.coach.clock

    @property
    def has_begun(self) -> bool:
        """True from its first minute."""
        return self.starts_at <= timezone.now()
