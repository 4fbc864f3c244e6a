import datetime
import uuid

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.engagement import Engagement
from corpu.ledger.models import Record
from corpu.lib.clock import local_day
from corpu.lib.two_languages import by_language


class Topic(models.Model):
    """A category of what a session was about: all that is ever told outside the pair,
    and only as a total."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class SessionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SessionQuerySet":
        """Sessions of the viewer's own engagements."""
        return self.filter(engagement__in=Engagement.objects.visible_to(viewer))

    def waiting(self) -> "SessionQuerySet":
        """Logged, and not yet signed by the coachee."""
        return self.filter(state=Session.State.LOGGED)

    def to_confirm_by(self, person) -> "SessionQuerySet":
        """Sessions that wait for this person's signature."""
        return self.waiting().filter(engagement__coachee=person)

    def disputed(self) -> "SessionQuerySet":
        """The coachee said that something is wrong; the coach is to correct it."""
        return self.filter(state=Session.State.DISPUTED)

    def confirmed(self) -> "SessionQuerySet":
        """Signed by both, and the record stands: these alone count."""
        return self.filter(state=Session.State.CONFIRMED, record__voided_by=None)

    def given(self) -> "SessionQuerySet":
        """Signed by both, and the coach's own record stands: her hours."""
        return self.filter(state=Session.State.CONFIRMED, coach_record__voided_by=None)

    def held(self) -> "SessionQuerySet":
        """Sessions that (may) have taken place: neither withdrawn nor lapsed, nor with a
        record that was voided."""
        state = Session.State
        states = [state.LOGGED, state.DISPUTED, state.CONFIRMED]
        return self.filter(state__in=states, record__voided_by=None)

    def with_credit(self) -> "SessionQuerySet":
        """The latest first, joined with pair, topic and the JP that they counted."""
        rows = self.select_related(
            "engagement__coach__person", "engagement__coachee", "engagement__form",
            "topic", "record__voided_by",
        )  # fmt: skip
        jp = Sum("record__credits__jp_recognised")
        return rows.annotate(jp_counted=jp).order_by("-started_at", "-pk")

    def of_either(self, engagement: Engagement) -> "SessionQuerySet":
        """Sessions in which one of the pair took part, with anybody."""
        coach, coachee = engagement.coach.person_id, engagement.coachee_id
        return self.filter(
            Q(engagement__coach__person__in=[coach, coachee])
            | Q(engagement__coachee__in=[coach, coachee])
        )


class Session(models.Model):
    """One meeting of a pair. It counts only once the coachee has signed it.

    `key` comes from the form or device that logged it, so logging twice is harmless.
    Sessions of one meeting with several people share a `group`; each is confirmed and
    credited by itself, and the coach's own record is posted once for all of them.
    `turn` grows with each word of either side: a link in a mail is good for one turn.
    """

    class State(models.TextChoices):
        LOGGED = "logged", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("disputed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed without confirmation")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(unique=True)
    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="sessions")
    group = models.UUIDField(null=True, editable=False, db_index=True)
    started_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    topic = models.ForeignKey(Topic, models.PROTECT, verbose_name=_("topic"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOGGED)
    logged_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    disputed_minutes = models.PositiveSmallIntegerField(
        _("minutes as the coachee says"), null=True
    )
    dispute_reason = models.CharField(_("reason"), max_length=300, blank=True)
    dispute_sealed = models.BinaryField(null=True)
    record = models.OneToOneField(
        Record, models.PROTECT, null=True, related_name="coaching_session"
    )
    coach_record = models.ForeignKey(
        Record, models.PROTECT, null=True, related_name="coaching_given"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["state", "logged_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=480),
                name="session_within_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.engagement} {self.started_at:%Y-%m-%d}"

    @property
    def is_voided(self) -> bool:
        """True if the record that it brought was voided: it counts nothing any more."""
        return bool(self.record_id and self.record.is_voided)

    @property
    def ended_at(self) -> datetime.datetime:
        """When the meeting was over."""
        return self.started_at + datetime.timedelta(minutes=self.minutes)

    @property
    def day(self) -> datetime.date:
        """The local day on which it counts."""
        return local_day(self.started_at)
