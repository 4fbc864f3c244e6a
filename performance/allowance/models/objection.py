import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from performance.allowance.models.run import Run


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ObjectionQuerySet":
        """One's own, and those of the people that `viewer` serves as HR or audits."""
        kept = Person.objects.managed_by(viewer, "hr", "auditor")
        return self.filter(Q(person=viewer) | Q(person__in=kept))

    def waiting(self) -> "ObjectionQuerySet":
        """Objections without an answer."""
        return self.filter(state=Objection.State.WAITING)

    def waiting_for(self, viewer) -> "ObjectionQuerySet":
        """What `viewer` may answer today as HR; nobody answers her own."""
        kept = Person.objects.managed_by(viewer)
        return self.waiting().filter(person__in=kept).exclude(person=viewer)


class Objection(models.Model):
    """A person says why her recommendation is wrong; HR answers with a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted: reckoned again")
        KEPT = "declined", _("not accepted: kept with a reason")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="objections")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="allowance_objections"
    )
    reason = models.TextField(_("reason"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    percent_before = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    percent_after = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decide_by = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"],
                condition=Q(state="waiting"),
                name="objection_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("person")), name="objection_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.run_id}: {self.state}"

    @property
    def is_overdue(self) -> bool:
        """True if nobody answered in time."""
        return self.state == self.State.WAITING and self.decide_by < timezone.now()
