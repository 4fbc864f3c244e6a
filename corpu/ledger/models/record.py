import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models.activity import Activity
from corpu.ledger.models.form import LearningForm
from corpu.ledger.models.rate import Rate, Scope
from corpu.lib.fields import JPField
from corpu.people.models import ApiToken, Person, Post, Provider, StaffClass, Unit

READ_BY_THE_CREDIT_RULE = [
    "started_on", "form", "scope", "role", "jp_stated", "minutes", "days", "days_listed",
    "sessions", "semesters", "certificate_key",
]  # fmt: skip


class LearnerRole(models.TextChoices):
    LEARNER = "learner", _("learner")
    COACH = "coach", _("coach")
    MENTOR = "mentor", _("mentor")
    SPEAKER = "speaker", _("speaker")


@dataclass(frozen=True)
class Worth:
    """What a fact counts for: JP claimed and recognised, why, and under which rate."""

    jp_claimed: Decimal
    jp_recognised: Decimal
    reason: str
    rate: Rate | None


class RecordQuerySet(models.QuerySet):
    def facts(self) -> "RecordQuerySet":
        """Records of learning; the notes that void one are left out."""
        return self.filter(voids=None)

    def standing(self) -> "RecordQuerySet":
        """Facts that have not been voided."""
        return self.facts().filter(voided_by=None)

    def visible_to(self, viewer) -> "RecordQuerySet":
        """Facts of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def in_year(self, year: int) -> "RecordQuerySet":
        """Facts that touch the calendar year."""
        return self.filter(started_on__year__lte=year, ended_on__year__gte=year)

    def matching(self, text: str) -> "RecordQuerySet":
        """Facts whose title, person, certificate number or source holds `text`."""
        condition = (
            Q(title__icontains=text)
            | Q(source__icontains=text)
            | Q(certificate_number__icontains=text)
            | Q(person__in=Person.objects.search(text))
        )
        return self.filter(condition)

    def waiting_for_jp(self) -> "RecordQuerySet":
        """Standing facts that count for nothing until an approver sets their JP."""
        return self.standing().filter(credits__reason="needs_approval").distinct()

    def recorded_through(self, token: ApiToken) -> "RecordQuerySet":
        """What the holder of a training agency's token may read: its agency's facts,
        and those it recorded."""
        condition = Q(token=token)
        if token.provider_id:
            condition |= Q(provider=token.provider_id)
        return self.filter(condition)

    def with_credits(self) -> "RecordQuerySet":
        """Joined with what a line about a fact shows, and whether it overlaps another
        programme in time (`overlaps`: told to the reader, never cut)."""
        programme = Exists(
            self.model.objects.filter(pk=OuterRef("pk"), credits__rate__basis="programme")
        )
        other = Exists(
            self.model.objects.standing()
            .filter(
                person=OuterRef("person"),
                started_on__lte=OuterRef("ended_on"),
                ended_on__gte=OuterRef("started_on"),
                credits__rate__basis="programme",
            )
            .exclude(pk=OuterRef("pk"))
        )
        rows = self.select_related("form", "person", "provider", "voided_by")
        rows = rows.prefetch_related("credits__rate__form")
        return rows.annotate(overlaps=programme & other)

    def in_order(self) -> "RecordQuerySet":
        """The order in which caps are taken up: ended, started, recorded."""
        return self.order_by("ended_on", "started_on", "pk")


class Record(models.Model):
    """One fact of the ledger: this person learnt this, then, in this form, proved by that.

    Append-only: the database refuses UPDATE and DELETE on every engine. A mistake is
    answered by a record whose `voids` names it. What was true then is frozen in it:
    unit, post and staff class as on `ended_on`, and the version of the content.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="records", db_index=False
    )
    form = models.ForeignKey(LearningForm, models.PROTECT, related_name="records")
    scope = models.CharField(max_length=14, choices=Scope.choices)
    role = models.CharField(
        max_length=10, choices=LearnerRole.choices, default=LearnerRole.LEARNER
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, related_name="records"
    )
    title = models.CharField(max_length=200)
    provider_name = models.CharField(max_length=200, blank=True)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, related_name="records"
    )

    started_on = models.DateField()
    ended_on = models.DateField()
    jp_stated = JPField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    sessions = models.PositiveSmallIntegerField(null=True)
    semesters = models.PositiveSmallIntegerField(null=True)

    days_listed = models.BooleanField(
        default=False,
        help_text="The learning days were named one by one, not read off the range.",
    )

    certificate_number = models.CharField(max_length=100, blank=True)
    certificate_key = models.CharField(
        max_length=100,
        blank=True,
        help_text="The number without spaces and case: what makes two of them the same.",
    )
    content_version = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    staff_class = models.CharField(max_length=8, blank=True, choices=StaffClass.choices)

    source = models.CharField(max_length=150)
    token = models.ForeignKey(ApiToken, models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    voids = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="voided_by"
    )
    reason = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning record")
        verbose_name_plural = _("learning records")
        ordering = ["-ended_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "ended_on"]),
            # Three from which the credit rule reads all it needs, in order, and no row.
            models.Index(
                fields=["person", "ended_on", "id"],
                include=READ_BY_THE_CREDIT_RULE,
                name="record_by_end",
                condition=Q(voids__isnull=True),
            ),
            models.Index(
                fields=["person", "certificate_key", "ended_on", "started_on", "id"],
                name="record_certificate",
                condition=~Q(certificate_key=""),
            ),
            models.Index(
                fields=["person", "voids"],
                name="record_voids",
                condition=Q(voids__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")), name="record_days_in_order"
            ),
            # Two, because SQLite knows no unique constraint that treats NULLs as equal.
            models.UniqueConstraint(
                fields=["token", "source"],
                name="record_source_once_a_token",
                condition=Q(token__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["source"],
                name="record_source_once",
                condition=Q(token__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_voided(self) -> bool:
        """True if a later record answers it."""
        return hasattr(self, "voided_by")

    def credit(self, year: int | None = None) -> "Worth":
        """What it is worth in one calendar year, or in all of them together."""
        credits = sorted(self.credits.all(), key=lambda credit: credit.year)
        if year is not None:
            credits = [credit for credit in credits if credit.year == year]
        zero = Decimal("0.00")
        return Worth(
            jp_claimed=sum((credit.jp_claimed for credit in credits), zero),
            jp_recognised=sum((credit.jp_recognised for credit in credits), zero),
            reason=credits[-1].reason if credits else "",
            rate=credits[-1].rate if credits else None,
        )


class RecordDay(models.Model):
    """A day on which a fact may earn JP. Append-only, like its record.

    Forms that count by the day are spread over every day from start to end (or the
    distinct days with kept minutes); all others have one row, the day they ended.
    """

    record = models.ForeignKey(
        Record, models.PROTECT, related_name="learning_days", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "day"], name="record_day_once")
        ]
        indexes = [
            models.Index(fields=["person", "record", "day"], name="record_day_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.day}"


class Approval(models.Model):
    """The JP that an approver set for a fact whose form has no conversion. Append-only;
    the latest counts."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="approvals")
    jp = JPField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.jp} JP"
