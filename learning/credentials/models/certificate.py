from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningForm, Record
from corpu.lib.fields import JPField
from corpu.people.models import Person, Provider


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CertificateQuerySet":
        """One's own, and those of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def valid(self) -> "CertificateQuerySet":
        """Certificates whose record stands."""
        return self.filter(withdrawn_at=None)


class Certificate(models.Model):
    """What a person may show: one for each credited posting of a provider's course, and
    one for each completed programme.

    Everything printed is frozen here, so it stays what it was when names change. The
    record that it rests on decides whether it is valid: voiding that withdraws it. A
    programme rests on several records: it has no form, and names its `source`.
    """

    number = models.CharField(_("number"), max_length=80, unique=True)
    record = models.OneToOneField(
        Record, models.PROTECT, null=True, related_name="certificate"
    )
    source = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates"
    )
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="certificates")
    form = models.ForeignKey(LearningForm, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=260)
    place_name = models.CharField(max_length=410, blank=True)
    title = models.CharField(max_length=200)
    outcomes = models.JSONField(default=list)
    started_on = models.DateField()
    ended_on = models.DateField()
    jp = JPField()
    issued_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    pdf_path = models.CharField(max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["person", "-issued_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, source="")
                | (Q(record__isnull=True) & ~Q(source="")),
                name="certificate_rests_on_one",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="programme_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def kind(self) -> str:
        """The form of learning, or that it is a programme, in the reader's language."""
        return str(self.form) if self.form else str(_("Learning programme"))

    @property
    def is_valid(self) -> bool:
        """False once its record has been voided."""
        return self.withdrawn_at is None


class Series(models.Model):
    """The last serial number that a provider used in a year."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "year"], name="series_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}/{self.year}: {self.last}"
