import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.engagement import Engagement


class NoteKey(models.Model):
    """The data key of one engagement, wrapped by a key from outside the database.

    `outer` is the id of the key that wrapped it. Without that key the words of this
    engagement are lost, and deleting this row makes them unreadable for good.
    """

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="note_key")
    wrapped = models.BinaryField()
    outer = models.CharField(max_length=16, db_index=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("key of notes")
        verbose_name_plural = _("keys of notes")

    def __str__(self) -> str:
        return f"{self.engagement_id}: {self.outer}"


class Note(models.Model):
    """Words of a pair, sealed: the row tells who wrote and when, never what.

    A note of the pair is read by both; a private one by the coach who wrote it. The
    words are opened by `coaching.actions.notes` alone, for one of the pair.
    """

    class Kind(models.TextChoices):
        PAIR = "pair", _("for both of us")
        PRIVATE = "private", _("for me alone")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="note_has_version")
        ]

    def __str__(self) -> str:
        return f"{self.public_id} v{self.version}"
