import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import RoleGrant
from learning.models import Course


class TimeZone(models.TextChoices):
    """Indonesia's three clocks, by the letters that people know."""

    WIB = "Asia/Jakarta", _("WIB (Western Indonesia)")
    WITA = "Asia/Makassar", _("WITA (Central Indonesia)")
    WIT = "Asia/Jayapura", _("WIT (Eastern Indonesia)")


class ClassEventQuerySet(models.QuerySet):
    def offered(self) -> "ClassEventQuerySet":
        """Classes that people can see: published, of a course that is published."""
        return self.filter(is_published=True, course__is_published=True)

    def ahead(self) -> "ClassEventQuerySet":
        """Open classes whose last sitting is not over."""
        return self.filter(state=ClassEvent.State.OPEN, ends_at__gt=timezone.now())

    def visible_to(self, viewer) -> "ClassEventQuerySet":
        """What is offered, what one has booked, and what one runs."""
        if not viewer.is_authenticated:
            return self.none()
        offered = Q(is_published=True, course__is_published=True)
        own = Q(bookings__person=viewer)
        run = Q(pk__in=ClassEvent.objects.run_by(viewer).values("pk"))
        return self.filter(offered | own | run).distinct()

    def run_by(self, person) -> "ClassEventQuerySet":
        """Classes that `person` teaches, or that belong to an agency she manages."""
        grants = RoleGrant.objects.active().filter(person=person)
        managed = grants.filter(role="manager").values("provider")
        staffed = grants.filter(provider__isnull=False).values("provider")
        teaches = Q(instructors=person, course__provider__in=staffed)
        return self.filter(Q(course__provider__in=managed) | teaches).distinct()

    def with_place(self) -> "ClassEventQuerySet":
        """Joined with what screens show."""
        rows = self.select_related("course__provider", "course__activity__form")
        return rows.prefetch_related("sittings", "instructors")


class ClassEvent(models.Model):
    """People meet to learn: a place, a number of seats, and one or more sittings.

    Publishing its page writes this row; a cancelled class keeps its rows. `seats_taken`
    is claimed by conditional update, so two people never get one seat; offered seats and
    those that leaders hold are in it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CANCELLED = "cancelled", _("cancelled")
        CLOSED = "closed", _("closed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_id = models.PositiveIntegerField(unique=True, null=True)
    course = models.ForeignKey(Course, models.PROTECT, related_name="class_events")
    title = models.CharField(_("title"), max_length=200)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=20, choices=TimeZone.choices, default=TimeZone.WIB
    )
    notes = models.TextField(_("what to bring and know"), blank=True)
    seats = models.PositiveIntegerField(_("seats"))
    seats_min = models.PositiveIntegerField(_("fewest participants"), default=0)
    seats_taken = models.PositiveIntegerField(default=0)
    materials = models.JSONField(default=list, help_text="Kept files: title, path, type.")
    enrol_by = models.DateTimeField(_("book until"), null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    instructors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="classes_taught", blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN
    )
    is_published = models.BooleanField(default=True)
    cancelled_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ClassEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("seats")), name="class_not_overbooked"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        """The clock of the place."""
        return ZoneInfo(self.time_zone)

    @property
    def clock(self) -> str:
        """WIB, WITA or WIT."""
        return TimeZone(self.time_zone).name

    @property
    def seats_left(self) -> int:
        """Seats that nobody has."""
        return self.seats - self.seats_taken

    @property
    def is_short(self) -> bool:
        """True if too few have a seat for the class to be held."""
        return self.is_open and not self.has_begun and self.seats_taken < self.seats_min

    @property
    def is_online(self) -> bool:
        """True if there is no venue to travel to."""
        return not self.venue

    @property
    def is_open(self) -> bool:
        """Neither cancelled nor closed."""
        return self.state == self.State.OPEN

    @property
    def has_begun(self) -> bool:
        """True from the first minute of the first sitting on."""
        return bool(self.starts_at and self.starts_at <= timezone.now())

    @property
    def has_ended(self) -> bool:
        """True after the last minute of the last sitting."""
        return bool(self.ends_at and self.ends_at <= timezone.now())

    @property
    def takes_answers(self) -> bool:
        """True while a free seat may still be offered to those who wait."""
        return self.is_open and bool(self.starts_at) and not self.has_begun

    @property
    def takes_bookings(self) -> bool:
        """True while somebody may still book or join the waiting list."""
        until = self.enrol_by or self.starts_at
        return (
            self.is_open
            and self.is_published
            and bool(until and timezone.now() < until and not self.has_begun)
        )


class Sitting(models.Model):
    """One meeting of a class: from when to when, where or over which link."""

    event = models.ForeignKey(ClassEvent, models.CASCADE, related_name="sittings")
    page_key = models.PositiveIntegerField(null=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    room = models.CharField(_("room"), max_length=100, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="sitting_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} · {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def local_starts_at(self):
        """Its start by the clock of the place."""
        return self.starts_at.astimezone(self.event.tz)

    @property
    def local_ends_at(self):
        """Its end by the clock of the place."""
        return self.ends_at.astimezone(self.event.tz)

    @property
    def day(self):
        """The local day on which it is held, where it is held."""
        return self.local_starts_at.date()

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def has_begun(self) -> bool:
        """True from its first minute on: attendance can be marked."""
        return self.starts_at <= timezone.now()
