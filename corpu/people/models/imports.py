import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# So many people may change institution by a file without a confirmation of its own.
MOST_QUIET = 5


def private_storage():
    """Files that are served only after asking who wants them."""
    return storages["private"]


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ImportRunQuerySet":
        """A run is seen by the person who started it."""
        return self.filter(started_by=viewer) if viewer.is_authenticated else self.none()

    def waiting(self) -> "ImportRunQuerySet":
        """Runs that some worker should take up (again)."""
        states = [ImportRun.State.UPLOADED, ImportRun.State.CONFIRMED]
        return self.filter(state__in=states)


class ImportRun(models.Model):
    """One uploaded file on its way: read, previewed, confirmed, applied.

    The row is the promise: a worker claims it, and a sweep finds what a worker that
    died left behind. Applying a row twice changes nothing.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("waiting to be read")
        READING = "reading", _("being read")
        PREVIEW = "preview", _("ready for your decision")
        CONFIRMED = "confirmed", _("waiting to be applied")
        APPLYING = "applying", _("being applied")
        DONE = "done", _("applied")
        FAILED = "failed", _("could not be read")
        CANCELLED = "cancelled", _("cancelled")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    file = models.FileField(upload_to="imports/%Y/%m/", storage=private_storage)
    filename = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports"
    )
    started_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    unknown_columns = models.JSONField(default=list)
    moves = models.JSONField(default=list)
    problem = models.TextField(blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.filename}"

    @property
    def percent(self) -> int:
        """Share of rows worked through, 0 to 100."""
        return 100 * self.rows_done // self.rows_total if self.rows_total else 0

    @property
    def people_moving(self) -> int:
        """How many people in service the file puts under another institution."""
        return sum(row["people"] for row in self.moves)

    @property
    def moves_many(self) -> bool:
        """True if the moves between institutions must be confirmed by themselves."""
        return self.people_moving > MOST_QUIET


class ImportRow(models.Model):
    """One row of the file: what it says, what it would do, and what is wrong with it."""

    class Act(models.TextChoices):
        ADD = "add", _("will be added")
        CHANGE = "change", _("will be changed")
        SAME = "same", _("nothing to do")
        REFUSE = "refuse", _("refused")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    label = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"
