import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.coach import Coach
from corpu.lib.clock import today


class CredentialQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CredentialQuerySet":
        """Her own, and those of the coaches that this HR officer serves."""
        mine = Q(coach__person=viewer)
        if not viewer.has_role("hr"):
            return self.filter(mine)
        return self.filter(mine | Q(coach__in=Coach.objects.managed_by(viewer)))

    def checked(self) -> "CredentialQuerySet":
        """What HR has seen the proof of, and has not run out."""
        valid = Q(expires_on=None) | Q(expires_on__gte=today())
        return self.filter(valid, state=Credential.State.CHECKED)

    def expiring(self, by) -> "CredentialQuerySet":
        """Checked ones whose last day comes on or before `by`, or has passed."""
        return self.filter(state=Credential.State.CHECKED, expires_on__lte=by)


class Credential(models.Model):
    """A certificate as a coach or mentor, with its proof and its last day."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not checked yet")
        CHECKED = "checked", _("checked")
        REFUSED = "refused", _("refused")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    coach = models.ForeignKey(Coach, models.CASCADE, related_name="credentials")
    name = models.CharField(_("name of the credential"), max_length=120)
    issuer = models.CharField(_("issued by"), max_length=120)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=40, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.WAITING
    )
    added_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    warned_on = models.DateField(null=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential of a coach")
        verbose_name_plural = _("credentials of coaches")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="credential_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.issuer}"

    @property
    def has_expired(self) -> bool:
        """True from the day after its last."""
        return self.expires_on is not None and self.expires_on < today()
