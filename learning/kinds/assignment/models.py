import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Provider
from learning.models import LessonProgress


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SubmissionQuerySet":
        """A learner's own work."""
        return self.filter(progress__enrolment__person=viewer)

    def drafts(self) -> "SubmissionQuerySet":
        """Begun, not handed in."""
        return self.filter(handed_in_at=None)

    def waiting(self) -> "SubmissionQuerySet":
        """Handed in and not marked."""
        return self.filter(handed_in_at__isnull=False, marked_at=None)

    def markable_by(self, person) -> "SubmissionQuerySet":
        """Handed in at the agencies where `person` works, by those who are still in the
        course; never her own."""
        rows = self.filter(
            handed_in_at__isnull=False,
            progress__enrolment__course__provider__in=Provider.objects.of(person),
            progress__enrolment__state__in=["enrolled", "completed"],
        )
        return rows.exclude(progress__enrolment__person=person)


class Submission(models.Model):
    """One piece of work for an assignment: a draft, handed in, then marked by its
    rubric: accepted, or returned to be done better."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    progress = models.ForeignKey(
        LessonProgress, models.CASCADE, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    file = models.JSONField(null=True, help_text="Path, name, type and size; or nothing.")
    saved_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True)
    points = models.JSONField(default=dict, help_text="By criterion, as text.")
    note = models.TextField(blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_accepted = models.BooleanField(default=False)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["progress", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["progress", "number"], name="submission_number_once"
            ),
            models.UniqueConstraint(
                fields=["progress"],
                condition=Q(marked_at=None),
                name="submission_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.progress_id} #{self.number}"
