import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.fields import JPField
from corpu.people.actions.deciders import decides_for
from corpu.people.models import Person
from performance.models.target import Target


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PetitionQuerySet":
        """One's own; what one decides or decided; what HR and auditors oversee."""
        if not viewer.is_authenticated:
            return self.none()
        overseen = Person.objects.managed_by(viewer, "hr", "auditor")
        return self.filter(
            Q(person=viewer)
            | Q(decider__in=decides_for(viewer))
            | Q(decided_by=viewer)
            | Q(person__in=overseen)
        )

    def open(self) -> "PetitionQuerySet":
        """Those that wait for an answer."""
        return self.filter(state=Petition.State.ASKED)

    def waiting_for(self, viewer) -> "PetitionQuerySet":
        """What `viewer` may decide today; nobody's own, and HR where no leader is asked."""
        waiting = self.open().exclude(person=viewer)
        with_hr = Q(decider=None, person__in=Person.objects.managed_by(viewer))
        return waiting.filter(Q(decider__in=decides_for(viewer)) | with_hr)

    def overdue(self, now) -> "PetitionQuerySet":
        """Those that nobody answered in time."""
        return self.open().filter(decide_by__lte=now)


class Petition(models.Model):
    """A person asks that a target of hers be lifted, moved or corrected.

    Whoever decides is another: her leader about a later day, HR about an exemption and
    about an objection to the amount. Its trail is in `PetitionStep`.
    """

    class Kind(models.TextChoices):
        EXEMPTION = "exemption", _("exemption")
        EXTENSION = "extension", _("more time")
        OBJECTION = "objection", _("objection to the amount")

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for a decision")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="petitions"
    )
    target = models.ForeignKey(Target, models.CASCADE, related_name="petitions")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    wanted_on = models.DateField(_("last day asked for"), null=True, blank=True)
    wanted = JPField(_("amount held to be right"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Empty means HR.",
    )
    decide_by = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about a target")
        verbose_name_plural = _("requests about targets")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["decider", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "target", "year"],
                condition=Q(state="asked"),
                name="petition_one_waits",
            ),
            models.CheckConstraint(
                condition=~Q(kind="extension") | Q(wanted_on__isnull=False),
                name="petition_for_time_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="objection") | Q(wanted__isnull=False),
                name="petition_objection_has_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Its page, with the trail."""
        return reverse("performance:petition", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        """True while it waits."""
        return self.state == self.State.ASKED


class PetitionStep(models.Model):
    """One step of the trail: asked, passed on, decided, withdrawn."""

    class Act(models.TextChoices):
        ASKED = "asked", _("asked")
        PASSED_ON = "passed_on", _("passed on after silence")
        REMINDED = "reminded", _("HR reminded after silence")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        UNDONE = "undone", _("undone")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.at:%Y-%m-%d}"
