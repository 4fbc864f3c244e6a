import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import ImportRun
from learning.kinds.class_event.models.booking import Booking
from learning.kinds.class_event.models.event import ClassEvent, Sitting


class How(models.TextChoices):
    """By what a mark of attendance was made."""

    LIST = "list", _("on the list")
    PHONE = "phone", _("on the trainer's phone, sent later")
    CODE = "code", _("by the code on the wall")
    FILE = "file", _("from a file")


class AttendanceMark(models.Model):
    """One mark as it was made, kept for ever: on the list, by code, or on a phone that
    had no connection. `client_id` is given by the device, so sending twice is once."""

    client_id = models.UUIDField(default=uuid.uuid4, unique=True)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="marks")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="marks")
    is_present = models.BooleanField(_("present"))
    made_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    how = models.CharField(max_length=5, choices=How.choices, default=How.LIST)

    class Meta:
        verbose_name = _("mark of attendance")
        verbose_name_plural = _("marks of attendance")
        ordering = ["made_at", "client_id"]
        indexes = [models.Index(fields=["sitting", "booking"])]

    def __str__(self) -> str:
        return f"{self.booking_id}/{self.sitting_id}: {self.is_present}"


class Attendance(models.Model):
    """Whether a participant was at one sitting: the latest of her marks holds. The
    decision log keeps the corrections that came after the class was closed."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="attendances")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendances")
    is_present = models.BooleanField(_("present"))
    marked_at = models.DateTimeField(default=timezone.now)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    how = models.CharField(max_length=5, choices=How.choices, default=How.LIST)
    client_id = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "booking"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}/{self.sitting_id}: {self.is_present}"


class CodeUse(models.Model):
    """A code on the wall that a person has used; nobody uses one twice."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.PositiveBigIntegerField()
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person", "step"], name="code_used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.person_id}: {self.step}"


class ResultsFile(models.Model):
    """A file with the results of one class, on its way through the imports."""

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="+")
    event = models.ForeignKey(ClassEvent, models.CASCADE, related_name="results_files")

    class Meta:
        verbose_name = _("file of results")
        verbose_name_plural = _("files of results")

    def __str__(self) -> str:
        return f"{self.event}: {self.run}"
