import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.models import Provider
from learning.models import Course


class PathQuerySet(models.QuerySet):
    def published(self) -> "PathQuerySet":
        """Paths that people may join."""
        return self.filter(is_published=True, current__isnull=False)

    def of_provider_staff(self, person) -> "PathQuerySet":
        """Paths of the agencies at which `person` holds a role today."""
        return self.filter(provider__in=Provider.objects.of(person))


class Path(models.Model):
    """Courses and milestones in an order, towards one aim.

    A programme runs in cohorts with start days and mentors; any other path is walked at
    one's own pace. A Wagtail page (`page_id`) holds what authors write.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_id = models.PositiveIntegerField(unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="paths")
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    outcomes = models.JSONField(_("outcomes"), default=list)
    is_programme = models.BooleanField(_("programme"), default=False)
    is_published = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    current = models.ForeignKey(
        "PathVersion", models.SET_NULL, null=True, related_name="+"
    )

    objects = PathQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class PathVersion(models.Model):
    """A published state of a path, frozen. A member keeps the one she joined."""

    path = models.ForeignKey(Path, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a learning path")
        verbose_name_plural = _("versions of learning paths")
        ordering = ["path", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["path", "number"], name="path_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.path} v{self.number}"


class Step(models.Model):
    """One step: a course, or a milestone that somebody confirms.

    `weeks` after the cohort's start it opens (0: with it). A gate opens when the
    required steps before it are done.
    """

    version = models.ForeignKey(PathVersion, models.CASCADE, related_name="steps")
    key = models.UUIDField()
    order = models.PositiveSmallIntegerField()
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(blank=True)
    is_required = models.BooleanField(default=True)
    is_gate = models.BooleanField(default=False)
    weeks = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("step of a learning path")
        verbose_name_plural = _("steps of learning paths")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="path_step_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_milestone(self) -> bool:
        """True if a person confirms it, not the ledger."""
        return self.course_id is None

    def opens_on(self, cohort: "Cohort | None") -> datetime.date | None:
        """The day on which it opens for a cohort; None at one's own pace."""
        return cohort and cohort.starts_on + datetime.timedelta(weeks=self.weeks)


class CohortQuerySet(models.QuerySet):
    def joinable(self) -> "CohortQuerySet":
        """Cohorts that still take people, soonest first."""
        rows = self.filter(is_open=True, path__is_published=True)
        rows = rows.filter(Q(join_by=None) | Q(join_by__gte=today()))
        return rows.filter(ends_on__gte=today()).order_by("starts_on", "pk")


class Cohort(models.Model):
    """A group that walks a programme together, with mentors."""

    path = models.ForeignKey(Path, models.CASCADE, related_name="cohorts")
    key = models.UUIDField(unique=True)
    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    join_by = models.DateField(_("join until"), null=True)
    seats = models.PositiveIntegerField(_("places"), null=True)
    is_open = models.BooleanField(default=True)
    mentors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="cohorts_mentored"
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="cohort_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name
