import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from corpu.people.models.access import Role
from learning.models.course import Course, CourseVersion, Lesson


def _count(rows):
    """A subquery that counts `rows`."""
    ones = rows.order_by().annotate(one=Value(1)).values("one")
    counted = ones.annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EnrolmentQuerySet":
        """Enrolments of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def waiting_for(self, viewer) -> "EnrolmentQuerySet":
        """Requests that `viewer` may decide today: hers, and those handed to her.

        A request without a decider is HR's.
        """
        from corpu.people.actions.deciders import decides_for

        mine = Q(decider__in=decides_for(viewer), step=Enrolment.Step.LEADER)
        managed = [
            g.provider_id for g in viewer.active_grants() if g.role == Role.MANAGER
        ]
        mine |= Q(step=Enrolment.Step.AGENCY, course__provider__in=managed)
        mine |= self._waits_for_hr(viewer)
        waiting = self.filter(state=Enrolment.State.REQUESTED)
        return waiting.filter(mine).exclude(person=viewer)

    def _waits_for_hr(self, viewer) -> Q:
        """Requests that no leader is there for."""
        nobody = Q(decider=None, step=Enrolment.Step.LEADER)
        scope = [g for g in viewer.active_grants() if g.role == Role.HR]
        if any(grant.unit_id is None for grant in scope):
            return nobody
        below = Q(pk__in=[])
        for grant in scope:
            below |= Q(person__unit__path__startswith=grant.unit.path)
        return nobody & below

    def with_progress(self) -> "EnrolmentQuerySet":
        """With `lessons_done` of `lessons_required`, and what a list shows."""
        done = LessonProgress.objects.filter(
            enrolment=OuterRef("pk"),
            state=LessonProgress.State.COMPLETED,
            lesson__is_required=True,
        )
        required = Lesson.objects.filter(version=OuterRef("version"), is_required=True)
        rows = self.select_related(
            "course__provider", "course__activity__form", "version__form", "decider"
        )
        return rows.annotate(lessons_done=_count(done), lessons_required=_count(required))

    def ongoing(self) -> "EnrolmentQuerySet":
        """Enrolments that are being learnt."""
        return self.filter(state=Enrolment.State.ENROLLED)

    def idle_since(self, moment) -> "EnrolmentQuerySet":
        """Not touched, and not reminded of, since `moment`."""
        seen = Q(last_seen_at__lte=moment) | Q(last_seen_at=None, asked_at__lte=moment)
        return self.filter(
            seen, Q(reminded_at=None) | Q(reminded_at__lte=F("last_seen_at"))
        )

    def live(self) -> "EnrolmentQuerySet":
        """Asked for, being learnt, or completed: at most one a person and course."""
        return self.filter(state__in=Enrolment.LIVE)


class Enrolment(models.Model):
    """A person takes a course, in the version that was current when she began."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waiting for a decision")
        REFUSED = "refused", _("refused")
        ENROLLED = "enrolled", _("enrolled")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        INVITED = "invited", _("invited")
        EXPIRED = "expired", _("not answered in time")

    class Step(models.TextChoices):
        """Whose answer a request waits for."""

        LEADER = "leader", _("the leader")
        AGENCY = "agency", _("the agency")

    LIVE = ["requested", "invited", "enrolled", "completed"]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="enrolments_to_decide",
    )
    step = models.CharField(max_length=6, choices=Step.choices, default=Step.LEADER)
    decide_by = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(
        null=True, help_text="When those above whom nobody stands were asked again."
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    # Set by a leader or HR: who asks for it, and by when.
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    due_on = models.DateField(_("due on"), null=True)
    last_lesson_key = models.UUIDField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    counted_until = models.DateTimeField(
        null=True, help_text="Time up to here has been kept or let go."
    )
    reminded_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["person", "state"]),
            # What waits is few among many, and counted on every page of who decides.
            models.Index(
                fields=["decider"],
                name="enrolment_waiting",
                condition=Q(state="requested"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(state__in=["requested", "invited", "enrolled", "completed"]),
                name="enrolment_live_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"

    @property
    def began_on(self) -> datetime.date:
        """The local day from which the learner could begin."""
        return timezone.localdate(self.decided_at or self.asked_at)


class LessonProgress(models.Model):
    """How far a person is in one lesson: where she was, her score, when she finished."""

    class State(models.TextChoices):
        STARTED = "started", _("started")
        COMPLETED = "completed", _("completed")
        FAILED = "failed", _("not passed yet")
        HELD = "held", _("finished, does not count yet")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="progress")
    state = models.CharField(max_length=10, choices=State.choices, default=State.STARTED)
    place = models.JSONField(default=dict, help_text="Where to resume; the kind's own.")
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson"], name="lesson_progress_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.lesson_id}: {self.state}"


class StudyDay(models.Model):
    """Seconds that a person spent in a course on one local day: the days that its
    record may be credited on."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="study_days")
    day = models.DateField()
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "day"], name="study_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.day}: {self.seconds} s"
