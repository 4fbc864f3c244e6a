import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.questions.models.question import Category, OwnedQuerySet


class QuestionImport(models.Model):
    """A file of questions as it was read, before and after somebody said: take them.

    `rows` holds, in the file's order: number, line, name, category, faults, notes, and
    the block (`kind`, `value`) that becomes a question.
    """

    class Format(models.TextChoices):
        GIFT = "gift", "GIFT"
        AIKEN = "aiken", "Aiken"
        MOODLE_XML = "moodle_xml", "Moodle XML"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(
        "people.Provider", models.PROTECT, related_name="question_imports"
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    competence = models.ForeignKey(
        "skills.Competence", models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="question_imports"
    )
    format = models.CharField(max_length=10, choices=Format.choices)
    file_name = models.CharField(max_length=150, blank=True)
    keeps_categories = models.BooleanField(default=False)
    rows = models.JSONField(default=list)
    read_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    taken_count = models.PositiveIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
        ordering = ["-read_at"]

    def __str__(self) -> str:
        return f"{self.provider}: {self.file_name or self.format}"
