import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today


def digest(secret: str) -> str:
    """What is kept of a token or code: it cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Role(models.TextChoices):
    """What a grant lets its holder do. Leaders and coaches are not granted here:
    appointments make the one, the register of coaches the other."""

    HR = "hr", _("HR / Corpu office")
    AUDITOR = "auditor", _("auditor")
    AUTHOR = "author", _("author")
    REVIEWER = "reviewer", _("reviewer")
    INSTRUCTOR = "instructor", _("instructor")
    MANAGER = "manager", _("agency manager")


OFFICE_ROLES = (Role.HR, Role.AUDITOR)
PROVIDER_ROLES = (Role.AUTHOR, Role.REVIEWER, Role.INSTRUCTOR, Role.MANAGER)


class DatedQuerySet(models.QuerySet):
    def active(self, on=None) -> "DatedQuerySet":
        """Rows in force on day `on`, by default today."""
        on = on or today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)


class RoleGrant(models.Model):
    """A role that a person holds over a unit's subtree, or at a provider, for a time.

    HR and auditors without a unit serve the whole installation.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    unit = models.ForeignKey(
        "people.Unit", models.CASCADE, null=True, blank=True, verbose_name=_("unit")
    )
    provider = models.ForeignKey(
        "people.Provider",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("training agency"),
    )
    started_on = models.DateField(_("from"), default=today)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["person", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=PROVIDER_ROLES, provider__isnull=False, unit=None)
                | Q(role__in=OFFICE_ROLES, provider=None),
                name="role_over_unit_or_at_provider",
            ),
        ]

    def __str__(self) -> str:
        place = self.provider or self.unit
        return (
            f"{self.get_role_display()} · {place}" if place else self.get_role_display()
        )


class Delegation(models.Model):
    """A person hands her queue of decisions to another while she is away."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="deputyships",
        verbose_name=_("deputy"),
    )
    started_on = models.DateField(_("from"), default=today)
    ended_on = models.DateField(_("until"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-started_on"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("deputy")), name="delegation_to_another"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="delegation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.deputy}"

    @property
    def is_open(self) -> bool:
        """True until its last day has passed."""
        return self.ended_on >= today()


class ActivationCode(models.Model):
    """A one-time code with which a person without e-mail sets her first password."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="activation_codes"
    )
    digest = models.CharField(max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")

    def __str__(self) -> str:
        return f"{self.person} {self.issued_at:%Y-%m-%d}"


class ApiToken(models.Model):
    """A key of another system. Its holder sees what its role and scope allow."""

    class Kind(models.TextChoices):
        HR = "hr", _("HR system")
        PROVIDER = "provider", _("training agency's system")
        AUDITOR = "auditor", _("auditor's system")

    name = models.CharField(_("name"), max_length=100, unique=True)
    role = models.CharField(_("role"), max_length=12, choices=Kind.choices)
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, blank=True)
    provider = models.ForeignKey("people.Provider", models.CASCADE, null=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def new_secret() -> str:
        """A fresh secret, to be shown once."""
        return secrets.token_urlsafe(32)

    def people(self) -> models.QuerySet:
        """The people that its holder may speak of: those with a NIP, in its unit's
        subtree if it has one. Everybody else is unknown to it."""
        from corpu.people.models.person import Person

        people = Person.objects.filter(nip__isnull=False)
        return people.in_subtree(self.unit) if self.unit else people

    def units(self) -> models.QuerySet:
        """The units that its holder may speak of."""
        from corpu.people.models.unit import Unit

        units = Unit.objects.all()
        return units.subtree_of(self.unit) if self.unit else units
