from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PackageQuerySet(models.QuerySet):
    def waiting(self) -> "PackageQuerySet":
        """Packages that are still to be unpacked."""
        return self.filter(state=Package.State.WAITING)


class Package(models.Model):
    """An uploaded package, unpacked once for each content of the file.

    The row is the promise that it will be unpacked. `folder` is filled only when every
    file lies there, so a half unpacked package is never served.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being prepared")
        READY = "ready", _("ready")
        BROKEN = "broken", _("cannot be used")

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the zip")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    document_id = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    folder = models.CharField(max_length=120, blank=True)
    files = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes, unpacked")
    problem = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("SCORM package")
        verbose_name_plural = _("SCORM packages")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="waiting"),
                name="scorm_package_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.title
