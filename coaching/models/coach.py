import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity
from corpu.skills.models import Competence


class CoachQuerySet(models.QuerySet):
    def active(self) -> "CoachQuerySet":
        """Coaches on the register whose account is in use."""
        return self.filter(is_active=True, person__is_active=True)

    def with_load(self) -> "CoachQuerySet":
        """Add `load`, the people each coach accompanies now."""
        busy = Q(engagements__state__in=["requested", "active"])
        rows = self.annotate(load=Count("engagements", filter=busy))
        return rows.order_by("person__name", "pk")  # grouping drops the usual order

    def with_room(self) -> "CoachQuerySet":
        """Coaches who can take another person."""
        return self.with_load().filter(load__lt=F("capacity"))


class Coach(models.Model):
    """An entry in the register of coaches and mentors, kept by HR.

    `capacity` is how many people she accompanies at one time.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="coach",
        verbose_name=_("person"),
    )
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, editable=False, related_name="coach"
    )
    is_mentor = models.BooleanField(_("also a mentor"), default=False)
    about = models.TextField(
        _("about"),
        max_length=600,
        help_text=_("Experience and way of working, in a few sentences."),
    )
    competences = models.ManyToManyField(
        Competence, blank=True, verbose_name=_("competences"), related_name="coaches"
    )
    capacity = models.PositiveSmallIntegerField(_("people at a time"), default=5)
    is_active = models.BooleanField(_("on the register"), default=True)

    objects = CoachQuerySet.as_manager()

    class Meta:
        verbose_name = _("coach")
        verbose_name_plural = _("coaches")
        ordering = ["person__name"]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def forms(self) -> list[str]:
        """Codes of the forms of learning she gives."""
        return ["coaching", "mentoring"] if self.is_mentor else ["coaching"]
