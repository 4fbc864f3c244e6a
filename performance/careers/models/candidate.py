from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person, Post, Unit
from performance.careers.models.gate import Answer


class CandidateListQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CandidateListQuerySet":
        """Lists over units that `viewer` keeps as HR or audits."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(unit__in=Unit.objects.managed_by(viewer, "hr", "auditor"))

    def counting(self) -> "CandidateListQuerySet":
        """Lists that some worker should go on with."""
        return self.filter(counted_at=None)


class CandidateList(models.Model):
    """The people of a unit and below against the gates of one post, as counted at a
    moment. The row is the promise: `reached` is the last person that was counted, and
    `counted_at` is empty until all are."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="candidate_lists")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    begun_at = models.DateTimeField()
    reached = models.PositiveBigIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)

    objects = CandidateListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of candidates")
        verbose_name_plural = _("lists of candidates")
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(fields=["post", "unit"], name="candidate_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.unit}"


class CandidateQuerySet(models.QuerySet):
    def in_scope_of(self, viewer) -> "CandidateQuerySet":
        """Those whom `viewer` keeps as HR or audits, and not herself."""
        care = Person.objects.managed_by(viewer, "hr", "auditor").exclude(pk=viewer.pk)
        return self.filter(person__in=care)


class Candidate(models.Model):
    """One person on a list: the weakest answer, how many of each, and why. Derived."""

    sheet = models.ForeignKey(CandidateList, models.CASCADE, related_name="candidates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=7, choices=Answer.choices)
    met = models.PositiveSmallIntegerField()
    check_by_hand = models.PositiveSmallIntegerField()
    not_met = models.PositiveSmallIntegerField()
    findings = models.JSONField(default=list)  # [[rule key, answer, reason], ...]

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person"], name="candidate_once")
        ]
        indexes = [models.Index(fields=["sheet", "answer", "not_met"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.answer}"
