import unicodedata
import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.agenda.models import Opening
from corpu.ledger.models import Activity, LearningForm, Scope
from corpu.lib.clock import today
from corpu.lib.fields import JPField
from corpu.people.models import Provider


def folded(text: str) -> str:
    """Lower case without accents: how titles are kept and queries are asked."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def _openings():
    """Open openings of the outer course's activity."""
    return Opening.objects.filter(is_open=True, activity=OuterRef("activity"))


class CourseQuerySet(models.QuerySet):
    def published(self) -> "CourseQuerySet":
        """Courses that the catalogue offers."""
        return self.filter(is_published=True, current__isnull=False)

    def with_class(self) -> "CourseQuerySet":
        """Courses with a class that can still be booked."""
        return self.filter(Exists(_openings().filter(starts_on__gte=today())))

    def with_free_seats(self) -> "CourseQuerySet":
        """Courses with a free seat in a class, or that need none."""
        free = _openings().filter(starts_on__gte=today()).takeable()
        classes = _openings().filter(starts_on__isnull=False)
        return self.filter(Exists(free) | ~Exists(classes))

    def without_class(self) -> "CourseQuerySet":
        """Courses that can be begun today, alone."""
        return self.exclude(Exists(_openings().filter(starts_on__isnull=False)))

    def with_card(self) -> "CourseQuerySet":
        """Joined with what a card of the catalogue shows."""
        rows = self.select_related("provider", "activity__form", "current")
        return rows.prefetch_related(
            "activity__competences",
            "activity__teaches",
            Prefetch(
                "activity__openings",
                Opening.objects.filter(is_open=True, starts_on__gte=today()).order_by(
                    "starts_on"
                ),
                to_attr="classes_ahead",
            ),
        )

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
        APPROVAL = "approval", _("with approval")
        INVITATION = "invitation", _("by invitation")

    class Approvals(models.TextChoices):
        """Who decides about a request, in which order."""

        LEADER = "leader", _("the leader")
        LEADER_AGENCY = "leader_agency", _("the leader, then the agency")
        AGENCY_LEADER = "agency_leader", _("the agency, then the leader")
        AGENCY = "agency", _("the agency")

    class Gone(models.TextChoices):
        TAKEN_OUT = "taken_out", _("Its agency took it out")
        EXPIRED = "expired", _("Its last day has passed")

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
    approvals = models.CharField(
        _("who approves"),
        max_length=13,
        choices=Approvals.choices,
        default=Approvals.LEADER,
    )
    capacity = models.PositiveIntegerField(_("places"), null=True)
    image_url = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True)
    is_published = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    # Since when and why it takes nobody any more.
    gone_on = models.DateField(null=True)
    gone_because = models.CharField(max_length=10, blank=True, choices=Gone.choices)
    gone_reason = models.TextField(blank=True)
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

    @property
    def next_class(self) -> Opening | None:
        """The next class that can be booked; read with `with_card`."""
        ahead = getattr(self.activity, "classes_ahead", [])
        free = [opening for opening in ahead if opening.places_free != 0]
        return next(iter(free or ahead), None)


class CourseVersion(models.Model):
    """A published state of a course, frozen. A learner keeps the one she started."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    revision_id = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    form = models.ForeignKey(LearningForm, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=14, choices=Scope.choices, default=Scope.NATIONAL)
    jp = JPField(null=True)
    in_order = models.BooleanField(default=False)
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
    # When it opens, and how long it takes at least.
    opens_on = models.DateField(null=True)
    opens_after_days = models.PositiveSmallIntegerField(
        null=True, help_text="Days after the learner began."
    )
    after = models.JSONField(default=list, help_text="Keys of lessons to do first.")
    is_gate = models.BooleanField(
        default=False, help_text="Everything behind it waits until it is done."
    )
    minimum_minutes = models.PositiveSmallIntegerField(null=True)
    checks = models.JSONField(
        default=list, help_text="Questions to ask where it was finished far too fast."
    )

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="lesson_key_once")
        ]

    def __str__(self) -> str:
        return self.title
