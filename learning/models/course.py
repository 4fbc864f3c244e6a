import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity
from corpu.people.models import Provider


class CourseQuerySet(models.QuerySet):
    def published(self) -> "CourseQuerySet":
        """Courses that the catalogue offers."""
        return self.filter(is_published=True, current__isnull=False)

    def of_provider_staff(self, person) -> "CourseQuerySet":
        """Courses of the agencies at which `person` holds a role today."""
        return self.filter(provider__in=Provider.objects.of(person))


class Course(models.Model):
    """What a provider offers to learn, as the catalogue and the learner know it.

    A Wagtail page (`page_id`) holds what authors write; publishing it brings this row
    and its version up to date. The row outlives the page; facts point at `activity`.
    """

    class Access(models.TextChoices):
        OPEN = "open", _("open to all")
        APPROVAL = "approval", _("with the leader's approval")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_id = models.PositiveIntegerField(unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="courses")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="course")
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    outcomes = models.JSONField(_("outcomes"), default=list)
    language = models.CharField(_("language"), max_length=5, default="id")
    minutes = models.PositiveIntegerField(_("minutes"), null=True)
    access = models.CharField(
        _("access"), max_length=10, choices=Access.choices, default=Access.OPEN
    )
    image_url = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True)
    is_published = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    current = models.ForeignKey(
        "CourseVersion", models.SET_NULL, null=True, related_name="+"
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class CourseVersion(models.Model):
    """A published state of a course, frozen. A learner keeps the one she started."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    revision_id = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("course version")
        verbose_name_plural = _("course versions")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"], name="course_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course} v{self.number}"


class Lesson(models.Model):
    """One step of a course version. `key` is the same in every version of the course."""

    version = models.ForeignKey(CourseVersion, models.CASCADE, related_name="lessons")
    key = models.UUIDField()
    kind = models.CharField(max_length=20)
    title = models.CharField(_("title"), max_length=200)
    is_required = models.BooleanField(_("required"), default=True)
    order = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="lesson_key_once")
        ]

    def __str__(self) -> str:
        return self.title
