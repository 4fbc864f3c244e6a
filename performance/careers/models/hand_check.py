from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Record
from corpu.people.models import Person, Post
from corpu.skills.models import Competence
from performance.careers.models.gate import Requirement


class HandCheckQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "HandCheckQuerySet":
        """Checks of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def waiting(self) -> "HandCheckQuerySet":
        """Asked and not decided."""
        return self.filter(state=HandCheck.State.WAITING)

    def waiting_for(self, viewer) -> "HandCheckQuerySet":
        """What HR of the person decides; nobody decides for herself."""
        if not (viewer.is_superuser or viewer.has_role("hr")):
            return self.none()
        care = Person.objects.managed_by(viewer)
        return self.waiting().filter(person__in=care).exclude(person=viewer)


class HandCheck(models.Model):
    """A person asks HR to look at a requirement by hand; HR decides with a reason, and
    the decision holds until a day. A refused one may be asked again."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="gate_checks"
    )
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="checks")
    competence = models.ForeignKey(
        Competence, models.CASCADE, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("what should be looked at"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    decide_by = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    valid_until = models.DateField(_("holds until"), null=True)

    objects = HandCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check by hand")
        verbose_name_plural = _("checks by hand")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "requirement", "competence"],
                condition=Q(state="waiting", competence__isnull=False),
                name="hand_check_waits_once",
            ),
            models.UniqueConstraint(
                fields=["person", "requirement"],
                condition=Q(state="waiting", competence=None),
                name="hand_check_waits_once_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.requirement_id} {self.state}"

    @property
    def key(self) -> str:
        """The key of the rule that it answers (`careers.rules.Rule.key`)."""
        return rule_key(self.requirement_id, self.competence_id)


def rule_key(requirement_id: int, competence_id: int | None = None) -> str:
    """Requirements that stand for a whole standard have one rule a competence."""
    return f"{requirement_id}:{competence_id}" if competence_id else str(requirement_id)
