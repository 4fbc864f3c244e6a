import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.kinds.scorm.models.package import Package
from learning.models import LessonProgress


class ScormAttempt(models.Model):
    """One try at a package. A new one begins only after the last was not passed."""

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        PASSED = "passed", _("passed")
        FAILED = "failed", _("not passed")

    progress = models.ForeignKey(
        LessonProgress, models.CASCADE, related_name="scorm_attempts"
    )
    package = models.ForeignKey(Package, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attempt at a package")
        verbose_name_plural = _("attempts at packages")
        ordering = ["progress", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["progress", "number"], name="scorm_attempt_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.progress_id} #{self.number}"


class ScormTrack(models.Model):
    """What is known of one item of the package in one attempt."""

    attempt = models.ForeignKey(ScormAttempt, models.CASCADE, related_name="tracks")
    item = models.CharField(max_length=200)
    state = models.CharField(max_length=15, default="not_attempted")
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    data = models.JSONField(default=dict, help_text="The elements that the item set.")
    seconds = models.PositiveIntegerField(default=0, help_text="of sittings that ended")

    class Meta:
        ordering = ["attempt", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item"], name="scorm_track_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.item}: {self.state}"


class ScormSittingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ScormSittingQuerySet":
        """A learner's own sittings; nobody writes to another's."""
        return self.filter(track__attempt__progress__enrolment__person=viewer)


class ScormSitting(models.Model):
    """One item opened once, from launch to exit. Its time is evidence and is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    track = models.ForeignKey(ScormTrack, models.CASCADE, related_name="sittings")
    started_at = models.DateTimeField(default=timezone.now)
    last_commit_at = models.DateTimeField(null=True)
    last_sequence = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    has_ended = models.BooleanField(default=False)
    ignored = models.JSONField(default=list, help_text="What was left out, and why.")

    objects = ScormSittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting at a package")
        verbose_name_plural = _("sittings at packages")
        ordering = ["track", "pk"]

    def __str__(self) -> str:
        return str(self.public_id)
