import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningForm, Record, Scope
from corpu.lib.fields import JPField
from corpu.people.actions.deciders import decides_for
from corpu.people.models import Person, Role, Unit


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EvidenceQuerySet":
        """One's own; what one decides or has decided; what HR and auditors oversee.

        A draft is for its owner alone.
        """
        if not viewer.is_authenticated:
            return self.none()
        others = (
            Q(decider__in=decides_for(viewer), state__in=Evidence.SENT)
            | Q(decided_by=viewer)
            | Q(person__in=overseen_by(viewer), state__in=Evidence.SENT)
        )
        return self.filter(Q(person=viewer) | others)

    def waiting_for(self, viewer) -> "EvidenceQuerySet":
        """What `viewer` may decide today; nobody's own, and HR where nobody leads."""
        waiting = self.filter(state=Evidence.State.SUBMITTED).exclude(person=viewer)
        with_hr = Q(decider=None, person__in=overseen_by(viewer, Role.HR))
        return waiting.filter(Q(decider__in=decides_for(viewer)) | with_hr)

    def overdue(self) -> "EvidenceQuerySet":
        """Claims that nobody answered in time."""
        return self.filter(
            state=Evidence.State.SUBMITTED,
            decider__isnull=False,
            decide_by__lt=timezone.now(),
        )

    def claiming(self) -> "EvidenceQuerySet":
        """Claims that stand: their file and number cannot be used again."""
        return self.filter(state__in=Evidence.CLAIMING)


def overseen_by(viewer, *roles) -> models.QuerySet:
    """The people over whom `viewer` is HR or auditor (or holds one of `roles`)."""
    grants = [
        grant
        for grant in viewer.active_grants()
        if grant.role in (roles or (Role.HR, Role.AUDITOR))
    ]
    if any(grant.unit_id is None for grant in grants):
        return Person.objects.all()
    units = Unit.objects.filter(pk__in=[grant.unit_id for grant in grants])
    return Person.objects.filter(unit__in=Unit.objects.subtrees_of(units))


class Evidence(models.Model):
    """Proof of learning from outside: claimed by the person, verified by another.

    A draft is kept from the first field typed, so an upload that breaks loses nothing.
    Accepted, it becomes one record of the ledger. The quantities are as the owner states
    them; which of them counts is the rule of the form.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for a decision")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        VOIDED = "voided", _("voided")

    EDITABLE = ["draft", "returned"]
    SENT = ["submitted", "returned", "accepted", "voided"]
    CLAIMING = ["submitted", "returned", "accepted"]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    title = models.CharField(_("title"), max_length=200)
    provider_name = models.CharField(_("organiser"), max_length=200, blank=True)
    form = models.ForeignKey(
        LearningForm, models.PROTECT, null=True, verbose_name=_("form of learning")
    )
    scope = models.CharField(
        _("scope"), max_length=14, choices=Scope.choices, default=Scope.NATIONAL
    )
    started_on = models.DateField(_("from"), null=True)
    ended_on = models.DateField(_("until"), null=True)
    jp_stated = JPField(_("JP on the certificate"), null=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True)
    sessions = models.PositiveSmallIntegerField(_("sessions"), null=True)
    semesters = models.PositiveSmallIntegerField(_("semesters"), null=True)
    certificate_number = models.CharField(
        _("certificate number"), max_length=100, blank=True
    )
    number_key = models.CharField(max_length=100, blank=True, db_index=True)
    note = models.TextField(_("note for the decider"), blank=True)

    file_path = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=40, blank=True)
    file_bytes = models.PositiveIntegerField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True, db_index=True)

    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="evidence_to_decide",
    )
    decide_by = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    flag = models.CharField(max_length=200, blank=True)
    record = models.OneToOneField(
        Record, models.PROTECT, null=True, related_name="evidence"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at"]),
            models.Index(fields=["state", "decider"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["file_sha256"],
                condition=Q(state__in=["submitted", "returned", "accepted"])
                & ~Q(file_sha256=""),
                name="evidence_file_claimed_once",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None)
                | Q(ended_on=None)
                | Q(ended_on__gte=F("started_on")),
                name="evidence_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        """True while the owner may change it."""
        return self.state in self.EDITABLE

    @property
    def is_picture(self) -> bool:
        """True if its file is shown as an image."""
        return self.file_type.startswith("image/")


class EvidenceStep(models.Model):
    """One line of a claim's trail: what happened to it, when, by whom and why."""

    class Act(models.TextChoices):
        SUBMITTED = "submitted", _("sent")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        VOIDED = "voided", _("voided")
        ESCALATED = "escalated", _("passed on after silence")
        REPLACED = "replaced", _("file replaced")
        REFUSED = "refused", _("stopped as a duplicate")

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10, choices=Act.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.act}"
