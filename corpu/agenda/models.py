"""How learning, performance and coaching plan together without knowing each other.

Learning and coaching write openings and commitments; performance writes needs. Each
reads only these.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity, LearningClass, LearningForm, Scope
from corpu.lib.clock import today
from corpu.lib.fields import JPField
from corpu.people.models import Person
from corpu.skills.models import Competence


class OpeningQuerySet(models.QuerySet):
    def takeable(self, by=None) -> "OpeningQuerySet":
        """Openings with room that can still be finished on or before `by`."""
        now = timezone.now()
        rows = self.filter(Q(places_free=None) | Q(places_free__gt=0), is_open=True)
        rows = rows.filter(Q(enrol_by=None) | Q(enrol_by__gt=now))
        if by:
            rows = rows.filter(Q(ends_on=None) | Q(ends_on__lte=by))
        return rows


class Opening(models.Model):
    """Something a person can take: a course, a class with seats, a coach's hours."""

    source = models.CharField(max_length=100, unique=True)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="openings")
    form = models.ForeignKey(LearningForm, models.PROTECT)
    scope = models.CharField(max_length=14, choices=Scope.choices, default=Scope.NATIONAL)
    jp = JPField(null=True)
    sessions = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    enrol_by = models.DateTimeField(null=True)
    places_free = models.PositiveIntegerField(null=True)
    is_open = models.BooleanField(default=True)
    url = models.CharField(max_length=300)
    # Whose time it takes, if it is one person's: a coach. Nobody in her line takes it.
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ["starts_on", "pk"]

    def __str__(self) -> str:
        return str(self.activity)


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CommitmentQuerySet":
        """What the people whom `viewer` may look at have promised to do."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def ahead(self) -> "CommitmentQuerySet":
        """Promises that are still open and not yet past."""
        rows = self.filter(is_open=True)
        return rows.filter(Q(ends_at=None) | Q(ends_at__date__gte=today()))

    def clashing(self, starts_at, ends_at) -> "CommitmentQuerySet":
        """Open promises whose hours overlap the span."""
        return self.filter(is_open=True, starts_at__lt=ends_at, ends_at__gt=starts_at)


class Commitment(models.Model):
    """What a person has promised to attend or take, and what it is expected to be worth.

    `jp`, `sessions` and `days` are the expected quantity, credited by the same rule as
    facts when booked JP are counted; 0 JP holds hours alone and counts nothing. It may
    change; `source` is unique.
    """

    source = models.CharField(max_length=100, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="commitments"
    )
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=200)
    form = models.ForeignKey(LearningForm, models.PROTECT)
    scope = models.CharField(max_length=14, choices=Scope.choices, default=Scope.NATIONAL)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    jp = JPField(null=True)
    sessions = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    is_open = models.BooleanField(default=True)
    url = models.CharField(max_length=300, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["person", "is_open"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="commitment_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class NeedQuerySet(models.QuerySet):
    def lacking(self, day=None) -> "NeedQuerySet":
        """Those that still lack something and can be met on `day` (today) or later."""
        lacks = Q(gap_jp__gt=0) | Q(gap_items__gt=0) | Q(level_wanted__gt=F("level_held"))
        return self.filter(lacks, by__gte=day or today())


class Need(models.Model):
    """What a person still lacks: JP, sessions, courses or one certain programme, of any
    learning or of a form, a class, a competence or an activity; or levels of a
    competence (then both gaps are 0).

    A target that several competences or activities meet leaves a need for each: meeting
    one of them meets them all.
    """

    class Measure(models.TextChoices):
        JP = "jp", _("JP")
        SESSIONS = "sessions", _("sessions")
        COURSES = "courses", _("courses")
        PROGRAMME = "programme", _("one certain programme")

    source = models.CharField(max_length=100, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="needs"
    )
    form = models.ForeignKey(LearningForm, models.CASCADE, null=True)
    learning_class = models.CharField(
        max_length=14, blank=True, choices=LearningClass.choices
    )
    competence = models.ForeignKey(Competence, models.CASCADE, null=True)
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    measure = models.CharField(max_length=9, choices=Measure.choices, default=Measure.JP)
    gap_jp = JPField()
    # What is missing of what is not counted in JP: sessions, courses, the programme.
    gap_items = models.PositiveSmallIntegerField(default=0)
    # In a competence: the level that she has and the one that is asked of her.
    level_held = models.PositiveSmallIntegerField(null=True)
    level_wanted = models.PositiveSmallIntegerField(null=True)
    by = models.DateField()

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.gap_jp} JP"

    @property
    def is_particular(self) -> bool:
        """True if not every kind of learning helps."""
        return bool(
            self.competence_id or self.activity_id or self.form_id or self.learning_class
        )

    def is_met_by(self, activity: Activity, taught) -> bool:
        """True if this activity, which teaches the competences `taught` (their ids),
        counts toward the need."""
        if self.activity_id and self.activity_id != activity.pk:
            return False
        if self.competence_id and self.competence_id not in taught:
            return False
        if self.form_id:
            return self.form_id == activity.form_id
        is_any = not self.learning_class
        return is_any or self.learning_class == activity.form.learning_class


class Feed(models.Model):
    """The address under which a calendar program reads a person's agenda by itself.

    Only what is needed to know the secret again is kept; a new address ends the old one.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agenda_feed"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return f"{self.person_id}"
