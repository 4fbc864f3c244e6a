from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.rule_rows import Published, PublishedQuerySet
from corpu.lib.two_languages import by_language
from corpu.people.models import Unit
from performance.models import Target


class CriterionQuerySet(PublishedQuerySet):
    def in_force(self, year: int) -> "CriterionQuerySet":
        """Published criteria for a year."""
        lasting = Q(last_year=None) | Q(last_year__gte=year)
        return self.published().filter(lasting, first_year__lte=year)


class Criterion(Published):
    """What a team must have reached for a certificate of achievement.

    Data: drafted by one person and published by another; published it changes no more,
    except that it may get its last year.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    legal_basis = models.TextField(_("legal basis"))
    target = models.ForeignKey(
        Target,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target"),
        help_text=_("Empty: every minimum that a member has to reach."),
    )
    min_share = models.PositiveSmallIntegerField(
        _("per cent of the members"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("So many of the members have met."),
    )
    min_people = models.PositiveSmallIntegerField(
        _("members at least"), default=3, validators=[MinValueValidator(1)]
    )
    first_year = models.PositiveSmallIntegerField(_("from the year"))
    last_year = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)

    objects = CriterionQuerySet.as_manager()

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("criterion of team certificates")
        verbose_name_plural = _("criteria of team certificates")
        ordering = ["-first_year", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(drafted_by=F("published_by")), name="criterion_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamCertificateQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "TeamCertificateQuerySet":
        """Those of the units that one belongs to, leads, or oversees, and one's own."""
        if not viewer.is_authenticated:
            return self.none()
        own = viewer.unit.ancestor_ids if viewer.unit_id else []
        led = Unit.objects.subtrees_of(viewer.led_units())
        kept = Unit.objects.managed_by(viewer, "hr", "auditor")
        member = self.model.members.through.objects.filter(person=viewer)
        return self.filter(
            Q(unit__in=own)
            | Q(unit__in=led)
            | Q(unit__in=kept)
            | Q(pk__in=member.values("teamcertificate"))
        )

    def valid(self) -> "TeamCertificateQuerySet":
        """Certificates whose figure still stands."""
        return self.filter(withdrawn_at=None)


class TeamCertificate(models.Model):
    """A team has reached what a criterion asks for in a year: proved, numbered, public.

    What is printed is frozen here. When the figure falls it is withdrawn.
    """

    number = models.CharField(_("number"), max_length=80, unique=True)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="certificates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="team_certificates")
    year = models.PositiveSmallIntegerField(_("year"))
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="team_certificates"
    )
    unit_name = models.CharField(max_length=200)
    institution_name = models.CharField(max_length=200)
    title_id = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150)
    people = models.PositiveIntegerField(_("members"))
    met = models.PositiveIntegerField(_("members who met"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    issued_by_name = models.CharField(max_length=260)
    issued_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    pdf_path = models.CharField(max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    objects = TeamCertificateQuerySet.as_manager()

    title = by_language("title_id", "title_en")

    class Meta:
        verbose_name = _("team certificate")
        verbose_name_plural = _("team certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "criterion"],
                condition=Q(withdrawn_at=None),
                name="team_certificate_once",
            ),
            models.CheckConstraint(
                condition=Q(met__lte=F("people")), name="team_certificate_met_of_people"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        """False once the figure fell."""
        return self.withdrawn_at is None


class TeamSeries(models.Model):
    """The last serial number of an institution's team certificates in a year."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="team_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}: {self.last}"
