import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.coach import Coach
from coaching.models.kind import Kind
from corpu.lib.clock import today
from corpu.people.models import Unit
from corpu.skills.models import Competence


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ProgrammeQuerySet":
        """Programmes of the units that this HR officer serves."""
        if not viewer.has_role("hr"):
            return self.none()
        return self.filter(unit__in=Unit.objects.managed_by(viewer))


class Programme(models.Model):
    """People of a unit who are given a coach by HR, for one purpose over one period."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit"), related_name="+"
    )
    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name=_("kind"))
    purpose = models.CharField(_("purpose"), max_length=300)
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, verbose_name=_("competence")
    )
    meetings = models.PositiveSmallIntegerField(_("number of meetings"), default=6)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme of coaching")
        verbose_name_plural = _("programmes of coaching")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), meetings__gte=1),
                name="programme_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """True once its last day has passed."""
        return self.ends_on < today()


class CircleQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CircleQuerySet":
        """Groups are in the directory: everybody who is signed in may find them."""
        return self.all() if viewer.is_authenticated else self.none()

    def open(self) -> "CircleQuerySet":
        """Groups that can be joined."""
        return self.filter(is_open=True, ends_on__gte=today())

    def with_members(self) -> "CircleQuerySet":
        """Add `members`, how many take part or have asked to."""
        live = Q(engagements__state__in=["requested", "active"])
        return self.annotate(members=models.Count("engagements", filter=live)).order_by(
            "starts_on", "pk"
        )


class Circle(models.Model):
    """A group that one person accompanies: group coaching, a community of practice.

    Each member has an engagement of her own, and confirms her own sessions.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    coach = models.ForeignKey(Coach, models.PROTECT, related_name="circles")
    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("what it is about"), max_length=300)
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, verbose_name=_("competence")
    )
    places = models.PositiveSmallIntegerField(_("places"), default=8)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    is_open = models.BooleanField(_("can be joined"), default=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), places__gte=2),
                name="circle_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name
